import { type HolidayCalendar, type IsoWeek, workingDays } from '#/calendar/index.ts'
import { ageOn, type HoursLimit, type HoursRefusal, hoursLimit, hoursRefusal, type SchemeId } from '#/rules/index.ts'
import { type Offer, seatsIn } from '../inputs/offer.ts'
import type { Pupil } from '../inputs/pupil.ts'

/** Why an offer is not for a pupil, with the facts that words need. */
export type Refusal =
  | { readonly code: 'no_offer_for_level' }
  | { readonly code: 'no_offer_in_week' }
  | { readonly code: 'age'; readonly why: 'min_age'; readonly minAge: number }
  | { readonly code: 'needs'; readonly missing: readonly string[] }
  | { readonly code: 'reserved'; readonly why: 'schools' | 'priority' | 'avoided' }
  | { readonly code: 'age'; readonly why: HoursRefusal; readonly limit: HoursLimit }

/** What of a pupil the checks look at: pupils alike in this are eligible for the same offers. */
export type PupilTraits = Pick<Pupil, 'level' | 'needs' | 'school' | 'priority'> & {
  /** The weeks to fill. */
  readonly weeks: ReadonlyMap<IsoWeek, WeekAtWork>
}
/** A pupil's week, worked out once: the checks are asked of millions of pairs. */
interface WeekAtWork {
  readonly days: number
  /** Whole years on the first of the days; of a week without any, undefined, as is the limit. */
  readonly age: number | undefined
  readonly limit: HoursLimit | undefined
}
/** What of an offer the checks look at. */
export type OfferTraits = Omit<Offer, 'id' | 'host' | 'title' | 'sector' | 'position' | 'group'>

interface Case {
  readonly pupil: PupilTraits
  readonly offer: OfferTraits
  /** The weeks that holding a seat fills. */
  readonly weeks: readonly IsoWeek[]
}

/** The checks, in the order in which an offer falls away; the last one passed says why a pupil has no place. */
const checks: readonly ((facts: Case) => Refusal | undefined)[] = [
  function level({ pupil, offer }) {
    return offer.levels.includes(pupil.level) ? undefined : { code: 'no_offer_for_level' }
  },
  function week({ pupil, offer, weeks }) {
    const open = weeks.length > 0 && weeks.every((each) => pupil.weeks.has(each) && seatsIn(offer, each) > 0)
    return open ? undefined : { code: 'no_offer_in_week' }
  },
  function minimumAge({ pupil, offer, weeks }) {
    if (offer.minAge === undefined) return undefined
    const age = weeks[0] === undefined ? undefined : pupil.weeks.get(weeks[0])?.age
    if (age === undefined || age >= offer.minAge) return undefined
    return { code: 'age', why: 'min_age', minAge: offer.minAge }
  },
  function needs({ pupil, offer }) {
    const missing = pupil.needs.filter((need) => !offer.facilities.includes(need))
    return missing.length === 0 ? undefined : { code: 'needs', missing }
  },
  reserved,
  function lawOnHours({ pupil, offer, weeks }) {
    for (const week of weeks) {
      const { days = 0, limit } = pupil.weeks.get(week) ?? {}
      const why = limit && hoursRefusal(limit, offer, days)
      if (limit && why) return { code: 'age', why, limit }
    }
    return undefined
  },
]

function reserved({ pupil, offer }: Case): Refusal | undefined {
  if (offer.schools.length > 0 && !offer.schools.includes(pupil.school)) return { code: 'reserved', why: 'schools' }
  if (offer.minPriority !== undefined && pupil.priority < offer.minPriority)
    return { code: 'reserved', why: 'priority' }
  return undefined
}

/** How far an offer comes that a pupil avoids: it is closed to this pupil as one reserved for others is, whatever its hours. */
export const avoidedStage = checks.indexOf(reserved)
export const avoidedRefusal: Refusal = { code: 'reserved', why: 'avoided' }

/** How many checks there are: the stage of a pair that passes them all. */
export const eligibleStage = checks.length

/** The first check that refuses, with how far the pair came; `refusal` undefined when the pupil may hold the offer. */
export function examine(facts: Case): { readonly stage: number; readonly refusal: Refusal | undefined } {
  for (const [stage, check] of checks.entries()) {
    const refusal = check(facts)
    if (refusal) return { stage, refusal }
  }
  return { stage: eligibleStage, refusal: undefined }
}

/** The weeks of a pupil as the law on minors sees them, in a scheme and on a calendar. */
export function weeksAtWork(
  { birthDate, weeks }: Pick<Pupil, 'birthDate' | 'weeks'>,
  scheme: SchemeId,
  calendar: HolidayCalendar,
): PupilTraits['weeks'] {
  return new Map(
    weeks.map((week): [IsoWeek, WeekAtWork] => {
      const days = workingDays(week, calendar)
      const [first] = days
      if (!first) return [week, { days: 0, age: undefined, limit: undefined }]
      // A birthday within the week changes nothing: the age on its first day is the stricter one.
      const age = ageOn(birthDate, first)
      return [week, { days: days.length, age, limit: hoursLimit(scheme, age, first) }]
    }),
  )
}
