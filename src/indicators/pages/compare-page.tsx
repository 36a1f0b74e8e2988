import { addressOf } from '#/addresses.ts'
import { Chips, type Column, Figure, numberWords, shareWords, Table } from '#/design/index.ts'
import type { Territory } from '#/territory/index.ts'
import { queryOf } from '../board-view.ts'
import { type Figures, placed, pupilsOf, underWay, without } from '../figures.ts'
import type { Ground } from '../read-board.ts'
import type { Comparison, Side } from '../read-comparison.ts'
import { BoardFrame, type Reader } from './board-frame.tsx'

interface ComparePageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly comparison: Comparison
  /** Other territories of the account. */
  readonly others: readonly Territory[]
}

const lines: readonly { readonly label: string; readonly of: (figures: Figures) => number }[] = [
  { label: 'Placés', of: placed },
  { label: 'dont en ligne', of: ({ online, mixed }) => online + mixed },
  { label: 'dont sur papier', of: ({ paper }) => paper },
  { label: 'dont hors plateforme', of: ({ outside }) => outside },
  { label: 'En partie', of: ({ partly }) => partly },
  { label: 'En cours', of: underWay },
  { label: 'Sans solution', of: without },
]

/** Two years, or two territories, side by side: shares first, since sizes differ. */
export function ComparePage({ ground, reader, now, comparison, others }: ComparePageProps) {
  const { territory, view } = ground
  const { sides, withWhat } = comparison
  const href = (other: string) =>
    addressOf('boardCompare', { territory: territory.id }, { ...queryOf(view), avec: other })
  return (
    <BoardFrame
      ground={ground}
      reader={reader}
      page="boardCompare"
      title={sides.map(({ label, figures }) => `${label} ${shareWords(placed(figures), pupilsOf(figures))}`).join(', ')}
      now={now}
    >
      {others.length > 0 && (
        <Chips
          label="Comparer avec"
          chips={[
            { label: 'L’an dernier, même jour', href: href('annee'), current: withWhat === 'annee' },
            ...others.map(({ id, name }) => ({ label: name, href: href(id), current: withWhat === id })),
          ]}
        />
      )}
      <div class="room-head">
        {sides.map(({ label, figures }) => (
          <Figure key={label} value={pupilsOf(figures) === 0 ? '–' : shareWords(placed(figures), pupilsOf(figures))}>
            <p>
              <b>{label}</b>
            </p>
            <p>
              {pupilsOf(figures) === 0
                ? 'Aucun élève compté ce jour-là.'
                : `${numberWords(placed(figures))} placés sur ${numberWords(pupilsOf(figures))}`}
            </p>
          </Figure>
        ))}
      </div>
      <Table
        caption="Les deux côtés, ligne à ligne"
        captionHidden
        rows={lines}
        keyOf={({ label }) => label}
        columns={[{ key: 'label', label: 'Élèves', cell: ({ label }) => label }, ...sides.flatMap(columnsOf)]}
      />
    </BoardFrame>
  )
}

const columnsOf = ({ label, figures }: Side, at: number): Column<(typeof lines)[number]>[] => [
  { key: `share${at}`, label: `${label}, part`, numeric: true, cell: ({ of }) => sayShare(of(figures), figures) },
  { key: `count${at}`, label: `${label}, élèves`, numeric: true, cell: ({ of }) => numberWords(of(figures)) },
]

const sayShare = (count: number, figures: Figures): string =>
  pupilsOf(figures) === 0 ? '–' : shareWords(count, pupilsOf(figures))
