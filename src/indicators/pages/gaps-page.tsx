import { type Column, numberWords, ShareBar, Table } from '#/design/index.ts'
import { leastShown, type Shown } from '../gaps.ts'
import type { Ground } from '../read-board.ts'
import type { Gap } from '../read-gaps.ts'
import { BoardFrame, type Reader } from './board-frame.tsx'

interface GapsPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly gaps: readonly Gap[]
}

/** Who obtains a place, and who less; nobody can be recognised. */
export function GapsPage({ ground, reader, now, gaps }: GapsPageProps) {
  return (
    <BoardFrame ground={ground} reader={reader} page="boardGaps" title="écarts" now={now}>
      <p class="narrow">
        Part des élèves qui ont une convention signée pour toutes leurs semaines, aujourd’hui. Les nombres de moins de{' '}
        {leastShown}, et ceux qui permettraient de les retrouver, sont masqués.
      </p>
      {gaps.length === 0 && <p>Ni les listes ni le territoire ne disent encore de quoi comparer.</p>}
      {gaps.map(({ title, source, groups }) => (
        <section key={title}>
          <h2>{title}</h2>
          <p class="soft">{source}</p>
          <Table caption={title} captionHidden rows={groups} keyOf={({ label }) => label} columns={columns} />
        </section>
      ))}
    </BoardFrame>
  )
}

const masked = <span class="soft">masqué</span>

const columns: readonly Column<Shown>[] = [
  { key: 'label', label: 'Groupe', cell: ({ label }) => label },
  {
    key: 'pupils',
    label: 'Élèves',
    numeric: true,
    cell: (group) => (group.said === 'nothing' ? masked : numberWords(group.pupils)),
  },
  {
    key: 'share',
    label: 'Placés',
    cell: (group) => (group.said === 'all' ? <ShareBar part={group.placed} whole={group.pupils} /> : masked),
  },
  {
    key: 'placed',
    label: 'Nombre de placés',
    numeric: true,
    cell: (group) => (group.said === 'all' ? numberWords(group.placed) : masked),
  },
]
