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
  /** The list of those counted. */
  readonly href?: string
}

interface DistributionProps {
  readonly title: string
  /** A heading above says it already. */
  readonly titleHidden?: boolean
  /** What the labels measure: « minutes de porte à porte ». */
  readonly unit: string
  /** What is counted: « élèves ». */
  readonly of: string
  readonly bins: readonly Bin[]
}

/** How many of each: bars with their figures on them, and the same as a table. */
export function Distribution({ title, titleHidden = false, unit, of, bins }: DistributionProps) {
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  return (
    <figure class="chart">
      <figcaption>
        {!titleHidden && <b>{title} </b>}
        <span class="soft">{unit}</span>
      </figcaption>
      <Drawing
        markup={drawBars(bins, { width: 460, height: 200 })}
        label={`${title} (${of}). Le tableau dit la même chose.`}
      />
      <details class="chart-table">
        <summary>Voir le tableau</summary>
        <Table
          caption={title}
          captionHidden
          rows={bins}
          keyOf={({ label }) => label}
          hrefOf={({ href }) => href}
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

/** A drawing as one image with its name. */
export function Drawing({ markup, label }: { markup: string; label: string }) {
  return <div class="chart-drawing" role="img" aria-label={label} dangerouslySetInnerHTML={{ __html: markup }} />
}

interface DrawOptions {
  readonly width: number
  readonly height: number
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

function plotBars(bins: readonly Bin[], { width, height }: DrawOptions): string {
  const document = createDocument('<html><body></body></html>')
  const largest = Math.max(1, ...bins.map(({ count }) => count))
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
    Plot.text(bins, {
      x: 'label',
      y: 'count',
      text: ({ count }: Bin) => (count > 0 ? numberWords(count) : ''),
      dy: -9,
      className: 'plot-figures',
    }),
  ]
  const drawn = Plot.plot({
    document,
    className: 'plot',
    width,
    height,
    marginLeft: 4,
    marginRight: 4,
    marginTop: 22,
    marginBottom: 26,
    x: { domain: bins.map(({ label }) => label), label: null, tickSize: 0, padding: 0.12 },
    y: { domain: [0, largest], axis: null },
    marks,
  })
  return withoutInlineStyle(drawn)
}

/** The content security policy forbids inline styles: the style sheet has the rules, under `.plot`. */
export function withoutInlineStyle(drawn: Element): string {
  // This document's lists have a length but are not iterable.
  for (const style of Array.from(drawn.querySelectorAll('style'))) style.remove()
  for (const element of Array.from(drawn.querySelectorAll('[style]'))) element.removeAttribute('style')
  drawn.removeAttribute('style')
  // The whole drawing is one image with its own name.
  for (const element of Array.from(drawn.querySelectorAll('[aria-label]'))) element.removeAttribute('aria-label')
  return drawn.outerHTML
}
