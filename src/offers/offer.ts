import type { Level, SchemeId } from '#/rules/index.ts'
import type { OfferHours, OfferImage, OfferState } from './tables.ts'

/** Seats of one ISO week: offered, taken by confirmed placements, and whether the host closed the week. */
export interface OfferWeek {
  readonly week: string
  readonly seats: number
  readonly taken: number
  readonly closed: boolean
}

/** Where the placement is. */
export interface OfferSite {
  readonly id: string
  readonly name: string
  readonly street: string
  readonly postcode: string
  /** INSEE code. */
  readonly commune: string | undefined
  readonly city: string
  readonly lat: number
  readonly lon: number
  readonly facilities: readonly string[]
  readonly nearestStop: string
}

/** What a host decides of an offer. */
export interface OfferContent {
  /** Undefined for an offer that is wholly remote. */
  readonly siteId: string | undefined
  readonly title: string
  readonly description: string
  readonly activities: string
  /** Of the 51 sectors, `s1`… */
  readonly sector: string
  /** ROME codes. */
  readonly trades: readonly string[]
  readonly schemes: readonly SchemeId[]
  readonly levels: readonly Level[]
  /** `week`: a seat is one week; `all`: a pupil takes the seat for all the listed weeks together. */
  readonly span: 'week' | 'all'
  /** Pupils together: fewer than `min` and it does not run; more than `max` never. */
  readonly group: { readonly min: number; readonly max: number } | undefined
  readonly hours: OfferHours
  readonly remote: boolean
  /** Beside those of the site. */
  readonly facilities: readonly string[]
  readonly adaptations: string
  readonly equipment: string
  readonly dress: string
  readonly meals: string
  readonly nearestStop: string
  readonly minAge: number | undefined
  /** For whom the seats are kept, all conditions together. UAIs; empty: pupils of every school. */
  readonly reservedSchools: readonly string[]
  readonly minPriority: number | undefined
  /** Only pupils who live in a QPV. */
  readonly reservedQpv: boolean
  /** Only pupils for whom nobody around the family can open a door. */
  readonly reservedWithoutNetwork: boolean
  /** Who answers at the host's; never shown to a pupil. */
  readonly contact: { readonly name: string; readonly email: string; readonly phone: string }
  readonly images: readonly OfferImage[]
  readonly lat: number
  readonly lon: number
  /** Ascending. `taken` is not the host's to say. */
  readonly weeks: readonly Omit<OfferWeek, 'taken'>[]
}

/** An offer as it stands. */
export interface Offer extends OfferContent {
  readonly territoryId: string
  readonly id: string
  readonly hostId: string
  readonly hostName: string
  readonly site: OfferSite | undefined
  readonly weeks: readonly OfferWeek[]
  readonly state: OfferState
  /** `here`, or a partner. */
  readonly origin: string
  /** What its origin calls it. */
  readonly reference: string | undefined
  readonly createdBy: string | undefined
  readonly createdAt: Temporal.Instant
  readonly changedAt: Temporal.Instant
  readonly publishedAt: Temporal.Instant | undefined
  readonly version: number
}

/** Pupils whom a week can still take: none when closed, never more together than the group's most. */
export function freeSeatsOf(offer: Pick<Offer, 'group'>, { seats, taken, closed }: OfferWeek): number {
  return closed ? 0 : Math.max(0, Math.min(seats, offer.group?.max ?? seats) - taken)
}

/** The content of an offer, without what the host does not decide. */
export const contentOf = (offer: Offer): OfferContent => ({
  siteId: offer.siteId,
  title: offer.title,
  description: offer.description,
  activities: offer.activities,
  sector: offer.sector,
  trades: offer.trades,
  schemes: offer.schemes,
  levels: offer.levels,
  span: offer.span,
  group: offer.group,
  hours: offer.hours,
  remote: offer.remote,
  facilities: offer.facilities,
  adaptations: offer.adaptations,
  equipment: offer.equipment,
  dress: offer.dress,
  meals: offer.meals,
  nearestStop: offer.nearestStop,
  minAge: offer.minAge,
  reservedSchools: offer.reservedSchools,
  minPriority: offer.minPriority,
  reservedQpv: offer.reservedQpv,
  reservedWithoutNetwork: offer.reservedWithoutNetwork,
  contact: offer.contact,
  images: offer.images,
  lat: offer.lat,
  lon: offer.lon,
  weeks: offer.weeks.map(({ week, seats, closed }) => ({ week, seats, closed })),
})
