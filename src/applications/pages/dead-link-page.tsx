import { addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, Title } from '#/design/index.ts'
import type { DeadLink } from '../answer-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown:
    'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère, ou ouvrez-le depuis le message.',
  expired:
    'Le lien est trop ancien. Si la candidature attend toujours, un nouveau message vous est envoyé au prochain rappel.',
  moved_on:
    'La candidature n’attend plus de réponse : elle a été confirmée, retirée, ou elle s’est arrêtée. Vous n’avez rien à faire.',
  other_contact: 'Quelqu’un d’autre répond maintenant pour cette offre. Les nouveaux messages lui sont envoyés.',
}

/** A link that opens nothing (any more): why, and nothing about anybody. */
export function DeadAnswerLinkPage({ dead }: DeadLink) {
  const title = dead === 'moved_on' ? 'Cette candidature n’attend plus de réponse' : 'Ce lien ne marche plus'
  return (
    <ColumnPage title={title}>
      <Title>{title}</Title>
      <Notice kind={dead === 'moved_on' ? 'info' : 'warning'}>
        <p>{why[dead]}</p>
      </Notice>
      <Actions>
        <LinkButton href={addressOf('signIn', {})} look="plain">
          Me connecter pour voir mes candidatures
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
