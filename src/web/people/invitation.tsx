import { Hono } from 'hono'
import { addresses, addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, PostButton, renderPage, Title } from '#/design/index.ts'
import {
  acceptInvitation,
  type Env,
  type FoundInvitation,
  type InvitationState,
  readInvitation,
  roles,
} from '#/identity/index.ts'
import type { Services } from '#/platform/services.ts'
import { errorPage } from '../error-pages.tsx'
import { nameOfPlace } from '../place-names.ts'
import { signIn } from '../session-cookie.ts'
import { sourceOf, tryWithin } from '../sign-in/attempts.ts'
import { roleTitle, untilWords } from './role-words.ts'

/** A role offered by mail: who offers what, and one press to accept, which signs in too: the link proves the mailbox. */
export function invitationWeb(services: Services): Hono<Env> {
  return new Hono<Env>()
    .get(addresses.invitation, async (c) => {
      const token = c.req.param('token')
      const invitation = await readInvitation(services, token)
      if (!invitation) return c.html(renderPage(<DeadInvitation state="unknown" />), 410)
      if (invitation.state !== 'good') return c.html(renderPage(<DeadInvitation state={invitation.state} />), 410)
      const place = await nameOfPlace(services.db, invitation.grant)
      const other = c.get('account')
      return c.html(
        renderPage(
          <InvitationPage
            token={token}
            invitation={invitation}
            place={place}
            otherName={other && other.id !== invitation.accountId ? other.name : undefined}
          />,
        ),
      )
    })
    .post(addresses.invitation, async (c) => {
      const result = await tryWithin(services, 'sign-in.source', sourceOf(c, services), () =>
        acceptInvitation(services, c.req.param('token')),
      )
      if (result === 'too-many') return errorPage(c, 'too-many')
      if ('why' in result) return c.html(renderPage(<DeadInvitation state={result.why} />), 410)
      await signIn(c, services, result.accountId)
      return c.redirect(addressOf('account', {}, { fait: 'accepte' }), 303)
    })
}

function InvitationPage({
  token,
  invitation,
  place,
  otherName,
}: {
  token: string
  invitation: FoundInvitation
  place: string
  /** Somebody else is signed in here. */
  otherName: string | undefined
}) {
  const { grant, by, until, isLent, email } = invitation
  return (
    <ColumnPage title="Une invitation">
      <Title
        eyebrow={by === undefined ? 'Invitation' : isLent ? `${by} vous prête son rôle` : `${by} vous invite`}
        lead={`Avec ce rôle, une personne ${roles[grant.role].does}.`}
      >
        {`${roleTitle(grant.role)}, ${place}`}
      </Title>
      {until && <p>Ce rôle vaut {untilWords(until)}.</p>}
      {otherName !== undefined && (
        <Notice kind="warning" title={`${otherName} est connecté sur cet appareil`}>
          <p>Cette invitation est pour {email}. L’accepter connecte cette personne à la place.</p>
        </Notice>
      )}
      <Actions>
        <PostButton action={addressOf('invitation', { token })}>Accepter et entrer</PostButton>
      </Actions>
      <p class="soft">
        Invitation envoyée à {email}. Si vous ne l’attendiez pas, fermez cette page : rien ne se passe sans votre
        accord.
      </p>
    </ColumnPage>
  )
}

const whyDead: Readonly<Record<Exclude<InvitationState, 'good'>, string>> = {
  unknown: 'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère.',
  accepted: 'Elle a déjà été acceptée : connectez-vous avec votre adresse électronique.',
  withdrawn: 'Elle a été retirée. Demandez à la personne qui vous avait invité.',
  expired: 'Elle est trop ancienne, ou le rôle a pris fin. Demandez-en une autre à la personne qui vous avait invité.',
}

function DeadInvitation({ state }: { state: Exclude<InvitationState, 'good'> }) {
  return (
    <ColumnPage title="Cette invitation ne marche plus">
      <Title>Cette invitation ne marche plus</Title>
      <Notice kind="warning">
        <p>{whyDead[state]}</p>
      </Notice>
      <Actions>
        <LinkButton href={addresses.signIn}>Se connecter</LinkButton>
      </Actions>
    </ColumnPage>
  )
}
