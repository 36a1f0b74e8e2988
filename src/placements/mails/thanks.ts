import { z } from 'zod'
import { countWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
import { pupilNameOf } from '../placement.ts'
import { sumPresence } from '../presence.ts'
import { marksOf } from '../presences.ts'
import { hostFacts } from './host-facts.ts'

/** To the host, when it is over: thanks, what remains unsaid, and two minutes for the evaluation. */
export const thanksMail = defineMail({
  name: 'placements.thanks',
  schema: z.object({ agreement: z.uuid() }),
  label: 'Après le départ d’un élève',
  because: 'vous avez accueilli un élève en stage',
  duty: 'must',
  pace: 'now',
  async write(services, { agreement: id }, reader) {
    const facts = await hostFacts(services, id, reader)
    if (facts?.placement.phase !== 'after') return undefined
    const { agreement, expected } = facts.placement
    const { unsaid } = sumPresence(expected, await marksOf(services.db, agreement))
    return {
      subject: 'Merci pour votre accueil',
      paragraphs: [
        `Merci d’avoir accueilli ${pupilNameOf(agreement)}. Ces jours comptent plus qu’ils n’en ont l’air : pour beaucoup d’élèves, c’est le premier regard sur un métier.`,
        ...(unsaid > 0
          ? [
              `Il reste ${countWords(unsaid, 'demi-journée', 'demi-journées')} dont vous n’avez rien dit : l’attestation de l’élève en dépend.`,
            ]
          : []),
        'Deux minutes suffisent pour dire comment cela s’est passé. L’élève lira votre mot.',
      ],
      action: { label: 'Dire comment cela s’est passé', href: facts.href },
      digest: 'Un stage s’est terminé chez vous : votre bilan en deux minutes',
    }
  },
})
