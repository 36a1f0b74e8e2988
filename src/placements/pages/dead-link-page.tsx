import { addressOf } from '#/addresses.ts'
import { DeadLinkPage, incompleteLink, LinkButton } from '#/design/index.ts'
import type { DeadLink } from '../placement-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown: incompleteLink,
  expired: 'Le stage est terminé depuis plus de deux mois. Merci pour votre accueil : vous n’avez plus rien à faire.',
  other_contact: 'Quelqu’un d’autre suit maintenant ce stage. Les nouveaux messages lui sont envoyés.',
}

/** A link that opens nothing (any more), and why. */
export function DeadPlacementLinkPage({ dead }: DeadLink) {
  return (
    <DeadLinkPage why={why[dead]}>
      <LinkButton href={addressOf('signIn', {})} look="plain">
        Me connecter
      </LinkButton>
    </DeadLinkPage>
  )
}
