import { addresses, addressOf } from '#/addresses.ts'
import {
  Actions,
  Button,
  type Choice,
  dayWords,
  ErrorSummary,
  type FieldError,
  Form,
  momentWords,
  Notice,
  PostButton,
  SelectField,
  Table,
  TextField,
} from '#/design/index.ts'
import { BoardFrame, type Ground, queryOf, type Reader } from '#/indicators/index.ts'
import type { KeyForm } from '../key.ts'
import type { ListedKey } from '../list-keys.ts'

/** What was just done to a key. */
export type Done =
  | { readonly what: 'made'; readonly name: string; readonly secret: string }
  | { readonly what: 'taken-back' | 'restored'; readonly name: string; readonly id: string }

interface KeysPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly keys: readonly ListedKey[]
  readonly zones: readonly Choice[]
  readonly form: KeyForm
  readonly errors: readonly FieldError[]
  readonly done: Done | undefined
}

/** The keys by which programs read the figures: those there are, and a new one. */
export function KeysPage(props: KeysPageProps) {
  const { ground, reader, now, zones, form, errors, done } = props
  const action = addressOf('boardKeys', { territory: ground.territory.id }, queryOf(ground.view))
  return (
    <BoardFrame
      {...{ ground, reader, now }}
      page="boardExport"
      title="clés pour les programmes"
      notice={done && <DoneNotice done={done} ground={ground} />}
    >
      <ErrorSummary errors={errors} />
      <section class="narrow">
        <h2>Les chiffres pour un programme</h2>
        <p>
          Un site, un tableur ou un outil de suivi peut lire ces chiffres de lui-même, avec une clé : des nombres, aucun
          nom. <a href={addresses.api}>Ce qu’un programme peut demander</a>
        </p>
      </section>
      <Keys {...props} />
      <section class="narrow">
        <h2>Faire une clé</h2>
        {zones.length === 0 ? (
          <p>Une clé se fait pour un lieu que vous suivez : vous n’en suivez aucun dans ce territoire.</p>
        ) : (
          <Form class="form" method="post" action={action} errors={errors} noValidate>
            <input type="hidden" name="cle" value={form.cle} />
            <TextField
              name="nom"
              label="Pour quel programme"
              hint="Le nom que vous reconnaîtrez dans un an : « Site du rectorat »."
              value={form.nom}
              autocomplete="off"
            />
            <SelectField name="zone" label="Ce qu’elle ouvre" choices={zones} value={form.zone} />
            <TextField
              name="fin"
              type="date"
              label="Dernier jour"
              hint="Dans un an au plus. Elle s’arrête avant si vous ne suivez plus ce lieu."
              value={form.fin}
              width="middle"
            />
            <Actions>
              <Button>Faire la clé</Button>
            </Actions>
          </Form>
        )}
      </section>
    </BoardFrame>
  )
}

function DoneNotice({ done, ground }: { readonly done: Done; readonly ground: Ground }) {
  if (done.what === 'made')
    return (
      <Notice kind="success" title={`La clé « ${done.name} » est prête`}>
        <TextField
          name="secret"
          label="À copier maintenant dans le programme"
          hint="Elle ne sera plus montrée. Qui l’a lit ces chiffres."
          value={done.secret}
        />
      </Notice>
    )
  if (done.what === 'restored') return <Notice kind="success" title={`La clé « ${done.name} » ouvre de nouveau`} />
  return (
    <Notice
      kind="success"
      title={`La clé « ${done.name} » n’ouvre plus rien`}
      action={
        <PostButton look="plain" small action={keyHref(ground, done.id)} fields={{ quoi: 'rendre' }}>
          Annuler
        </PostButton>
      }
    />
  )
}

const keyHref = ({ territory, view }: Ground, key: string): string =>
  addressOf('boardKey', { territory: territory.id, key }, queryOf(view))

function Keys({ ground, keys, reader: { mayLead } }: KeysPageProps) {
  if (keys.length === 0) return null
  const { timeZone } = ground.territory
  // It ends with its last day: the moment after is the day that follows.
  const lastDay = ({ endsAt }: ListedKey) => endsAt.toZonedDateTimeISO(timeZone).subtract({ seconds: 1 }).toPlainDate()
  const until = (key: ListedKey) => {
    if (key.state === 'ended') return `terminée le ${dayWords(lastDay(key), { year: true })}`
    if (key.state === 'orphan') return 'n’ouvre plus rien : qui l’a faite ne suit plus ce lieu'
    return `jusqu’au ${dayWords(lastDay(key), { year: true })}`
  }
  return (
    <section>
      <h2>{mayLead ? 'Les clés du territoire' : 'Vos clés'}</h2>
      <Table
        caption="Clés"
        captionHidden
        rows={keys}
        keyOf={({ id }) => id}
        columns={[
          { key: 'name', label: 'Programme', header: true, cell: ({ name }) => name },
          { key: 'area', label: 'Ouvre', cell: ({ area }) => area },
          { key: 'until', label: 'Sert', cell: until },
          {
            key: 'used',
            label: 'Dernière lecture',
            cell: ({ lastUsedAt }) => (lastUsedAt ? momentWords(lastUsedAt, timeZone) : 'jamais'),
          },
          ...(mayLead ? [{ key: 'maker', label: 'Faite par', cell: ({ maker }: ListedKey) => maker }] : []),
          {
            key: 'take-back',
            label: 'Action',
            cell: ({ id, name }) => (
              <PostButton look="quiet" small action={keyHref(ground, id)} fields={{ quoi: 'retirer' }}>
                Retirer<span class="unseen"> la clé {name}</span>
              </PostButton>
            ),
          },
        ]}
      />
    </section>
  )
}
