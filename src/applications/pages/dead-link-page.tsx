import { addressOf } from '#/addresses.ts'
import { DeadLinkPage, incompleteLink, LinkButton } from '#/design/index.ts'
import type { DeadLink } from '../answer-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown: incompleteLink,
  expired:
    'Le lien est trop ancien. Si la candidature attend toujours, un nouveau message vous est envoyé au prochain rappel.',
  moved_on:
    'La candidature n’attend plus de réponse : elle a été confirmée, retirée, ou elle s’est arrêtée. Vous n’avez rien à faire.',
  other_contact: 'Quelqu’un d’autre répond maintenant pour cette offre. Les nouveaux messages lui sont envoyés.',
}

/** A link that opens nothing (any more), and why. */
export function DeadAnswerLinkPage({ dead }: DeadLink) {
  return (
    <DeadLinkPage
      why={why[dead]}
      settled={dead === 'moved_on' ? 'Cette candidature n’attend plus de réponse' : undefined}
    >
      <LinkButton href={addressOf('signIn', {})} look="plain">
        Me connecter pour voir mes candidatures
      </LinkButton>
    </DeadLinkPage>
  )
}
