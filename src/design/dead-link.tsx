import type { ComponentChildren } from 'preact'
import { Actions } from './actions.tsx'
import { Notice } from './notice.tsx'
import { ColumnPage, Title } from './page.tsx'

/** Why a link of a mail that was cut on its way opens nothing. */
export const incompleteLink =
  'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère, ou ouvrez-le depuis le message.'

export interface DeadLinkPageProps {
  readonly why: string
  /** Of a link that has done its work: what it was for is settled, and nobody has anything to do. */
  readonly settled?: string | undefined
  readonly children?: ComponentChildren
}

/** A link of a mail that opens nothing (any more): why, and nothing about anybody. The children are where to go instead. */
export function DeadLinkPage({ why, settled, children }: DeadLinkPageProps) {
  const title = settled ?? 'Ce lien ne marche plus'
  return (
    <ColumnPage title={title}>
      <Title>{title}</Title>
      <Notice kind={settled === undefined ? 'warning' : 'info'}>
        <p>{why}</p>
      </Notice>
      {children && <Actions>{children}</Actions>}
    </ColumnPage>
  )
}
