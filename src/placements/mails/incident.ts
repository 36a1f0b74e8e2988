import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { dayWords, hourWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findIncident } from '../incidents.ts'
import { hostNamesOf, pupilNameOf } from '../placement.ts'
import { findPlacement } from '../read-placement.ts'

/** Who is told, and what they do with it. */
const readers = {
  school: 'Appelez d’abord le lieu de stage, puis la famille. Les éléments de la déclaration sont prêts sur la page.',
  family: 'L’établissement et le lieu de stage sont prévenus aussi. Appelez-les si personne ne vous a encore appelé.',
  host: 'L’établissement et la famille sont prévenus aussi. Gardez les lieux en l’état et notez les témoins.',
} as const
export type IncidentReader = keyof typeof readers

/** That something happened during a placement. What was said of it, and above all of health, stays on the page. */
export const incidentMail = defineMail({
  name: 'placements.incident',
  schema: z.object({ incident: z.uuid(), reader: z.enum(['school', 'family', 'host']) }),
  label: 'Accidents et incidents pendant un stage',
  because: { tu: 'cela concerne ton stage', vous: 'vous suivez ce stage' },
  duty: 'must',
  pace: 'now',
  texts: true,
  async write(services, { incident: id, reader: who }, { accountId, voice }) {
    const incident = await findIncident(services.db, id)
    const placement = incident && (await findPlacement(services, services.db, incident.agreementId))
    if (!incident || !placement) return undefined
    const { agreement } = placement
    const noun = incident.kind === 'accident' ? 'Un accident' : 'Un incident'
    const when = `${dayWords(Temporal.PlainDate.from(incident.day))} à ${hourWords(incident.minute * 60)}`
    const action =
      accountId === undefined
        ? {}
        : {
            action: {
              label: 'Lire ce qui s’est passé',
              href: `${originOf(services.configuration)}${addressOf('incident', { agreement: agreement.id, incident: id })}`,
            },
          }
    return {
      subject: `${noun} pendant un stage`,
      paragraphs: [
        `${noun} est signalé ${when}, pendant le stage de ${pupilNameOf(agreement)} (${hostNamesOf(agreement)}).`,
        voice === 'tu' ? 'Ton établissement et ta famille sont prévenus.' : readers[who],
      ],
      ...action,
      digest: `${noun} pendant un stage, ${when}`,
      sms: `${noun} pendant un stage est signalé. Lisez votre messagerie, ou appelez l’établissement.`,
    }
  },
})
