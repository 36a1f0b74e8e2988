import type { IsoWeek } from '../inputs/iso-week.ts'
import type { Pupil } from '../inputs/pupil.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import { type WeekProblem, weeksFilled } from '../problem/week-problem.ts'
import { ageOn, eligibleStage, examine, type OfferTraits, type PupilTraits, type Refusal } from './eligibility.ts'
import { type HolidayCalendar, workingDays } from './working-days.ts'

/** Pupils and offers grouped by what the checks look at, so that a rule is asked once per pair of groups. */
export interface Profiles {
  /** Profile of each pupil of the inputs. */
  readonly ofPupil: Int32Array
  readonly pupils: readonly PupilTraits[]
  /** Profile of each offer of the inputs. */
  readonly ofOffer: Int32Array
  readonly offers: readonly OfferTraits[]
}

export interface ProfileVerdicts {
  /** stage[offerProfile * pupils.length + pupilProfile]; `eligibleStage` where nothing refuses. */
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
  const ages = agesByBirthDate(campaign.weeks)
  const pupilGroups = grouping<PupilTraits>()
  const ofPupil = Int32Array.from(inputs.pupils, (pupil) => {
    const calendar = calendarOfPupil(inputs, pupil)
    // What no offer tells apart is dropped, so that groups stay few.
    const traits = {
      level: pupil.level,
      weeks: pupil.weeks,
      needs: pupil.needs,
      school: reservedSchools.has(pupil.school) ? pupil.school : '',
      priority: thresholds.findLast((threshold) => threshold <= pupil.priority) ?? (thresholds[0] ?? 0) - 1,
      calendar,
    }
    return pupilGroups.add(JSON.stringify([traits, ages(pupil.birthDate, calendar)]), () => ({
      ...traits,
      birthDate: pupil.birthDate,
    }))
  })
  const offerGroups = grouping<OfferTraits>()
  const ofOffer = Int32Array.from(offers, (offer) => {
    const { levels, span, minAge, facilities, schools, minPriority, startSeconds, endSeconds, breakMinutes } = offer
    const seats = offer.seats.map((each) => ({ week: each.week, seats: Math.min(1, each.seats) }))
    const hours = { startSeconds, endSeconds, breakMinutes }
    const traits: OfferTraits = { levels, seats, span, minAge, facilities, schools, minPriority, ...hours }
    return offerGroups.add(JSON.stringify(traits), () => traits)
  })
  return { ofPupil, pupils: pupilGroups.members, ofOffer, offers: offerGroups.members }
}

/** Asks every check for every pair of profiles of a problem. */
export function judgeProfiles(
  profiles: Profiles,
  problem: Pick<WeekProblem, 'key'>,
  scheme: AllocationInputs['campaign']['scheme'],
): ProfileVerdicts {
  const width = profiles.pupils.length
  const stage = new Uint8Array(width * profiles.offers.length)
  const judge = (offerProfile: number, pupilProfile: number) => {
    const offer = profiles.offers[offerProfile]!
    return examine({ pupil: profiles.pupils[pupilProfile]!, offer, scheme, weeks: weeksFilled(problem, offer) })
  }
  for (let offer = 0; offer < profiles.offers.length; offer++)
    for (let pupil = 0; pupil < width; pupil++) stage[offer * width + pupil] = judge(offer, pupil).stage
  return {
    stage,
    eligible: (offer, pupil) => stage[offer * width + pupil] === eligibleStage,
    refusal: (offer, pupil) => judge(offer, pupil).refusal,
  }
}

/** Whole years on the first working day of each week, remembered by birth date: few dates, many pupils. */
function agesByBirthDate(weeks: readonly IsoWeek[]) {
  const known = new Map<string, readonly number[]>()
  return (birthDate: Temporal.PlainDate, calendar: HolidayCalendar): readonly number[] => {
    const key = `${birthDate.toString()} ${calendar}`
    const found = known.get(key)
    if (found) return found
    const ages = weeks.map((week) => {
      const first = workingDays(week, calendar)[0]
      return first ? ageOn(birthDate, first) : 0
    })
    known.set(key, ages)
    return ages
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
