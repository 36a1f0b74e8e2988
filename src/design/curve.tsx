import { createDocument } from '@mixmark-io/domino'
import * as Plot from '@observablehq/plot'
import { Drawing, withoutInlineStyle } from './charts.tsx'
import { Table } from './table.tsx'
import { dayWords, sharePercent, shareWords } from './words.ts'

export interface CurveDay {
  readonly day: Temporal.PlainDate
  readonly part: number
  readonly whole: number
}

/** A second line, drawn thin: the same share elsewhere or another year, on the same days. */
interface CurveBeside {
  readonly label: string
  readonly days: readonly CurveDay[]
}

interface CurveProps {
  readonly title: string
  /** What the share is of: « placés ». */
  readonly of: string
  /** Ascending; a day without a point is like the one before. */
  readonly days: readonly CurveDay[]
  /** A line to reach, 0 to 100. */
  readonly target?: number | undefined
  /** Two at most. */
  readonly beside?: readonly CurveBeside[]
}

/** How the lines beside are told apart, without a colour. */
const dashes = [
  { words: 'en tirets', pattern: '8 4' },
  { words: 'en points', pattern: '2 3' },
] as const

/** A share day by day, as steps: what was true at the end of each day. The same as a table. */
export function Curve({ title, of, days, target, beside = [] }: CurveProps) {
  const lines = beside.filter((line) => line.days.some(({ whole }) => whole > 0)).slice(0, dashes.length)
  const rows = tableRows(days, lines)
  const also = lines.map(({ label }, index) => ` ; ${dashes[index]?.words ?? ''}, ${label}`).join('')
  return (
    <figure class="chart">
      <figcaption>
        <b>{title} </b>
        <span class="soft">{`% ${of}${target === undefined ? '' : ' ; en pointillé, l’objectif'}${also}`}</span>
      </figcaption>
      <Drawing markup={plotCurve(days, target, lines)} label={`${title} (% ${of}). Le tableau dit la même chose.`} />
      <details class="chart-table">
        <summary>Voir le tableau</summary>
        <Table
          caption={title}
          captionHidden
          rows={rows.toReversed()}
          keyOf={({ day }) => day.toString()}
          columns={[
            { key: 'day', label: 'Jour', cell: ({ day }) => dayWords(day) },
            { key: 'share', label: of, numeric: true, cell: ({ own }) => shareOf(own) },
            ...lines.map(({ label }, index) => ({
              key: label,
              label: `${of}, ${label}`,
              numeric: true,
              cell: ({ others }: CurveRow) => shareOf(others[index]),
            })),
          ]}
        />
      </details>
    </figure>
  )
}

interface CurveRow {
  readonly day: Temporal.PlainDate
  readonly own: CurveDay | undefined
  readonly others: readonly (CurveDay | undefined)[]
}

/** One row for each day on which a line has a point; the others are as they were before. */
function tableRows(days: readonly CurveDay[], lines: readonly CurveBeside[]): CurveRow[] {
  const all = [days, ...lines.map((line) => line.days)]
  const named = new Set(all.flatMap((line) => line.filter(({ whole }) => whole > 0).map(({ day }) => day.toString())))
  return [...named].toSorted().map((text) => {
    const day = Temporal.PlainDate.from(text)
    const [own, ...others] = all.map((line) => line.findLast((each) => Temporal.PlainDate.compare(each.day, day) <= 0))
    return { day, own, others }
  })
}

const shareOf = (at: CurveDay | undefined): string => (at && at.whole > 0 ? shareWords(at.part, at.whole) : '–')

const pointsOf = (days: readonly CurveDay[]) =>
  days
    .filter(({ whole }) => whole > 0)
    .map(({ day, part, whole }) => ({ at: utc(day), day, share: sharePercent(part, whole) }))

const utc = (day: Temporal.PlainDate): number => day.toZonedDateTime('UTC').epochMilliseconds

function plotCurve(days: readonly CurveDay[], target: number | undefined, lines: readonly CurveBeside[]): string {
  const document = createDocument('<html><body></body></html>')
  const points = pointsOf(days)
  const last = points.at(-1)
  const drawn = Plot.plot({
    document,
    className: 'plot',
    width: 460,
    height: 180,
    marginLeft: 34,
    marginRight: 44,
    marginTop: 14,
    marginBottom: 26,
    x: {
      type: 'utc',
      domain: [days[0], days.at(-1)].flatMap((each) => (each ? [utc(each.day)] : [])),
      label: null,
      tickSize: 0,
      ticks: 4,
      tickFormat: (at: Date) => dayWords(Temporal.PlainDate.from(at.toISOString().slice(0, 10)), { weekday: false }),
    },
    y: { domain: [0, 100], label: null, ticks: 4, tickSize: 0 },
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', className: 'plot-base' }),
      ...(target === undefined
        ? []
        : [Plot.ruleY([target], { stroke: 'currentColor', strokeDasharray: '4 4', className: 'plot-target' })]),
      ...lines.map((line, index) =>
        Plot.lineY(pointsOf(line.days), {
          x: 'at',
          y: 'share',
          curve: 'step-after',
          stroke: 'currentColor',
          strokeWidth: 1.5,
          strokeDasharray: dashes[index]?.pattern ?? '',
          className: 'plot-beside',
        }),
      ),
      Plot.lineY(points, {
        x: 'at',
        y: 'share',
        curve: 'step-after',
        stroke: 'currentColor',
        strokeWidth: 2.5,
        className: 'plot-line',
      }),
      Plot.text(last ? [last] : [], {
        x: 'at',
        y: 'share',
        text: ({ share }: { share: number }) => `${share}\u202f%`,
        dx: 8,
        textAnchor: 'start',
        className: 'plot-figures',
      }),
    ],
  })
  return withoutInlineStyle(drawn)
}
