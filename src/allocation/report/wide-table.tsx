import type { ComponentChildren } from 'preact'

/** What scrolls sideways must be reached by keyboard, and have a name. */
const scrolls = (label: string) => ({ role: 'region', tabIndex: 0, 'aria-label': label }) as const

/** A table that may be wider than a phone. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="wide" {...scrolls(label)}>
      <table>{children}</table>
    </div>
  )
}
