import { addressOf } from '#/addresses.ts'
import { DeadLinkPage, incompleteLink, LinkButton } from '#/design/index.ts'
import type { DeadSigningLink } from '../signing-links.ts'

const why: Readonly<Record<DeadSigningLink['dead'], string>> = {
  unknown: incompleteLink,
  expired: 'Le lien est trop ancien. Demandez à l’établissement de vous en renvoyer un.',
  other_contact:
    'L’adresse à laquelle il a été envoyé n’est plus celle que l’établissement connaît. Un nouveau lien part à la nouvelle adresse.',
  other_version:
    'La convention a changé depuis ce message. Un message plus récent vous a été envoyé, avec le lien de la nouvelle version.',
  moved_on: 'Cette convention n’attend plus de signature, ou ne vous est plus adressée. Vous n’avez rien à faire.',
}

/** A link that opens nothing (any more), and why. */
export function DeadSigningLinkPage({ dead }: DeadSigningLink) {
  return (
    <DeadLinkPage why={why[dead]} settled={dead === 'moved_on' ? 'Il n’y a plus rien à signer ici' : undefined}>
      <LinkButton href={addressOf('signIn', {})} look="plain">
        Me connecter
      </LinkButton>
    </DeadLinkPage>
  )
}
