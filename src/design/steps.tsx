import type { ComponentChildren } from 'preact'
import { Arc } from './arc.tsx'

export interface Step {
  readonly title: ComponentChildren
  readonly note?: ComponentChildren
  readonly state?: 'done' | 'current' | 'to_come'
}

const SAID = { done: 'fait : ', current: 'maintenant : ', to_come: '' } as const

/** What comes next, in order. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ title, note, state = 'to_come' }, index) => (
        <li
          key={index}
          class={`step step-${state.replace('_', '-')}`}
          {...(state === 'current' ? { 'aria-current': 'step' as const } : {})}
        >
          <b>
            {SAID[state] && <span class="unseen">{SAID[state]}</span>}
            {title}
          </b>
          {note && <span class="soft">{note}</span>}
        </li>
      ))}
    </ol>
  )
}

/** How far along in steps of equal worth: `3 étapes sur 4`. */
export function StepDots({ done, total, label = 'étapes' }: { done: number; total: number; label?: string }) {
  return (
    <svg class="step-dots" width={total * 25 - 3} height="6" role="img" aria-label={`${done} ${label} sur ${total}`}>
      {Array.from({ length: total }, (_, index) => (
        <rect key={index} class={index < done ? 'bar-held' : 'bar-rest'} x={index * 25} width="22" height="6" rx="3" />
      ))}
    </svg>
  )
}

/** Nothing here yet: why, and the first step. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children?: ComponentChildren
  action?: ComponentChildren
}) {
  return (
    <div class="empty">
      <Arc width={160} done={0} />
      <h2>{title}</h2>
      {children && <div class="empty-words">{children}</div>}
      {action && <div class="actions">{action}</div>}
    </div>
  )
}

/** A box for the one thing of a page that stands apart. */
export function Card({ children }: { children: ComponentChildren }) {
  return <section class="card">{children}</section>
}
