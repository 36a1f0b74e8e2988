import { shareWords } from './words.ts'

export type BarTone = 'held' | 'proposed' | 'wait' | 'need' | 'rest'

export interface BarPart {
  readonly label: string
  readonly value: number
  readonly tone: BarTone
}

/** The hatching that bars share; stands once in every document. */
export function Patterns() {
  return (
    <svg class="patterns" width="0" height="0" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="hatch-back" width="6" height="6" />
          <rect class="hatch-line" width="3" height="6" />
        </pattern>
      </defs>
    </svg>
  )
}

interface BarProps {
  readonly parts: readonly BarPart[]
  /** What the whole bar stands for; the sum of the parts without it. */
  readonly total?: number
  readonly height?: number
  /** Said aloud; without it the figures beside the bar say it and the bar is decoration. */
  readonly label?: string
}

/** Parts of a whole on one line: placed, proposed, missing. Widths are SVG attributes (no inline style). */
export function Bar({ parts, total = parts.reduce((sum, { value }) => sum + value, 0), height = 8, label }: BarProps) {
  let before = 0
  return (
    <svg class="bar" width="100%" height={height} role="img" aria-label={label} aria-hidden={label === undefined}>
      <rect class="bar-back" width="100%" height={height} />
      {total > 0 &&
        parts.map(({ label: name, value, tone }) => {
          const x = before
          before += value
          return (
            value > 0 && (
              <rect
                key={name}
                class={`bar-${tone}`}
                x={`${percent(x, total)}%`}
                width={`${percent(value, total)}%`}
                height={height}
              >
                <title>{`${name} : ${value}`}</title>
              </rect>
            )
          )
        })}
    </svg>
  )
}

/** A share of a whole with its figure: `83 %` and the bar under it. */
export function ShareBar({ part, proposed = 0, whole }: { part: number; proposed?: number; whole: number }) {
  return (
    <span class="share-bar">
      <span class="share-figure">{shareWords(part + proposed, whole)}</span>
      <Bar
        total={whole}
        parts={[
          { label: 'ont une place', value: part, tone: 'held' },
          { label: 'ont une proposition', value: proposed, tone: 'proposed' },
        ]}
      />
    </span>
  )
}

/** What the tones of the bars of a page mean, each leading to the list behind it where there is one. */
export function BarKey({
  parts,
}: {
  parts: readonly { readonly label: string; readonly tone: BarTone; readonly href?: string | undefined }[]
}) {
  return (
    <p class="bar-key soft">
      {parts.map(({ label, tone, href }) => (
        <span key={tone}>
          <svg width="14" height="14" aria-hidden="true">
            <rect class={`bar-${tone}`} width="14" height="14" rx="3" />
          </svg>
          {href ? <a href={href}>{label}</a> : label}
        </span>
      ))}
    </p>
  )
}

const percent = (value: number, total: number) => Math.round((10_000 * value) / total) / 100
