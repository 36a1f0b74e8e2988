import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

export type NoticeKind = 'success' | 'warning' | 'error' | 'info'

const KINDS: Readonly<Record<NoticeKind, { icon: IconName; word: string }>> = {
  success: { icon: 'success', word: 'C’est fait' },
  warning: { icon: 'warning', word: 'À savoir' },
  error: { icon: 'error', word: 'Il y a un problème' },
  info: { icon: 'info', word: 'Information' },
}

interface NoticeProps {
  readonly kind: NoticeKind
  /** What happened, in a few words; the kind's own word without it. */
  readonly title?: string
  readonly children?: ComponentChildren
  /** An undo or a next step: a PostButton or a LinkButton, small and plain. */
  readonly action?: ComponentChildren
}

/** What happened, what it means, what to do next. Colour never speaks alone: an icon and a word say the same. */
export function Notice({ kind, title, children, action }: NoticeProps) {
  const { icon, word } = KINDS[kind]
  return (
    <div class={`notice notice-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icon} />
      <div class="notice-text">
        <p class="notice-title">{title ?? word}</p>
        {children}
      </div>
      {action && <div class="notice-action">{action}</div>}
    </div>
  )
}
