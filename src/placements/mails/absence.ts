import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { dayWords, listWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { halfWords } from '../half-day.ts'
import { hostContactsOf, hostNamesOf, pupilNameOf } from '../placement.ts'
import { marksOf } from '../presences.ts'
import { findPlacement } from '../read-placement.ts'

/** Tells the school that a pupil did not come, from what the host says at the moment of sending; corrected meanwhile, nothing is sent. */
export const absenceMail = defineMail({
  name: 'placements.absence',
  schema: z.object({ agreement: z.uuid(), day: z.iso.date() }),
  label: 'Absences pendant les stages',
  because: 'vous suivez des élèves en stage',
  duty: 'must',
  pace: 'now',
  async write(services, { agreement: id, day }) {
    const placement = await findPlacement(services, services.db, id)
    if (!placement) return undefined
    const { agreement } = placement
    const halves = (await marksOf(services.db, agreement)).filter((mark) => mark.day === day && !mark.present)
    if (halves.length === 0) return undefined
    const when = `${dayWords(Temporal.PlainDate.from(day))}, ${listWords(halves.map(({ half }) => halfWords[half]))}`
    const [contact] = hostContactsOf(agreement)
    return {
      subject: 'Une absence pendant un stage',
      paragraphs: [
        `${pupilNameOf(agreement)} n’est pas sur son lieu de stage : ${when}. C’est ce que dit ${hostNamesOf(agreement)}.`,
        'Appelez d’abord la famille, puis le lieu d’accueil pour dire ce que vous savez.',
        ...(contact ? [`Sur place : ${[contact.name, contact.phone].filter(Boolean).join(', ')}.`] : []),
      ],
      ...(agreement.classId === undefined
        ? {}
        : {
            action: {
              label: 'Voir les présences de la classe',
              href: `${originOf(services.configuration)}${addressOf('classPlacements', { class: agreement.classId })}`,
            },
          }),
      digest: `Une absence pendant un stage, ${when}`,
    }
  },
})
