import { z } from 'zod'
import { duringWords } from '#/design/index.ts'
import { defineMail } from '#/messages/index.ts'
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
    const unconfirmed = application.state === 'expired'
    return {
      subject: unconfirmed ? 'Une place n’a pas été confirmée à temps' : 'Une candidature a été retirée',
      paragraphs: [
        unconfirmed
          ? `L’élève que vous aviez accepté pour « ${offer.title} », ${during}, n’a pas confirmé à temps. La place reste libre pour d’autres.`
          : `Une candidature pour « ${offer.title} », ${during}, a été retirée : l’élève a une autre solution. Merci de l’avoir regardée.`,
        'Vous n’avez rien à faire.',
      ],
      digest: unconfirmed
        ? `Une place de « ${offer.title} », ${during}, n’a pas été confirmée à temps : elle reste libre`
        : `Une candidature pour « ${offer.title} », ${during}, a été retirée : l’élève a une autre solution`,
    }
  },
})
