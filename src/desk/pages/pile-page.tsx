import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import {
  Chips,
  type Column,
  countWords,
  DeskPage,
  dayWords,
  LinkButton,
  momentWords,
  numberWords,
  PostButton,
  Table,
  Title,
} from '#/design/index.ts'
import { type Account, entriesOf } from '#/identity/index.ts'
import { type Change, type ChangeKind, changeKinds, changeNames, changeWords } from '../changes.ts'
import {
  daysUnanswered,
  hoursLeft,
  type KeptSeat,
  type Pile,
  type SilentSchool,
  type Thanked,
  type WaitingHost,
} from '../piles.ts'
import type { SubjectKind } from '../tables.ts'
import { changeColumns, hostLink, pupilLink } from './change-columns.tsx'

/** One pile of the desk, whole. */
export type PileView =
  | { readonly name: 'places'; readonly pile: Pile<KeptSeat> }
  | { readonly name: 'candidatures'; readonly pile: Pile<WaitingHost> & { readonly applications: number } }
  | { readonly name: 'silencieux'; readonly pile: Pile<SilentSchool> }
  | { readonly name: 'merci'; readonly pile: Pile<Thanked> }
  | {
      readonly name: ChangeKind
      readonly pile: Pile<Change>
      readonly counts: Readonly<Record<ChangeKind, number>>
    }

export interface PilePageProps {
  readonly account: Account
  readonly territory: { readonly id: string; readonly name: string }
  readonly view: PileView
  /** Where the rows after these begin; undefined for none. */
  readonly next: number | undefined
  readonly timeZone: string
  readonly notice: ComponentChildren
}

/** All that a number of the desk counts, with the one thing to do about each. */
export function PilePage({ account, territory, view, next, timeZone, notice }: PilePageProps) {
  const title = titleOf(view)
  const here = { territory: territory.id }
  return (
    <DeskPage
      title={title}
      entries={entriesOf(account, 'desk')}
      signed={account}
      place={territory.name}
      notice={notice}
    >
      <Title eyebrow={<a href={addressOf('desk', {}, { territoire: territory.id })}>Le bureau</a>} lead={leadOf(view)}>
        {title}
      </Title>
      {'counts' in view && (
        <Chips
          label="Depuis hier"
          chips={changeNames.map((kind) => ({
            label: changeKinds[kind][1],
            href: addressOf('deskPile', { ...here, pile: kind }),
            count: view.counts[kind],
            current: kind === view.name,
          }))}
        />
      )}
      <Rows territory={territory.id} view={view} timeZone={timeZone} />
      {next !== undefined && (
        <p>
          <a href={addressOf('deskPile', { ...here, pile: view.name }, { suite: String(next) })}>La suite</a>
        </p>
      )}
    </DeskPage>
  )
}

function titleOf(view: PileView): string {
  if ('counts' in view) return changeWords(view.name, view.pile.count)
  switch (view.name) {
    case 'places':
      return countWords(view.pile.count, 'place bientôt perdue', 'places bientôt perdues')
    case 'candidatures':
      return countWords(view.pile.applications, 'candidature sans réponse', 'candidatures sans réponse')
    case 'silencieux':
      return countWords(view.pile.count, 'établissement silencieux', 'établissements silencieux')
    case 'merci':
      return countWords(view.pile.count, 'structure à remercier', 'structures à remercier')
    default:
      return view satisfies never
  }
}

function leadOf(view: PileView): string {
  if ('counts' in view) return 'Depuis hier matin.'
  switch (view.name) {
    case 'places':
      return `Elles sont gardées pour quelqu’un qui n’a pas répondu, et se libèrent dans les ${hoursLeft} heures.`
    case 'candidatures':
      return `Elles attendent depuis plus de ${daysUnanswered} jours, chez ${countWords(view.pile.count, 'structure')}.`
    case 'silencieux':
      return 'Aucun élève qui a besoin d’une place n’y a donné signe depuis deux semaines.'
    case 'merci':
      return 'Leurs accueils viennent de finir, et personne ne les a encore remerciées.'
    default:
      return view satisfies never
  }
}

function Rows({
  territory,
  view,
  timeZone,
}: {
  readonly territory: string
  readonly view: PileView
  readonly timeZone: string
}) {
  const call = (kind: SubjectKind, id: string, name: string) => (
    <LinkButton
      href={addressOf('deskTasks', { territory }, { sujet: `${kind}:${id}`, quoi: `Appeler ${name}` })}
      look="quiet"
      small
    >
      Noter un appel à passer<span class="unseen"> à {name}</span>
    </LinkButton>
  )
  const table = <Row,>(rows: readonly Row[], keyOf: (row: Row) => string, columns: readonly Column<Row>[]) => (
    <Table caption={titleOf(view)} captionHidden empty={<p>Rien ici.</p>} {...{ rows, keyOf, columns }} />
  )
  if ('counts' in view) return table(view.pile.rows, ({ id }) => id, changeColumns(view.name, timeZone))
  switch (view.name) {
    case 'places':
      return table(view.pile.rows, ({ id }) => id, [
        { key: 'until', label: 'Jusqu’à', cell: ({ until }) => momentWords(until, timeZone) },
        { key: 'host', label: 'Structure', header: true, cell: (row) => hostLink(row.hostId, row.hostName) },
        { key: 'pupil', label: 'Gardée pour', cell: ({ pupil }) => pupilLink(pupil) },
        {
          key: 'what',
          label: 'On attend',
          cell: ({ kind, id }) =>
            kind === 'proposal' ? (
              <a href={addressOf('proposal', { proposal: id })}>des réponses à la proposition</a>
            ) : (
              'que l’élève confirme'
            ),
        },
      ])
    case 'candidatures':
      return table(view.pile.rows, ({ hostId }) => hostId, [
        { key: 'host', label: 'Structure', header: true, cell: (row) => hostLink(row.hostId, row.hostName) },
        { key: 'count', label: 'Candidatures', numeric: true, cell: ({ waiting }) => numberWords(waiting) },
        {
          key: 'since',
          label: 'La plus ancienne',
          cell: ({ since }) => dayWords(since.toZonedDateTimeISO(timeZone).toPlainDate()),
        },
        { key: 'act', label: 'À faire', cell: (row) => call('host', row.hostId, row.hostName) },
      ])
    case 'silencieux':
      return table(view.pile.rows, ({ uai }) => uai, [
        {
          key: 'school',
          label: 'Établissement',
          header: true,
          cell: ({ uai, name }) => <a href={addressOf('school', { territory, school: uai })}>{name}</a>,
        },
        { key: 'pupils', label: 'Élèves', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
        { key: 'act', label: 'À faire', cell: (row) => call('school', row.uai, row.name) },
      ])
    case 'merci':
      return table(view.pile.rows, ({ hostId }) => hostId, [
        { key: 'host', label: 'Structure', header: true, cell: (row) => hostLink(row.hostId, row.hostName) },
        { key: 'pupils', label: 'Élèves accueillis', numeric: true, cell: ({ pupils }) => numberWords(pupils) },
        {
          key: 'act',
          label: 'À faire',
          cell: ({ hostId, hostName }) => (
            <PostButton
              action={addressOf('deskThank', { territory })}
              fields={{ structure: hostId, retour: 'merci' }}
              look="quiet"
              small
            >
              Remercier<span class="unseen"> {hostName}</span>
            </PostButton>
          ),
        },
      ])
    default:
      return view satisfies never
  }
}
