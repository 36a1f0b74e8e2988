import type { ComponentChildren } from 'preact'
import { joinStretches, type Stretch } from '../contact-details.ts'

/** A text with what was found in it highlighted. */
export function MarkedText({ text, stretches }: { text: string; stretches: readonly Stretch[] }) {
  const parts: ComponentChildren[] = []
  let at = 0
  for (const { start, end } of joinStretches(stretches)) {
    if (end > text.length) break
    parts.push(text.slice(at, start), <mark>{text.slice(start, end)}</mark>)
    at = end
  }
  return (
    <p class="as-written">
      {parts}
      {text.slice(at)}
    </p>
  )
}
