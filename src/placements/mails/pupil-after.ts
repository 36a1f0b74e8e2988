import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findPlacement } from '../read-placement.ts'

/** To the pupil, when it is over: the certificate, how it went, the report. */
export const pupilAfterMail = defineMail({
  name: 'placements.pupil-after',
  schema: z.object({ agreement: z.uuid() }),
  label: 'Après le stage',
  because: { tu: 'ton stage vient de se terminer', vous: 'votre stage vient de se terminer' },
  duty: 'may',
  pace: 'now',
  async write(services, { agreement: id }) {
    const placement = await findPlacement(services, services.db, id)
    if (placement?.phase !== 'after') return undefined
    return {
      subject: 'Ton stage est terminé',
      paragraphs: [
        'Ton attestation t’attend, avec les jours de présence.',
        'Tant que c’est frais : dis en une minute comment cela s’est passé, et commence ton rapport. Ton journal y est repris.',
      ],
      action: {
        label: 'Voir ma page de stage',
        href: `${originOf(services.configuration)}${addressOf('placement', { agreement: id })}`,
      },
      digest: 'Ton stage est terminé : ton attestation t’attend',
    }
  },
})
