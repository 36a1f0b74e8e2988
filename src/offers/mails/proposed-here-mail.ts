import { z } from 'zod'
import { addressOf } from '#/addresses.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findOffer } from '../offers.ts'

/** To those who answer for a host: a colleague proposed a place without being one of them. */
export const proposedHereMail = defineMail({
  name: 'offers.proposed-here',
  label: 'Places proposées par un collègue',
  because: 'vous répondez pour cette structure',
  duty: 'must',
  pace: 'now',
  schema: z.object({ offerId: z.string() }),
  async write({ db, configuration }, { offerId }) {
    const offer = await findOffer(db, offerId)
    if (offer?.state !== 'draft') return undefined
    return {
      subject: 'Un collègue propose une place de stage',
      paragraphs: [
        `${offer.contact.name} (${offer.contact.email}) propose une place au nom de ${offer.hostName}, dont vous tenez les offres.`,
        'Elle attend chez vous, personne ne la voit. Relisez-la et publiez-la, ou archivez-la. Si cette personne travaille avec vous, vous pouvez aussi l’inviter.',
      ],
      action: {
        label: 'Voir la place proposée',
        href: `${originOf(configuration)}${addressOf('hostOffers', { host: offer.hostId })}`,
      },
      digest: 'Un collègue propose une place de stage : relisez-la et publiez-la.',
    }
  },
})
