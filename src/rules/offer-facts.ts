import type { HolidayCalendar, SchoolZone } from '#/calendar/index.ts'
import type { SchemeId } from './scheme.ts'

/** Hours of an offer by ISO weekday: minutes since midnight, the lunch break inside. */
export type WeekHours = {
  readonly [Weekday in 1 | 2 | 3 | 4 | 5 | 6]?: {
    readonly start: number
    readonly end: number
    readonly lunch?: { readonly start: number; readonly end: number } | undefined
  }
}

/** What of an offer the rules look at: any offer of src/offers, whose names these are. */
export interface OfferFacts {
  readonly schemes: readonly string[]
  readonly levels: readonly string[]
  /** `week`: a seat is one week; `all`: all the listed weeks together. */
  readonly span: 'week' | 'all'
  readonly weeks: readonly { readonly week: string; readonly seats: number; readonly closed?: boolean | undefined }[]
  readonly hours: WeekHours
  /** Years on the first day. */
  readonly minAge?: number | undefined
  readonly facilities: readonly string[]
  /** What the site has comes on top of the offer's own. */
  readonly site?: { readonly facilities: readonly string[] } | undefined
  /** UAIs; empty: for all. */
  readonly reservedSchools: readonly string[]
  readonly minPriority?: number | undefined
  readonly reservedQpv: boolean
  readonly reservedWithoutNetwork: boolean
}

/** What of a pupil tells whether an offer is open to them. */
export interface PupilFacts {
  readonly level: string
  /** UAI: its first three digits say which public and school holidays hold. */
  readonly school: string
  /** ISO date. */
  readonly birthDate: string
  readonly needs: readonly string[]
  readonly priority: number
  readonly qpv: boolean
  readonly withoutNetwork: boolean
  /** The scheme of the period to fill; without it, those of the offer that the level can have. */
  readonly scheme?: SchemeId | undefined
}

/** Where an offer stands, for its own check: public holidays of the site, school holidays of the schools around. */
export interface OfferGround {
  /** ISO date: the rules of that day count. */
  readonly on: string
  readonly holidays?: HolidayCalendar
  readonly zone?: SchoolZone
}
