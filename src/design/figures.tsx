import type { ComponentChildren } from 'preact'

/** One big number and the sentence that says what it is. */
export function Figure({ value, href, children }: { value: string; href?: string; children: ComponentChildren }) {
  return (
    <div class="figure">
      <p class="figure-value">{href ? <a href={href}>{value}</a> : value}</p>
      <div class="figure-words">{children}</div>
    </div>
  )
}

export interface KeyFigure {
  readonly label: string
  readonly value: string
  /** The list of people or places behind the figure. */
  readonly href?: string
  /** Asks for a person. */
  readonly need?: boolean
}

export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl class="key-figures">
      {figures.map(({ label, value, href, need }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd class={need ? 'need' : ''}>{href ? <a href={href}>{value}</a> : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The course of a figure over time, with its last point. `values` from oldest to newest. */
export function Sparkline({
  values,
  label,
  width = 240,
  height = 64,
}: {
  values: readonly number[]
  label: string
  width?: number
  height?: number
}) {
  if (values.length < 2) return null
  const least = Math.min(...values)
  const span = Math.max(...values) - least || 1
  const inset = 5
  const points = values.map((value, index) => ({
    x: inset + ((width - 2 * inset) * index) / (values.length - 1),
    y: height - inset - ((height - 2 * inset) * (value - least)) / span,
  }))
  const last = points.at(-1)!
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <path d={`M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`} />
      <circle cx={last.x.toFixed(1)} cy={last.y.toFixed(1)} r="3.5" />
    </svg>
  )
}
