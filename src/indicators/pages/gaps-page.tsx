import { type Column, numberWords, ShareBar, shareWords, Table } from '#/design/index.ts'
import { leastShown, pointsOf, roundedTo, type Shown } from '../gaps.ts'
import type { Gap, Gaps } from '../read-gaps.ts'
import type { Ground } from '../read-ground.ts'
import { BoardFrame, PastDay, type Reader, sinceWords } from './board-frame.tsx'

interface GapsPageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly gaps: Gaps
}

/** Who obtains a place, and who less, the widest gap first; nobody can be recognised. */
export function GapsPage({ ground, reader, now, gaps: { gaps, unknown } }: GapsPageProps) {
  return (
    <BoardFrame {...{ ground, reader, now }} page="boardGaps" title="écarts" live="les écarts suivent les signatures.">
      <p class="narrow">
        Part des élèves qui {ground.view.day ? 'avaient' : 'ont'} une convention signée pour toutes leurs semaines, le
        plus grand écart d’abord. Les nombres sont arrondis à {roundedTo} près ; ceux de moins de {leastShown}, et ceux
        qui permettraient de les retrouver, sont masqués.
      </p>
      {unknown !== 'known' && <p class="narrow">{sinceWords('Les groupes d’élèves', unknown.since)}</p>}
      <div id="ecarts" data-live>
        {gaps.length === 0 && (
          <p>
            {ground.view.day
              ? 'Aucun groupe à comparer ce jour-là.'
              : 'Ni les listes ni le territoire ne disent encore de quoi comparer.'}
          </p>
        )}
        {gaps.map((gap) => (
          <section key={gap.title}>
            <h2>{gap.title}</h2>
            <p>{gapWords(gap)}</p>
            <Table caption={gap.title} captionHidden rows={gap.groups} keyOf={({ label }) => label} columns={columns} />
            <p class="soft">{gap.source}</p>
          </section>
        ))}
      </div>
      <PastDay ground={ground} page="boardGaps" />
    </BoardFrame>
  )
}

/** What the table says, in a sentence. */
function gapWords({ groups }: Gap): string {
  const found = pointsOf(groups)
  if (!found) return 'Trop peu d’élèves pour le dire sans que l’on en reconnaisse.'
  const { best, worst, points } = found
  if (points < 2) return 'Pas d’écart.'
  return `${points} points d’écart : ${sayShare(worst)}, ${sayShare(best)}.`
}

const sayShare = (group: Shown): string =>
  `${group.label.charAt(0).toLowerCase()}${group.label.slice(1)} ${group.said === 'all' ? shareWords(group.placed, group.pupils) : ''}`

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
