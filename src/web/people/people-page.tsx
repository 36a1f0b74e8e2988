import {
  Button,
  type Column,
  ColumnPage,
  countWords,
  DeskPage,
  dayWords,
  ErrorSummary,
  type FieldError,
  Form,
  LinkButton,
  Notice,
  PostButton,
  SelectField,
  Table,
  Tag,
  TextField,
  Title,
} from '#/design/index.ts'
import type { Account, Awaited, Grant, Person, RoleName } from '#/identity/index.ts'
import type { Paged } from '#/platform/paged.ts'
import type { Circle } from './circle.ts'
import { roleTitle, untilWords } from './role-words.ts'

interface Props {
  readonly account: Account
  readonly circle: Circle
  /** Roles that this person may give here. */
  readonly offered: Circle['offers']
  readonly people: Paged<Person>
  readonly awaited: readonly Awaited[]
  readonly nameOf: (grant: Omit<Grant, 'role'>) => string
  readonly mayEnd: (role: RoleName) => boolean
  readonly done: string | undefined
  /** The grant just ended. */
  readonly ended: string | undefined
  readonly errors: readonly FieldError[]
  readonly form?: Readonly<Record<string, string>>
}

/** Who works somewhere, who is awaited, and a form to invite. */
export function PeoplePage(props: Props) {
  const { account, circle, people } = props
  const title = `Personnes : ${circle.name}`
  const inForce = people.rows.filter(({ isEnded }) => !isEnded)
  const count = people.next === undefined ? countWords(inForce.length, 'rôle') : 'Plus de 100 rôles'
  const content = (
    <>
      <ErrorSummary errors={props.errors} />
      <Title eyebrow={circle.name} lead={`${count} en vigueur.`}>
        Qui travaille ici
      </Title>
      {circle.aside && (
        <p>
          <a href={circle.aside.href}>{circle.aside.label}</a>
        </p>
      )}
      <People {...props} />
      {people.next !== undefined && (
        <p>
          <LinkButton href={`${circle.address}?suite=${encodeURIComponent(people.next)}`} look="plain">
            Voir la suite
          </LinkButton>
        </p>
      )}
      {props.awaited.length > 0 && <Waiting {...props} />}
      {props.offered.length > 0 && <InviteForm {...props} />}
    </>
  )
  const frame = { title, entries: circle.entries, signed: account, notice: <Done {...props} /> }
  return circle.isDesk ? (
    <DeskPage {...frame} place={circle.name}>
      {content}
    </DeskPage>
  ) : (
    <ColumnPage {...frame}>{content}</ColumnPage>
  )
}

function People({ people, nameOf, mayEnd, circle }: Props) {
  const columns: readonly Column<Person>[] = [
    { key: 'name', label: 'Nom', header: true, cell: ({ name }) => name },
    { key: 'email', label: 'Adresse', cell: ({ email }) => email ?? 'sans adresse' },
    {
      key: 'role',
      label: 'Rôle',
      cell: ({ grant, isEnded }) => (
        <>
          {roleTitle(grant.role)}
          {['class', 'bassin', 'organisation'].includes(grant.scope?.kind ?? '') && `, ${nameOf(grant).split(',')[0]}`}{' '}
          {isEnded && <Tag>terminé</Tag>}
        </>
      ),
    },
    {
      key: 'since',
      label: 'Depuis',
      cell: ({ givenAt, endsAt, lentBy }) => (
        <>
          {dayWords(givenAt.toZonedDateTimeISO('Europe/Paris').toPlainDate(), { weekday: false, year: true })}
          {endsAt && <>, {untilWords(endsAt)}</>}
          {lentBy !== undefined && <>, prêté par {lentBy}</>}
        </>
      ),
    },
    {
      key: 'do',
      label: 'Action',
      cell: ({ grantId, grant, isEnded, name }) =>
        mayEnd(grant.role) && (
          <PostButton
            action={circle.address}
            fields={{ faire: isEnded ? 'rendre' : 'terminer', grant: grantId }}
            look={isEnded ? 'plain' : 'quiet'}
          >
            {isEnded ? 'Rendre' : 'Retirer'} <span class="unseen">le rôle de {name}</span>
          </PostButton>
        ),
    },
  ]
  return (
    <Table
      caption="Rôles en vigueur, et terminés depuis moins d’un jour"
      captionHidden
      rows={people.rows}
      keyOf={({ grantId }) => grantId}
      columns={columns}
      empty={<p>Personne encore. Invitez la première personne ci-dessous.</p>}
    />
  )
}

function Waiting({ awaited, nameOf, mayEnd, circle }: Props) {
  return (
    <section class="part narrow" aria-labelledby="awaited">
      <h2 id="awaited">Invitations en attente</h2>
      <ul class="lines">
        {awaited.map(({ invitationId, name, email, grant, expiresAt }) => (
          <li key={invitationId}>
            <div>
              <p>
                {name}, {email}
              </p>
              <p class="soft">
                {roleTitle(grant.role)}
                {grant.scope?.kind === 'class' && `, ${nameOf(grant).split(',')[0]}`}, valable {untilWords(expiresAt)}
              </p>
            </div>
            {mayEnd(grant.role) && (
              <PostButton action={circle.address} fields={{ faire: 'retirer', invitation: invitationId }} look="quiet">
                Retirer <span class="unseen">l’invitation de {name}</span>
              </PostButton>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function InviteForm({ circle, offered, form = {}, errors }: Props) {
  return (
    <section class="part narrow" aria-labelledby="invite">
      <h2 id="invite">Inviter quelqu’un</h2>
      <Form errors={errors} method="post" action={circle.address} novalidate>
        <input type="hidden" name="faire" value="inviter" />
        <TextField name="nom" label="Prénom et nom" value={form.nom ?? ''} />
        <TextField
          name="email"
          type="email"
          label="Adresse électronique"
          hint="La personne reçoit un lien ; le rôle commence quand elle l’accepte."
          value={form.email ?? ''}
        />
        <SelectField
          name="role"
          label="Rôle"
          value={form.role ?? offered[0]?.value ?? ''}
          choices={offered.map(({ value, label }) => ({ value, label }))}
        />
        <Button>Envoyer l’invitation</Button>
      </Form>
    </section>
  )
}

const words: Readonly<Record<string, string>> = {
  sent: 'L’invitation est partie',
  'sent-again': 'L’invitation est partie de nouveau',
  waiting: 'Cette personne a été invitée il y a moins d’une heure : rien n’est reparti',
  held: 'Cette personne a déjà ce rôle',
  rendu: 'Le rôle est rendu',
  retire: 'L’invitation est retirée : son lien ne marche plus',
  'trop-tard': 'Ce rôle ne peut plus être rendu ici. Invitez la personne de nouveau',
}

function Done({ done, ended, people, circle }: Props) {
  const person = people.rows.find(({ grantId, isEnded }) => isEnded && grantId === ended)
  if (person)
    return (
      <Notice
        kind="success"
        title={`${person.name} n’a plus ce rôle : ${roleTitle(person.grant.role)}`}
        action={
          <PostButton action={circle.address} fields={{ faire: 'rendre', grant: person.grantId }} look="plain">
            Annuler
          </PostButton>
        }
      >
        <p>Vous pouvez le rendre pendant un jour.</p>
      </Notice>
    )
  const title = done === undefined || !Object.hasOwn(words, done) ? undefined : words[done]
  if (title === undefined) return null
  return <Notice kind={done === 'trop-tard' || done === 'held' ? 'warning' : 'success'} title={title} />
}
