import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findOffer } from '../../offers.ts'
import { findCase } from '../cases.ts'

/** What the coordination decided of an offer. Sent some minutes after: nothing is said of a decision that was taken back. */
export const hostToldDecision = defineMail({
  name: 'offers.decided',
  schema: z.object({
    case: z.uuid(),
    outcome: z.enum(['published', 'asked', 'refused']),
    version: z.int(),
  }),
  label: 'Relecture de vos offres',
  because: 'vous proposez une offre',
  duty: 'must',
  pace: 'now',
  async write({ db, configuration }, { case: id, outcome, version }, { accountId }) {
    const decided = await findCase(db, id)
    if (!decided || decided.outcome !== outcome || decided.offerVersion !== version) return undefined
    const offer = await findOffer(db, decided.offerId)
    if (!offer || offer.version !== version) return undefined
    const page = `${originOf(configuration)}${outcome === 'published' ? addressOf('offer', { offer: offer.id }) : addressOf('offerEdit', { offer: offer.id })}`
    const named = `« ${offer.title} »`
    if (outcome === 'published')
      return {
        subject: 'Votre offre est en ligne',
        paragraphs: [
          `La coordination a relu votre offre ${named} : les élèves la voient maintenant, et peuvent candidater.`,
          'Vous recevrez un message à chaque candidature. Merci d’ouvrir votre porte.',
        ],
        action: { label: 'Voir l’offre', href: page },
        digest: `Votre offre ${named} est en ligne`,
      }
    const asked = outcome === 'asked'
    return {
      subject: asked ? 'Votre offre attend une correction' : 'Votre offre n’a pas été retenue',
      paragraphs: [
        asked
          ? `La coordination a relu votre offre ${named} et vous demande une correction avant de la montrer aux élèves :`
          : `La coordination a relu votre offre ${named} et ne peut pas la montrer aux élèves :`,
        `« ${decided.message} »`,
        asked
          ? 'Rien n’est perdu : corrigez ce point, puis renvoyez l’offre. Elle est relue à nouveau.'
          : 'Si la situation change, vous pouvez la corriger et la proposer à nouveau.',
      ],
      ...(accountId === undefined
        ? {}
        : { action: { label: asked ? 'Corriger l’offre' : 'Revoir l’offre', href: page } }),
      digest: asked ? `Votre offre ${named} attend une correction` : `Votre offre ${named} n’a pas été retenue`,
    }
  },
})
