import { addressOf } from '#/addresses.ts'
import { Button, type Column, Curve, Figure, numberWords, SelectField, shareWords, Table } from '#/design/index.ts'
import { queryOf } from '../board-view.ts'
import { type Figures, placed, pupilsOf, underWay, without } from '../figures.ts'
import type { Choice, Comparison, Side } from '../read-comparison.ts'
import type { Ground } from '../read-ground.ts'
import { BoardFrame, PastDay, type Reader } from './board-frame.tsx'

interface ComparePageProps {
  readonly ground: Ground
  readonly reader: Reader
  readonly now: Temporal.Instant
  readonly comparison: Comparison
  /** What one may compare with, and what one does. */
  readonly choices: readonly Choice[]
  readonly choice: Choice
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

/** Two years, two areas or two territories, side by side: shares first, since sizes differ. */
export function ComparePage({ ground, reader, now, comparison, choices, choice }: ComparePageProps) {
  const { territory, view } = ground
  const { sides } = comparison
  const [own, other] = sides
  const daysOf = ({ curve }: Side) => curve.map(({ day, placed: part, pupils: whole }) => ({ day, part, whole }))
  return (
    <BoardFrame
      ground={ground}
      reader={reader}
      page="boardCompare"
      title={sides.map(({ label, figures }) => `${label} ${shareWords(placed(figures), pupilsOf(figures))}`).join(', ')}
      now={now}
    >
      <form class="narrow" method="get" action={addressOf('boardCompare', { territory: territory.id })}>
        {Object.entries(queryOf(view)).map(
          ([name, value]) => value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        <SelectField
          name="avec"
          label="Comparer avec"
          value={choice.name}
          choices={choices.map(({ name, label }) => ({ value: name, label }))}
        />
        <Button look="plain" small>
          Comparer
        </Button>
      </form>
      <div id="comparaison" data-live>
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
      </div>
      {pupilsOf(own.figures) > 0 && (
        <div id="courbes" data-live>
          <Curve
            title={`${own.label}, jour après jour`}
            of="placés"
            days={daysOf(own)}
            beside={[{ label: other.label, days: daysOf(other) }]}
          />
          {other.curve.every(({ pupils }) => pupils === 0) && (
            <p class="soft">{other.label} : aucun élève compté ces jours-là.</p>
          )}
        </div>
      )}
      <PastDay ground={ground} page="boardCompare" with={{ avec: choice.name }} />
    </BoardFrame>
  )
}

const columnsOf = ({ label, figures }: Side, at: number): Column<(typeof lines)[number]>[] => [
  { key: `share${at}`, label: `${label}, part`, numeric: true, cell: ({ of }) => sayShare(of(figures), figures) },
  { key: `count${at}`, label: `${label}, élèves`, numeric: true, cell: ({ of }) => numberWords(of(figures)) },
]

const sayShare = (count: number, figures: Figures): string =>
  pupilsOf(figures) === 0 ? '–' : shareWords(count, pupilsOf(figures))
