import { addresses, addressOf } from '#/addresses.ts'
import { Button, Card, ColumnPage, LinkButton, momentWords, Notice, PostButton, Tag, Title } from '#/design/index.ts'
import { type Account, entriesOf, type Grant, type HeldGrant, type ListedSession, lent } from '#/identity/index.ts'
import type { AccountNotice } from './my-account.tsx'
import { roleTitle, untilWords } from './role-words.ts'

interface Props {
  readonly account: Account
  readonly held: readonly HeldGrant[]
  readonly lends: readonly (HeldGrant & { readonly to: string })[]
  /** Just ended: can be had back. */
  readonly ended: HeldGrant | undefined
  readonly notice: AccountNotice
  readonly sessions: readonly ListedSession[]
  readonly sessionId: string | undefined
  readonly hasSecondStep: boolean
  readonly nameOf: (grant: Omit<Grant, 'role'>) => string
  readonly now: Temporal.Instant
}

/** Who I am here, what I may do, where I am signed in. */
export function AccountPage(props: Props) {
  const { account, held, lends } = props
  const isPupil = held.length > 0 && held.every(({ role }) => role === 'pupil')
  return (
    <ColumnPage
      title={isPupil ? 'Ton compte' : 'Votre compte'}
      signed={account}
      entries={entriesOf(account, 'account')}
      notice={<AccountNotices {...props} />}
    >
      <Title eyebrow={isPupil ? 'Ton compte' : 'Votre compte'} lead={account.email}>
        {account.name}
      </Title>
      {account.withheld && (
        <Card>
          <p>
            {account.withheld.map(roleTitle).join(', ')} : ce rôle demande un second code, celui de votre téléphone.
          </p>
          <LinkButton href={addresses.secondStep}>Donner mon second code</LinkButton>
        </Card>
      )}
      <p>
        <a href={addresses.myMessages}>
          {isPupil ? 'Choisir les messages que tu reçois' : 'Choisir les messages que vous recevez'}
        </a>
      </p>
      <section class="part" aria-labelledby="roles">
        <h2 id="roles">{isPupil ? 'Ce que tu peux faire' : 'Vos rôles'}</h2>
        {held.length === 0 && (
          <p>
            Aucun rôle pour le moment. Ils se donnent par invitation : demandez à votre établissement, à votre structure
            ou à la coordination de votre territoire.
          </p>
        )}
        {held.map((grant) => (
          <HeldRole key={grant.id} grant={grant} place={props.nameOf(grant)} />
        ))}
      </section>
      {lends.length > 0 && (
        <section class="part" aria-labelledby="lent">
          <h2 id="lent">Rôles que vous prêtez</h2>
          {lends.map((grant) => (
            <Card key={grant.id}>
              <p>
                <b>{roleTitle(grant.role)}</b>, {props.nameOf(grant)}
              </p>
              <p class="soft">
                prêté à {grant.to}
                {grant.endsAt && `, ${untilWords(grant.endsAt)}`}
              </p>
              <PostButton
                action={addressOf('accountRole', { grant: grant.id })}
                fields={{ faire: 'terminer' }}
                look="plain"
              >
                Ne plus prêter
              </PostButton>
            </Card>
          ))}
        </section>
      )}
      <Sessions {...props} isPupil={isPupil} />
    </ColumnPage>
  )
}

function HeldRole({ grant, place }: { grant: HeldGrant; place: string }) {
  const facts = [
    grant.lentFrom && `prêté par ${grant.lentFrom.name}`,
    grant.endsAt && untilWords(grant.endsAt),
    grant.source && 'donné par le compte de votre établissement',
  ].filter(Boolean)
  const isPupil = grant.role === 'pupil'
  const team = teamAddress(grant)
  return (
    <Card>
      <p>
        <b>{roleTitle(grant.role)}</b>, {place}
      </p>
      {facts.length > 0 && <p class="soft">{facts.join(', ')}</p>}
      {!isPupil && (
        <div class="actions">
          {team !== undefined && (
            <LinkButton href={team} look="plain">
              Voir l’équipe
            </LinkButton>
          )}
          {lent.includes(grant.role) && !grant.lentFrom && (
            <LinkButton href={addressOf('accountLend', { grant: grant.id })} look="plain">
              Prêter ce rôle
            </LinkButton>
          )}
          <PostButton
            action={addressOf('accountRole', { grant: grant.id })}
            fields={{ faire: 'terminer' }}
            look="quiet"
          >
            Quitter ce rôle
          </PostButton>
        </div>
      )}
    </Card>
  )
}

/** Where the people around a role are listed, for roles that see them. */
function teamAddress({ role, territoryId, scope }: HeldGrant): string | undefined {
  if (territoryId === undefined) return undefined
  if (scope === undefined)
    return role === 'coordinator' ? addressOf('territoryPeople', { territory: territoryId }) : undefined
  if (scope.kind === 'host') return addressOf('hostPeople', { host: scope.id })
  const seesSchool = role === 'head' || role === 'ddfpt' || role === 'secretary'
  return seesSchool ? addressOf('schoolPeople', { territory: territoryId, school: scope.id }) : undefined
}

function Sessions({ sessions, sessionId, isPupil, hasSecondStep }: Props & { isPupil: boolean }) {
  const others = sessions.filter(({ id }) => id !== sessionId)
  return (
    <section class="part" aria-labelledby="sessions">
      <h2 id="sessions">{isPupil ? 'Où tu es connecté' : 'Où vous êtes connecté'}</h2>
      <ul class="lines">
        {sessions.map(({ id, device, lastUsedAt }) => (
          <li key={id}>
            <div>
              <p>
                {device === '' ? 'Navigateur inconnu' : device} {id === sessionId && <Tag tone="ok">ici</Tag>}
              </p>
              <p class="soft">utilisé {momentWords(lastUsedAt)}</p>
            </div>
            {id !== sessionId && (
              <PostButton action={addresses.accountSessions} fields={{ session: id }} look="plain">
                Déconnecter
              </PostButton>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 && (
        <form method="post" action={addresses.accountSessions}>
          <Button name="session" value="autres" look="plain">
            {`Déconnecter les ${others.length} autres`}
          </Button>
        </form>
      )}
      {hasSecondStep && <p class="soft">Votre compte est protégé par un second code, celui de votre téléphone.</p>}
    </section>
  )
}

const words: Readonly<Record<NonNullable<AccountNotice>, string>> = {
  deconnecte: 'L’appareil est déconnecté',
  repris: 'Le rôle est de nouveau en vigueur',
  'trop-tard': 'Ce rôle ne peut plus être repris ici. Demandez une nouvelle invitation',
  prete: 'L’invitation est partie. Le rôle sera prêté dès qu’elle sera acceptée',
  accepte: 'Le rôle est à vous',
}

function AccountNotices({ notice, ended, nameOf, account }: Props) {
  if (ended)
    return (
      <Notice
        kind="success"
        title={
          ended.accountId === account.id
            ? `Vous avez quitté : ${roleTitle(ended.role)}, ${nameOf(ended)}`
            : `Vous ne prêtez plus : ${roleTitle(ended.role)}, ${nameOf(ended)}`
        }
        action={
          <PostButton
            action={addressOf('accountRole', { grant: ended.id })}
            fields={{ faire: 'reprendre' }}
            look="plain"
          >
            Annuler
          </PostButton>
        }
      >
        <p>Vous pouvez revenir sur ce choix pendant un jour.</p>
      </Notice>
    )
  if (!notice) return null
  return <Notice kind={notice === 'trop-tard' ? 'warning' : 'success'} title={words[notice]} />
}
