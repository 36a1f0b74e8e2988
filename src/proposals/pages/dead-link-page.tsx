import { DeadLinkPage, incompleteLink } from '#/design/index.ts'
import type { DeadLink } from '../host-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown: incompleteLink,
  other_contact: 'Quelqu’un d’autre répond maintenant pour cette offre. Les nouveaux messages lui sont envoyés.',
  over: 'Cette proposition est terminée depuis longtemps. Vous n’avez rien à faire.',
}

/** A link that opens nothing (any more), and why. */
export function DeadProposalLinkPage({ dead }: DeadLink) {
  return <DeadLinkPage why={why[dead]} settled={dead === 'over' ? 'Cette proposition est terminée' : undefined} />
}
