import { mondayOf } from '#/calendar/index.ts'
import { type Offer, sayTrade } from '#/offers/index.ts'

/** An offer as search engines read it: schema.org, EducationalOccupationalProgram. A placement is no job. */
export function programFacts(offer: Offer, address: string): unknown {
  const weeks = offer.weeks.map(({ week }) => week)
  const [first, last] = [mondayOf(weeks[0] ?? ''), mondayOf(weeks.at(-1) ?? '')?.add({ days: 4 })]
  return {
    '@context': 'https://schema.org',
    '@type': 'EducationalOccupationalProgram',
    name: offer.title,
    description: offer.description,
    url: address,
    programType: 'Stage',
    ...(offer.publishedAt ? { datePublished: offer.publishedAt.toString().slice(0, 10) } : {}),
    ...(first ? { startDate: first.toString() } : {}),
    ...(last ? { endDate: last.toString() } : {}),
    maximumEnrollment: Math.max(0, ...offer.weeks.map(({ seats }) => seats)),
    ...(offer.trades.length > 0 ? { occupationalCategory: offer.trades.map(sayTrade) } : {}),
    provider: {
      '@type': 'Organization',
      name: offer.hostName,
      ...(offer.site
        ? {
            address: {
              '@type': 'PostalAddress',
              streetAddress: offer.site.street,
              postalCode: offer.site.postcode,
              addressLocality: offer.site.city,
              addressCountry: 'FR',
            },
          }
        : {}),
    },
  }
}
