import type { ComponentChildren } from 'preact'
import { addressOf } from '#/addresses.ts'
import type { Room } from '#/campaigns/index.ts'
import { Breadcrumb, momentWords, RoomPage } from '#/design/index.ts'
import type { RunHead } from '../runs.ts'

interface Props {
  readonly room: Room
  readonly run: RunHead
  readonly title: string
  /** The page within the run; without it, the run's own. */
  readonly steps?: readonly { readonly label: string; readonly href?: string }[]
  readonly notice?: ComponentChildren
  readonly children: ComponentChildren
}

/** The frame of every page of a run: where it stands, and when its figures were true. */
export function RunFrame({ room, run, title, steps = [], notice, children }: Props) {
  const { id } = room.campaign
  const own = {
    label: `Affectation n° ${run.number}`,
    ...(steps.length > 0 ? { href: addressOf('run', { campaign: id, run: run.id }) } : {}),
  }
  return (
    <RoomPage
      title={title}
      section="runs"
      {...room.frame}
      notice={notice}
      {...(run.finishedAt ? { asOf: `Affectation n° ${run.number}, ${momentWords(run.finishedAt)}.` } : {})}
    >
      <Breadcrumb steps={[{ label: 'Affectations', href: addressOf('runs', { campaign: id }) }, own, ...steps]} />
      {children}
    </RoomPage>
  )
}
