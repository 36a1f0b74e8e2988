import type { HolidayCalendar, IsoWeek } from '#/calendar/index.ts'
import type { Pupil } from '../inputs/pupil.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import { type WeekProblem, weeksFilled } from '../problem/week-problem.ts'
import { eligibleStage, examine, type OfferTraits, type PupilTraits, type Refusal, weeksAtWork } from './eligibility.ts'

/** Pupils and offers grouped by what the checks look at, so that a rule is asked once per pair of groups. */
export interface Profiles {
  /** Profile of each pupil of the inputs. */
  readonly ofPupil: Int32Array
  readonly pupils: readonly PupilTraits[]
  /** Profile of each offer of the inputs. */
  readonly ofOffer: Int32Array
  readonly offers: readonly OfferTraits[]
  /** Who must not be given an offer, by index of the offer: a matter of single pupils, which profiles do not know. */
  readonly avoidedBy: ReadonlyMap<number, ReadonlySet<number>>
}

export interface ProfileVerdicts {
  /** stage[offerProfile * pupils.length + pupilProfile], of profiles of the problem's offers; `eligibleStage` where nothing refuses. */
  readonly stage: Uint8Array
  eligible(offerProfile: number, pupilProfile: number): boolean
  refusal(offerProfile: number, pupilProfile: number): Refusal | undefined
}

export const calendarOfPupil = (inputs: Pick<AllocationInputs, 'schools'>, pupil: Pupil): HolidayCalendar =>
  inputs.schools.get(pupil.school)?.calendar ?? 'general'

export function groupByProfile(inputs: AllocationInputs): Profiles {
  const { campaign, offers } = inputs
  const reservedSchools = new Set(offers.flatMap(({ schools }) => schools))
  const thresholds = [...new Set(offers.flatMap(({ minPriority }) => minPriority ?? []))].toSorted((a, b) => a - b)
  const weeksOf = weeksByBirthDate(campaign.scheme)
  const pupilGroups = grouping<PupilTraits>()
  const ofPupil = Int32Array.from(inputs.pupils, (pupil) => {
    // What no offer tells apart is dropped, so that groups stay few.
    const traits = {
      level: pupil.level,
      needs: pupil.needs,
      school: reservedSchools.has(pupil.school) ? pupil.school : '',
      priority: thresholds.findLast((threshold) => threshold <= pupil.priority) ?? (thresholds[0] ?? 0) - 1,
    }
    const { weeks, key } = weeksOf(pupil, calendarOfPupil(inputs, pupil))
    return pupilGroups.add(JSON.stringify([traits, key]), () => ({ ...traits, weeks }))
  })
  const offerGroups = grouping<OfferTraits>()
  const ofOffer = Int32Array.from(offers, (offer) => {
    const { levels, span, minAge, facilities, schools, minPriority, startSeconds, endSeconds, breakMinutes } = offer
    const seats = offer.seats.map((each) => ({ week: each.week, seats: Math.min(1, each.seats) }))
    const hours = { startSeconds, endSeconds, breakMinutes }
    const traits: OfferTraits = { levels, seats, span, minAge, facilities, schools, minPriority, ...hours }
    return offerGroups.add(JSON.stringify(traits), () => traits)
  })
  return { ofPupil, pupils: pupilGroups.members, ofOffer, offers: offerGroups.members, avoidedBy: avoidedBy(inputs) }
}

function avoidedBy({ pupils, offers }: AllocationInputs): Profiles['avoidedBy'] {
  const found = new Map<number, Set<number>>()
  const at = new Map(offers.map(({ id }, index) => [id, index]))
  for (const [pupil, { avoid }] of pupils.entries())
    for (const id of avoid) {
      const offer = at.get(id)
      if (offer !== undefined) found.set(offer, (found.get(offer) ?? new Set()).add(pupil))
    }
  return found
}

/** Asks every check for every pair of a pupil's profile and one of an offer of the problem. */
export function judgeProfiles(profiles: Profiles, problem: Pick<WeekProblem, 'key' | 'offers'>): ProfileVerdicts {
  const width = profiles.pupils.length
  const stage = new Uint8Array(width * profiles.offers.length)
  const judge = (offerProfile: number, pupilProfile: number, weeks: readonly IsoWeek[]) =>
    examine({ pupil: profiles.pupils[pupilProfile]!, offer: profiles.offers[offerProfile]!, weeks })
  for (const offer of new Set(problem.offers.values().map((each) => profiles.ofOffer[each]!))) {
    const weeks = weeksFilled(problem, profiles.offers[offer]!)
    for (let pupil = 0; pupil < width; pupil++) stage[offer * width + pupil] = judge(offer, pupil, weeks).stage
  }
  return {
    stage,
    eligible: (offer, pupil) => stage[offer * width + pupil] === eligibleStage,
    refusal: (offer, pupil) => judge(offer, pupil, weeksFilled(problem, profiles.offers[offer]!)).refusal,
  }
}

/** A pupil's weeks at work and a text that is the same for pupils alike in them; remembered by birth date: few dates, many pupils. */
function weeksByBirthDate(scheme: AllocationInputs['campaign']['scheme']) {
  const known = new Map<string, { readonly weeks: PupilTraits['weeks']; readonly key: string }>()
  return (pupil: Pupil, calendar: HolidayCalendar) => {
    const asked = `${pupil.birthDate.toString()} ${calendar} ${pupil.weeks.join()}`
    const found = known.get(asked)
    if (found) return found
    const weeks = weeksAtWork(pupil, scheme, calendar)
    const key = JSON.stringify(
      [...weeks].map(([week, { days, age, limit }]) => [week, days, age, limit?.id, limit?.from]),
    )
    const made = { weeks, key }
    known.set(asked, made)
    return made
  }
}

function grouping<T>() {
  const at = new Map<string, number>()
  const members: T[] = []
  return {
    members,
    add(key: string, make: () => T): number {
      const known = at.get(key)
      if (known !== undefined) return known
      at.set(key, members.length)
      return members.push(make()) - 1
    },
  }
}
