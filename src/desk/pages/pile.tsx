import type { ComponentChildren } from 'preact'
import { numberWords } from '#/design/index.ts'

/** One pile of the desk: how many, the first of them, and the one thing to do about it. */
export function PileSection({
  count,
  title,
  empty,
  need = false,
  rows,
  action,
}: {
  readonly count: number
  readonly title: string
  /** What it means that there is none. */
  readonly empty: string
  /** Asks for a person. */
  readonly need?: boolean
  readonly rows: readonly {
    readonly key: string
    readonly what: ComponentChildren
    readonly detail?: ComponentChildren
  }[]
  readonly action?: ComponentChildren
}) {
  return (
    <section class={need && count > 0 ? 'pile-need' : ''}>
      <h2 class="pile-head">
        <b>{numberWords(count)}</b> <span>{title}</span>
      </h2>
      {count === 0 ? (
        <p class="soft">{empty}</p>
      ) : (
        <ul class="rows">
          {rows.map(({ key, what, detail }) => (
            <li key={key}>
              {what}
              {detail && <span class="soft">{detail}</span>}
            </li>
          ))}
        </ul>
      )}
      {action && <div class="actions">{action}</div>}
    </section>
  )
}
