import type { ComponentChildren } from 'preact'
import { Arc } from './arc.tsx'

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
