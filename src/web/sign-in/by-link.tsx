import { Hono } from 'hono'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, PostButton, renderPage, Title } from '#/design/index.ts'
import { type Env, inspectSignInLink, type LinkState, useSignInLink } from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { demonstrationPeople } from '../demonstration-people.ts'
import { errorPage } from '../error-pages.tsx'
import { signIn } from '../session-cookie.ts'
import { sourceOf, tryWithin } from './attempts.ts'

const chosen = z.object({ account: z.uuid() })

/** In by a link that an operator handed over, or as an invented person of the demonstration. */
export function byLink(services: Services): Hono<Env> {
  return new Hono<Env>()
    .get(addresses.signInLink, async (c) => {
      const token = c.req.param('token')
      const state = await inspectSignInLink(services, token)
      if (state !== 'good') return c.html(renderPage(<DeadLink state={state} />), 410)
      return c.html(renderPage(<ConfirmSignIn token={token} />))
    })
    .post(addresses.signInLink, async (c) => {
      const result = await tryWithin(services, 'sign-in.source', sourceOf(c, services), () =>
        useSignInLink(services, c.req.param('token')),
      )
      if (result === 'too-many') return errorPage(c, 'too-many')
      if ('why' in result) return c.html(renderPage(<DeadLink state={result.why} />), 410)
      await signIn(c, services, result.accountId)
      return c.redirect(addresses.welcome, 303)
    })
    .post(addresses.signInDemonstration, async (c) => {
      const form = chosen.safeParse(await c.req.parseBody())
      const people = await demonstrationPeople(services)
      const person = people.find(({ account }) => account === form.data?.account)
      if (!person) return errorPage(c, 'not-found')
      await signIn(c, services, person.account)
      return c.redirect(addresses.welcome, 303)
    })
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
        <LinkButton href={addresses.signIn} look="plain">
          Se connecter autrement
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
