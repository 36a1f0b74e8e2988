import {
  Bar,
  BarKey,
  type BarPart,
  countWords,
  Figure,
  type KeyFigure,
  KeyFigures,
  numberWords,
  shareWords,
} from '#/design/index.ts'
import { type Counts, placed } from '../counts.ts'

interface HeadlineProps {
  readonly counts: Counts
  /** The run that proposes; undefined before the first. */
  readonly runNumber: number | undefined
  readonly figures: readonly KeyFigure[]
  /** The list of those in a state (`etat` of the run's list of pupils). */
  readonly listOf: (state: string) => string | undefined
}

/** The share placed as one big number, the sentence that says what it is made of, and the figures that ask for a person. */
export function Headline({ counts, runNumber, figures, listOf }: HeadlineProps) {
  const parts = partsOf(counts, runNumber !== undefined).map((part) => ({ ...part, href: listOf(part.state) }))
  return (
    <div class="room-head">
      <Figure value={shareWords(placed(counts), counts.pupils)}>
        <p>
          <b>{numberWords(placed(counts))}</b> {counts.pupils > 1 ? 'élèves' : 'élève'} sur {numberWords(counts.pupils)}{' '}
          ont une place{runNumber !== undefined && ' ou une proposition'}.
        </p>
        <p>{madeOf(counts, runNumber)}</p>
      </Figure>
      <KeyFigures figures={figures} />
      <div class="room-bar">
        <Bar parts={parts} height={12} />
        <BarKey parts={parts.filter(({ value }) => value > 0)} />
      </div>
    </div>
  )
}

function madeOf({ held, proposed }: Counts, runNumber: number | undefined): string {
  const have = `${numberWords(held)} ${held > 1 ? 'ont' : 'a'} déjà une place`
  if (runNumber === undefined) return `${have}. Aucune affectation n’a encore cherché pour les autres.`
  return `${have}, ${numberWords(proposed)} ${proposed > 1 ? 'ont' : 'a'} une proposition (affectation n°\u00a0${runNumber}).`
}

/** Before a run nobody was searched for: those without a place are still to come, not in need. */
function partsOf(
  { held, proposed, partly, none }: Counts,
  searched: boolean,
): (BarPart & { readonly state: string })[] {
  return [
    { label: countWords(held, 'place tenue', 'places tenues'), value: held, tone: 'held', state: 'tenus' },
    { label: countWords(proposed, 'proposition'), value: proposed, tone: 'proposed', state: 'places' },
    { label: `${numberWords(partly)} en partie`, value: partly, tone: 'wait', state: 'partiel' },
    { label: `${numberWords(none)} sans rien`, value: none, tone: searched ? 'need' : 'rest', state: 'rien' },
  ]
}
