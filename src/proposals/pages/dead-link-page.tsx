import { ColumnPage, Notice, Title } from '#/design/index.ts'
import type { DeadLink } from '../host-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown:
    'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère, ou ouvrez-le depuis le message.',
  other_contact: 'Quelqu’un d’autre répond maintenant pour cette offre. Les nouveaux messages lui sont envoyés.',
  over: 'Cette proposition est terminée depuis longtemps. Vous n’avez rien à faire.',
}

/** A link that opens nothing (any more): why, and nothing about anybody. */
export function DeadProposalLinkPage({ dead }: DeadLink) {
  const title = dead === 'over' ? 'Cette proposition est terminée' : 'Ce lien ne marche plus'
  return (
    <ColumnPage title={title}>
      <Title>{title}</Title>
      <Notice kind={dead === 'over' ? 'info' : 'warning'}>
        <p>{why[dead]}</p>
      </Notice>
    </ColumnPage>
  )
}
