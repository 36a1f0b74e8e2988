import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, PostButton, renderPage, Title } from '#/design/index.ts'
import { attemptLimit, type Env, inspectSignInLink, type LinkState, useSignInLink } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { clientAddress } from './client-address.ts'
import { demonstrationPeople } from './demonstration-people.ts'
import { errorPage } from './error-pages.tsx'
import { signIn, signOut } from './session-cookie.ts'

/** A class that shares one address signs in within minutes; a guesser needs far more than this. */
const most = 30
const window = Temporal.Duration.from({ minutes: 15 })

const chosen = z.object({ account: z.uuid() })

/** The ways in and out: a link that works once, a person of the demonstration, and the way out. */
export function signInWeb(services: Services): Hono<Env> {
  const { db, clock, configuration } = services
  const limit = attemptLimit(clock, most, window)
  const allows = (c: Context<Env>): boolean => limit.allow(clientAddress(c, configuration.trustProxy))

  return new Hono<Env>()
    .get(addresses.signIn, (c) => c.html(renderPage(<HowToSignIn />)))
    .get(addresses.signInLink, async (c) => {
      const token = c.req.param('token')
      const state = await inspectSignInLink(services, token)
      if (state !== 'good') return c.html(renderPage(<DeadLink state={state} />), 410)
      return c.html(renderPage(<ConfirmSignIn token={token} />))
    })
    .post(addresses.signInLink, async (c) => {
      if (!allows(c)) return errorPage(c, 'too-many')
      const result = await useSignInLink(services, c.req.param('token'))
      if ('why' in result) return c.html(renderPage(<DeadLink state={result.why} />), 410)
      await signIn(c, services, result.accountId)
      return c.redirect(addresses.welcome, 303)
    })
    .post(addresses.signInDemonstration, async (c) => {
      if (!allows(c)) return errorPage(c, 'too-many')
      const form = chosen.safeParse(await c.req.parseBody())
      const people = await demonstrationPeople(db)
      const person = people.find(({ id }) => id === form.data?.account)
      if (!person) return errorPage(c, 'not-found')
      await signIn(c, services, person.id)
      return c.redirect(addresses.welcome, 303)
    })
    .post(addresses.signOut, async (c) => {
      await signOut(c, services)
      return c.redirect(addresses.welcome, 303)
    })
}

function HowToSignIn() {
  return (
    <ColumnPage title="Se connecter">
      <Title lead="Vous entrez avec un lien personnel, sans mot de passe : la personne qui gère la plateforme vous le remet.">
        Ouvrez votre lien de connexion
      </Title>
      <p>
        Le lien sert une seule fois, pendant 24 heures. S’il a déjà servi ou s’il est trop ancien, demandez-en un autre.
      </p>
      <Actions>
        <LinkButton href={addresses.welcome} look="plain">
          Revenir à l’accueil
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}

/** The link alone signs nobody in: software that checks mail opens links too. */
function ConfirmSignIn({ token }: { token: string }) {
  return (
    <ColumnPage title="Se connecter">
      <Title lead="Votre lien est bon. Un dernier geste, pour être sûr que c’est bien vous qui l’ouvrez.">
        Entrez dans Passerelle
      </Title>
      <PostButton action={addressOf('signInLink', { token })}>Se connecter</PostButton>
    </ColumnPage>
  )
}

const whyDead: Readonly<Record<Exclude<LinkState, 'good'>, string>> = {
  unknown: 'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère.',
  used: 'Un lien ne sert qu’une fois, et celui-ci a déjà servi. Demandez-en un autre à la personne qui gère la plateforme.',
  expired:
    'Un lien sert pendant 24 heures, et celui-ci est plus ancien. Demandez-en un autre à la personne qui gère la plateforme.',
}

function DeadLink({ state }: { state: Exclude<LinkState, 'good'> }) {
  return (
    <ColumnPage title="Ce lien ne marche plus">
      <Title>Ce lien ne marche plus</Title>
      <Notice kind="warning">
        <p>{whyDead[state]}</p>
      </Notice>
      <Actions>
        <LinkButton href={addresses.welcome} look="plain">
          Revenir à l’accueil
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
