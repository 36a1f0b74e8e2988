import { createDocument } from '@mixmark-io/domino'
import * as Plot from '@observablehq/plot'
import { Table } from './table.tsx'
import { numberWords, shareWords } from './words.ts'

export interface Bin {
  /** What stands under the bar: « 15 à 30 ». */
  readonly label: string
  readonly count: number
  /** Asks for attention (journeys over an hour). */
  readonly need?: boolean
}

interface DistributionProps {
  readonly title: string
  /** What the labels measure: « minutes de porte à porte ». */
  readonly unit: string
  /** What is counted: « élèves ». */
  readonly of: string
  readonly bins: readonly Bin[]
}

/** How many of each: bars with their figures on them, and the same as a table. */
export function Distribution({ title, unit, of, bins }: DistributionProps) {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  return (
    <figure class="chart">
      <figcaption>
        <b>{title}</b> <span class="soft">{unit}</span>
      </figcaption>
      <Drawing
        markup={drawBars(bins, { width: 400, height: 190, most: undefined, figures: true })}
        label={`${title} (${of}). Le tableau dit la même chose.`}
      />
      <details class="chart-table">
        <summary>Voir le tableau</summary>
        <Table
          caption={title}
          captionHidden
          rows={bins}
          keyOf={({ label }) => label}
          columns={[
            { key: 'label', label: unit, cell: ({ label }) => label },
            { key: 'count', label: of, numeric: true, cell: ({ count }) => numberWords(count) },
            { key: 'share', label: 'part', numeric: true, cell: ({ count }) => shareWords(count, total) },
          ]}
        />
      </details>
    </figure>
  )
}

interface Panel {
  readonly title: string
  readonly bins: readonly Bin[]
  readonly href?: string
}

/** The same small chart for each of a few groups, on one scale (shares of each group), so that they compare. The caller shows the table. */
export function SmallMultiples({ panels, label }: { panels: readonly Panel[]; label: string }) {
  const shares = panels.map(({ bins }) => {
    const total = bins.reduce((sum, { count }) => sum + count, 0) || 1
    return bins.map((bin) => ({ ...bin, count: bin.count / total }))
  })
  const most = Math.max(0.01, ...shares.flat().map(({ count }) => count))
  return (
    <ul class="multiples" aria-label={label}>
      {panels.map(({ title, href }, index) => (
        <li key={title}>
          <p>{href ? <a href={href}>{title}</a> : title}</p>
          <Drawing
            markup={drawBars(shares[index]!, { width: 200, height: 90, most, figures: false })}
            label={`${title} : ${sayLargest(shares[index]!)}`}
          />
        </li>
      ))}
    </ul>
  )
}

function sayLargest(bins: readonly Bin[]): string {
  const largest = bins.reduce<Bin | undefined>((best, bin) => (best && best.count >= bin.count ? best : bin), undefined)
  return largest ? `surtout ${largest.label} (${shareWords(largest.count, 1)})` : 'rien'
}

function Drawing({ markup, label }: { markup: string; label: string }) {
  return <div class="chart-drawing" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: markup }} />
}

interface DrawOptions {
  readonly width: number
  readonly height: number
  /** Top of the scale; the largest bar's without it. */
  readonly most: number | undefined
  readonly figures: boolean
}

const drawings = new Map<string, string>()
const KEPT_DRAWINGS = 200

/** Some milliseconds a drawing, so that the last ones are kept: pages of a finished run draw the same again and again. */
function drawBars(bins: readonly Bin[], options: DrawOptions): string {
  const key = JSON.stringify([bins, options])
  const known = drawings.get(key)
  if (known !== undefined) return known
  if (drawings.size >= KEPT_DRAWINGS) drawings.delete(drawings.keys().next().value ?? '')
  const markup = plotBars(bins, options)
  drawings.set(key, markup)
  return markup
}

function plotBars(bins: readonly Bin[], { width, height, most, figures }: DrawOptions): string {
  const document = createDocument('<html><body></body></html>')
  const largest = most ?? Math.max(1, ...bins.map(({ count }) => count))
  const marks: Plot.Markish[] = [
    Plot.barY(
      bins.filter(({ need }) => !need),
      {
        x: 'label',
        y: 'count',
        fill: 'currentColor',
        className: 'plot-bar',
        insetLeft: 1,
        insetRight: 1,
        rx: 2,
      },
    ),
    Plot.barY(
      bins.filter(({ need }) => need),
      { x: 'label', y: 'count', fill: 'currentColor', className: 'plot-bar-need', insetLeft: 1, insetRight: 1, rx: 2 },
    ),
    Plot.ruleY([0], { stroke: 'currentColor', className: 'plot-base' }),
  ]
  if (figures)
    marks.push(
      Plot.text(bins, {
        x: 'label',
        y: 'count',
        text: ({ count }: Bin) => (count > 0 ? numberWords(count) : ''),
        dy: -9,
        className: 'plot-figures',
      }),
    )
  const drawn = Plot.plot({
    document,
    className: 'plot',
    width,
    height,
    marginLeft: 4,
    marginRight: 4,
    marginTop: figures ? 22 : 4,
    marginBottom: 26,
    x: { domain: bins.map(({ label }) => label), label: null, tickSize: 0, padding: 0.12 },
    y: { domain: [0, largest], axis: null },
    marks,
  })
  return withoutInlineStyle(drawn)
}

/** The content security policy forbids inline styles: the style sheet has the rules, under `.plot`. */
function withoutInlineStyle(drawn: Element): string {
  // This document's lists have a length but are not iterable.
  for (const style of Array.from(drawn.querySelectorAll('style'))) style.remove()
  for (const element of Array.from(drawn.querySelectorAll('[style]'))) element.removeAttribute('style')
  drawn.removeAttribute('style')
  // The whole drawing is one image with its own name.
  for (const element of Array.from(drawn.querySelectorAll('[aria-label]'))) element.removeAttribute('aria-label')
  return drawn.outerHTML
}
