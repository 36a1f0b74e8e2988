import { z } from 'zod'
import { defineMail } from '#/messages/index.ts'
import { findOffer } from '../../offers.ts'
import { findCase } from '../cases.ts'

/** What became of a report, for those who made it signed in. */
export const reporterToldOutcome = defineMail({
  name: 'offers.report-answered',
  schema: z.object({
    case: z.uuid(),
    outcome: z.enum(['published', 'asked', 'refused']),
    version: z.int(),
  }),
  label: 'Suite de vos signalements',
  because: { tu: 'tu as signalé une offre', vous: 'vous avez signalé une offre' },
  duty: 'may',
  pace: 'digest',
  async write({ db }, { case: id, outcome, version }, { voice }) {
    const decided = await findCase(db, id)
    if (!decided || decided.outcome !== outcome || decided.offerVersion !== version) return undefined
    const offer = await findOffer(db, decided.offerId)
    if (!offer) return undefined
    const done = {
      published: 'La coordination l’a relue et la garde : elle n’y a rien trouvé à reprocher.',
      asked: 'La coordination l’a retirée le temps que la structure la corrige.',
      refused: 'La coordination l’a retirée.',
    }[outcome]
    return {
      subject: 'Votre signalement a été traité'.replace('Votre', voice === 'tu' ? 'Ton' : 'Votre'),
      paragraphs: [
        `${voice === 'tu' ? 'Tu avais' : 'Vous aviez'} signalé l’offre « ${offer.title} ». ${done}`,
        voice === 'tu' ? 'Merci : tu aides à protéger les autres.' : 'Merci : vous aidez à protéger les élèves.',
      ],
      digest: `L’offre signalée « ${offer.title} » a été relue`,
    }
  },
})
