import { z } from 'zod'
import { duringWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
import type { Application } from '../application.ts'
import { offerGone, pupilLeft } from '../reasons.ts'
import { letterFacts } from './letter-facts.ts'

/** An application that goes away without a seat to care for: a word, in the digest. */
export const hostNoted = defineMail({
  name: 'applications.host-noted',
  schema: z.object({ application: z.uuid(), version: z.int() }),
  label: 'Candidatures retirées',
  because: 'une candidature vous avait été adressée',
  duty: 'must',
  pace: 'digest',
  async write({ db }, { application: id, version }) {
    const facts = await letterFacts(db, id, version)
    if (!facts) return undefined
    const { application, offer } = facts
    const during = duringWords(application.weeks)
    const { subject, paragraph, digest } = sayEnd(application, `« ${offer.title} », ${during}`)
    return { subject, paragraphs: [paragraph, 'Vous n’avez rien à faire.'], digest }
  },
})

function sayEnd({ state, reason }: Application, place: string) {
  if (state === 'expired')
    return {
      subject: 'Une place n’a pas été confirmée à temps',
      paragraph: `L’élève que vous aviez accepté pour ${place}, n’a pas confirmé à temps. La place reste libre pour d’autres.`,
      digest: `Une place de ${place}, n’a pas été confirmée à temps : elle reste libre`,
    }
  if (reason === offerGone.code)
    return {
      subject: 'Une candidature s’arrête avec votre offre',
      paragraph: `Une candidature pour ${place}, s’est arrêtée : cette place n’est plus proposée. L’élève est prévenu, avec un mot pour la suite.`,
      digest: `Une candidature pour ${place}, s’est arrêtée avec votre offre : l’élève est prévenu`,
    }
  if (reason === pupilLeft)
    return {
      subject: 'Une candidature a été retirée',
      paragraph: `Une candidature pour ${place}, s’est arrêtée : l’élève a quitté son établissement. Merci de l’avoir regardée.`,
      digest: `Une candidature pour ${place}, s’est arrêtée : l’élève a quitté son établissement`,
    }
  return {
    subject: 'Une candidature a été retirée',
    paragraph: `Une candidature pour ${place}, a été retirée : l’élève a une autre solution. Merci de l’avoir regardée.`,
    digest: `Une candidature pour ${place}, a été retirée : l’élève a une autre solution`,
  }
}
