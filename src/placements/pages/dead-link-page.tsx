import { addressOf } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Notice, Title } from '#/design/index.ts'
import type { DeadLink } from '../placement-links.ts'

const why: Readonly<Record<DeadLink['dead'], string>> = {
  unknown:
    'L’adresse est incomplète. Copiez le lien en entier, jusqu’au dernier caractère, ou ouvrez-le depuis le message.',
  expired: 'Le stage est terminé depuis plus de deux mois. Merci pour votre accueil : vous n’avez plus rien à faire.',
  other_contact: 'Quelqu’un d’autre suit maintenant ce stage. Les nouveaux messages lui sont envoyés.',
}

/** A link that opens nothing (any more): why, and nothing about anybody. */
export function DeadPlacementLinkPage({ dead }: DeadLink) {
  return (
    <ColumnPage title="Ce lien ne marche plus">
      <Title>Ce lien ne marche plus</Title>
      <Notice kind="warning">
        <p>{why[dead]}</p>
      </Notice>
      <Actions>
        <LinkButton href={addressOf('signIn', {})} look="plain">
          Me connecter
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
