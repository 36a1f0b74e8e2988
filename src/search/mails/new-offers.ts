import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { weekOf } from '#/calendar/index.ts'
import { countWords, listWords } from '#/design/index.ts'
import { defineMail, originOf } from '#/messages/index.ts'
import { findOffers } from '#/offers/index.ts'
import { seatWords } from '../pages/result-list.tsx'
import { findSearches, stopToken } from '../saved-searches.ts'

/** Places that are new since the last letter and answer to saved searches. Written from what is still open. */
export const newOffersMail = defineMail({
  name: 'search.new-offers',
  label: 'Nouvelles places de mes recherches gardées',
  because: { tu: 'tu as gardé une recherche', vous: 'vous avez gardé une recherche' },
  duty: 'may',
  pace: 'digest',
  schema: z.object({
    territoryId: z.string(),
    accountId: z.string(),
    found: z.array(z.object({ search: z.string(), offers: z.array(z.string()) })),
  }),
  async write(services, { territoryId, found }, { voice }) {
    const { db, clock, configuration } = services
    const origin = originOf(configuration)
    const thisWeek = weekOf(clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate())
    const searches = await findSearches(
      db,
      territoryId,
      found.map(({ search }) => search),
    )
    const paragraphs: (string | readonly string[])[] = []
    let count = 0
    for (const search of searches) {
      const ids = found.find((each) => each.search === search.id)?.offers ?? []
      const offers = (await findOffers(db, ids)).filter(
        (offer) => offer.state === 'published' && seatWords(offer, thisWeek) !== 'Complet',
      )
      if (offers.length === 0) continue
      count += offers.length
      paragraphs.push(
        `${search.title} :`,
        offers.map((offer) =>
          [
            `${offer.title}, ${[offer.hostName, offer.site?.city].filter(Boolean).join(', ')}`,
            seatWords(offer, thisWeek),
            `${origin}${addressOf('offer', { offer: offer.id })}`,
          ].join('. '),
        ),
        `${voice === 'tu' ? 'Ne plus rien recevoir de cette recherche, sans te connecter' : 'Ne plus rien recevoir de cette recherche, sans vous connecter'} : ${origin}${addressOf('alertStop', { token: stopToken(services, search) })}`,
      )
    }
    if (count === 0) return undefined
    const places = countWords(count, 'nouvelle place', 'nouvelles places')
    return {
      subject: count === 1 ? 'Une nouvelle place' : `${places} de stage`,
      paragraphs: [
        `${places} ${count === 1 ? 'répond' : 'répondent'} à ${voice === 'tu' ? 'ta' : 'votre'} recherche.`,
        ...paragraphs,
      ],
      action: { label: 'Voir mes alertes', href: `${origin}${addresses.alerts}` },
      digest: `${places} : ${listWords(searches.map(({ title }) => title))}`,
    }
  },
})
