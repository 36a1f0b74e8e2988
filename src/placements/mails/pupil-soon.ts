import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { dayWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { hostNamesOf } from '../placement.ts'
import { findPlacement } from '../read-placement.ts'

/** To the pupil and the family, a week before: where, when, what to bring, how to go. */
export const pupilSoonMail = defineMail({
  name: 'placements.pupil-soon',
  schema: z.object({ agreement: z.uuid() }),
  label: 'Avant le stage',
  because: { tu: 'ton stage commence bientôt', vous: 'le stage de votre enfant commence bientôt' },
  duty: 'must',
  pace: 'now',
  async write(services, { agreement: id }, { voice }) {
    const placement = await findPlacement(services, services.db, id)
    if (placement?.phase !== 'before') return undefined
    const { agreement } = placement
    const tu = voice === 'tu'
    const first = dayWords(Temporal.PlainDate.from(agreement.firstDay))
    const { firstName } = agreement.content.pupil
    return {
      subject: tu ? 'Ton stage commence bientôt' : 'Le stage de votre enfant commence bientôt',
      paragraphs: [
        tu
          ? `Ton stage commence ${first} : ${hostNamesOf(agreement)}.`
          : `Le stage de ${firstName} commence ${first} : ${hostNamesOf(agreement)}.`,
        'Une page dit tout : l’adresse, les heures, qui demander en arrivant, ce qu’il faut apporter, le trajet, et l’agenda à ajouter au téléphone.',
      ],
      action: {
        label: tu ? 'Préparer mon stage' : 'Voir la page du stage',
        href: `${originOf(services.configuration)}${addressOf('placement', { agreement: id })}`,
      },
      digest: tu ? `Ton stage commence ${first}` : `Le stage de votre enfant commence ${first}`,
    }
  },
})
