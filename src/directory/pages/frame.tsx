import type { ComponentChildren } from 'preact'
import { ColumnPage, DeskPage } from '#/design/index.ts'
import type { Frame } from '../desk.ts'

/** The desk for staff, one column for the members of a host. */
export function HostFrame({
  frame: { desk, entries, signed, place },
  title,
  notice,
  children,
}: {
  frame: Frame
  title: string
  notice?: ComponentChildren
  children: ComponentChildren
}) {
  return desk ? (
    <DeskPage
      title={title}
      entries={entries}
      signed={signed}
      notice={notice}
      {...(place === undefined ? {} : { place })}
    >
      {children}
    </DeskPage>
  ) : (
    <ColumnPage title={title} entries={entries} signed={signed} notice={notice}>
      {children}
    </ColumnPage>
  )
}
