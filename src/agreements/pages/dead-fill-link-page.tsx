import { addresses } from '#/addresses.ts'
import { Actions, ColumnPage, LinkButton, Title } from '#/design/index.ts'
import type { DeadFillLink } from '../fill-links.ts'
import { daysOfFillLink } from '../fill-links.ts'

const says: Readonly<Record<DeadFillLink['dead'], { readonly title: string; readonly lead: string }>> = {
  unknown: {
    title: 'Ce lien n’ouvre rien',
    lead: 'Il manque peut-être un morceau de l’adresse : ouvrez-le de nouveau depuis le message reçu.',
  },
  expired: {
    title: 'Ce lien n’est plus valable',
    lead: `Un lien sert ${daysOfFillLink} jours. Répondez au message reçu, ou demandez à l’établissement de vous en renvoyer un : ce qui était gardé l’est toujours.`,
  },
  signing: {
    title: 'La convention est partie à la signature',
    lead: 'Tout était complet. Les personnes qui signent reçoivent leur propre lien par e-mail. Pour changer quelque chose, appelez l’établissement.',
  },
  over: {
    title: 'Il n’y a plus rien à compléter',
    lead: 'Cette convention est signée ou terminée. Merci.',
  },
  other_contact: {
    title: 'Quelqu’un d’autre répond maintenant',
    lead: 'L’adresse à laquelle ce lien fut envoyé n’est plus celle du contact. Ce qui était gardé l’est toujours.',
  },
}

/** A link to fill that opens nothing, and what to do. */
export function DeadFillLinkPage({ dead }: DeadFillLink) {
  const { title, lead } = says[dead]
  return (
    <ColumnPage title={title}>
      <Title lead={lead}>{title}</Title>
      <Actions>
        <LinkButton href={addresses.help} look="plain">
          Demander de l’aide
        </LinkButton>
      </Actions>
    </ColumnPage>
  )
}
