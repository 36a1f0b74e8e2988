import type { ComponentChildren } from 'preact'

export interface TimelineStep {
  readonly key: string
  /** What happened, or will. */
  readonly title: ComponentChildren
  /** When, or what it means. */
  readonly detail?: ComponentChildren
  /** `done` lies behind, `now` waits for someone, `next` comes by itself or later. */
  readonly when: 'done' | 'now' | 'next'
}

/** What happened and what comes next, one under the other: the marks on the line say which, and so do the words. */
export function Timeline({ label, steps }: { label: string; steps: readonly TimelineStep[] }) {
  return (
    <ol class="timeline" aria-label={label}>
      {steps.map(({ key, title, detail, when }) => (
        <li key={key} class={`timeline-${when}`} {...(when === 'now' ? { 'aria-current': 'step' as const } : {})}>
          <p class="timeline-title">{title}</p>
          {detail && <p class="soft">{detail}</p>}
        </li>
      ))}
    </ol>
  )
}
