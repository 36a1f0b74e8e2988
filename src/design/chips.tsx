import type { ComponentChildren } from 'preact'
import { numberWords } from './words.ts'

export interface Chip {
  readonly label: string
  readonly href: string
  readonly count?: number
  readonly current?: boolean
}

/** Filters as links: the state stands in the address. */
export function Chips({ label, chips }: { label: string; chips: readonly Chip[] }) {
  return (
    <nav class="chips" aria-label={label}>
      <ul>
        {chips.map(({ label: text, href, count, current }) => (
          <li key={href}>
            <a class="chip" href={href} {...(current ? { 'aria-current': 'true' as const } : {})}>
              {text}
              {count !== undefined && <span class="chip-count"> {numberWords(count)}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export type TagTone = 'need' | 'wait' | 'ok' | 'plain'

/** A state in a word: `need` asks for a person, `wait` is under way, `ok` is done. */
export function Tag({ tone = 'plain', children }: { tone?: TagTone; children: ComponentChildren }) {
  return <span class={`tag tag-${tone}`}>{children}</span>
}
