import type { ComponentChildren } from 'preact'

/** What scrolls sideways must be reached by keyboard, and have a name. */
const scrolls = { role: 'region', tabIndex: 0 } as const

/** A table that may be wider than a phone. */
export function WideTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="wide" {...scrolls} aria-label={label}>
      <table>{children}</table>
    </div>
  )
}
