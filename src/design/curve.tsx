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

interface CurveProps {
  readonly title: string
  /** What the share is of: « placés ». */
  readonly of: string
  /** Ascending; a day without a point is like the one before. */
  readonly days: readonly CurveDay[]
  /** A line to reach, 0 to 100. */
  readonly target?: number | undefined
}

/** A share day by day, as steps: what was true at the end of each day. The same as a table. */
export function Curve({ title, of, days, target }: CurveProps) {
  const rows = days.filter(({ whole }) => whole > 0)
  return (
    <figure class="chart">
      <figcaption>
        <b>{title} </b>
        <span class="soft">{target === undefined ? `% ${of}` : `% ${of} ; en pointillé, l’objectif`}</span>
      </figcaption>
      <Drawing markup={plotCurve(days, target)} label={`${title} (% ${of}). Le tableau dit la même chose.`} />
      <details class="chart-table">
        <summary>Voir le tableau</summary>
        <Table
          caption={title}
          captionHidden
          rows={rows.toReversed()}
          keyOf={({ day }) => day.toString()}
          columns={[
            { key: 'day', label: 'Jour', cell: ({ day }) => dayWords(day) },
            { key: 'share', label: of, numeric: true, cell: ({ part, whole }) => shareWords(part, whole) },
          ]}
        />
      </details>
    </figure>
  )
}

const utc = (day: Temporal.PlainDate): number => day.toZonedDateTime('UTC').epochMilliseconds

function plotCurve(days: readonly CurveDay[], target: number | undefined): string {
  const document = createDocument('<html><body></body></html>')
  const points = days
    .filter(({ whole }) => whole > 0)
    .map(({ day, part, whole }) => ({ at: utc(day), day, share: sharePercent(part, whole) }))
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
