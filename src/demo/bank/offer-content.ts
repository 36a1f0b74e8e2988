import type { DayHours, OfferContent, OfferHours } from '#/offers/index.ts'
import type { Level, SchemeId } from '#/rules/index.ts'
import type { Site } from '../hosts.ts'
import type { Offer } from '../offers.ts'
import type { Random } from '../random.ts'

const schemeOf: Readonly<Record<string, SchemeId>> = {
  troisieme: 'observation-3e',
  seconde: 'observation-2de',
  bac_pro: 'pfmp',
}
const levelOf: Readonly<Record<string, Level>> = { troisieme: 'troisieme', seconde: 'seconde', bac_pro: 'bac_pro' }

/** What any host can write: a believable text, without a word of production work. */
const openings = [
  'Tu passes la semaine avec l’équipe et tu vois chaque métier de près.',
  'Chaque jour, une personne différente t’accueille et te montre ce qu’elle fait.',
  'Tu suis une petite équipe du matin au soir, et tu poses toutes tes questions.',
]
const middles = [
  'Tu observes, tu essaies ce qui est sans danger, et tu prends des notes pour ton rapport.',
  'On te confie de petites tâches, toujours à côté de ton tuteur.',
  'Tu rencontres aussi celles et ceux qu’on voit moins : accueil, gestion, entretien.',
]
const meals = ['Micro-ondes et salle de pause sur place', 'Cantine à 4 € le repas', 'Apporte ton repas', '']
const dress = ['Tenue confortable et chaussures fermées', 'Blouse prêtée sur place', '']

/** The invented offer as a host of the bank writes it; `weeks` may be another year's. */
export function contentOfOffer(
  offer: Offer,
  site: Site & { readonly id: string },
  contact: string,
  random: Random,
): OfferContent {
  const schemes = offer.levels.flatMap((level) => schemeOf[level] ?? [])
  return {
    siteId: site.id,
    title: offer.title,
    description: `${offer.title}. ${random.pick(openings)} ${random.pick(middles)}`,
    activities: 'Visite des lieux, rencontre de chaque métier, observation, compte rendu en fin de semaine.',
    sector: offer.sector,
    trades: [],
    schemes: [...new Set(schemes)],
    levels: offer.levels.flatMap((level) => levelOf[level] ?? []),
    span: offer.span,
    group: offer.group,
    hours: hoursOf(offer),
    remote: false,
    facilities: offer.facilities,
    adaptations: offer.facilities.includes('wheelchair') ? 'Nous pouvons aménager le poste et les horaires.' : '',
    equipment: '',
    dress: random.pick(dress),
    meals: random.pick(meals),
    nearestStop: '',
    minAge: offer.minAge,
    reservedSchools: offer.schools,
    minPriority: offer.minPriority,
    reservedQpv: false,
    reservedWithoutNetwork: false,
    contact: { name: contact, email: contactAddress(site.siret), phone: '' },
    images: [],
    lat: offer.lat,
    lon: offer.lon,
    weeks: offer.seats.map(({ week, seats }) => ({ week, seats, closed: false })),
  }
}

/** An address that nobody can own (RFC 2606). */
export const contactAddress = (siret: string): string => `accueil-${siret}@demonstration.example`

function hoursOf({ start = '09:00', end = '16:30', breakMinutes }: Offer): OfferHours {
  const noon = 12 * 60
  const day: DayHours = {
    start: minutesOf(start),
    end: minutesOf(end),
    ...(breakMinutes > 0 ? { lunch: { start: noon, end: noon + breakMinutes } } : {}),
  }
  return { 1: day, 2: day, 3: day, 4: day, 5: day }
}

const minutesOf = (text: string): number => Temporal.PlainTime.from(text).since('00:00').total('minutes')
