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
