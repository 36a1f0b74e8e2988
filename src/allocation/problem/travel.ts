import type { Progress } from '#/platform/progress.ts'
import type { Position, Reach, ReachTable, WorkPlace } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { TravelTable } from '../inputs/read-travel.ts'
import { calendarOfPupil } from '../rules/profiles.ts'
import { type HolidayCalendar, workingDays } from '../rules/working-days.ts'
import { numbered } from './numbered.ts'
import { type WeekProblem, weeksFilled } from './week-problem.ts'

/** Travel times between some pupils and some offers of a problem, all on the same days. */
export interface TravelGroup {
  /** None with travel.csv, which knows no days. */
  readonly dates: readonly Temporal.PlainDate[]
  readonly table: ReachTable
  /** Pupils (indexes into the inputs) at home h stand from homeStart[h] to homeStart[h + 1]. */
  readonly homeStart: Uint32Array
  readonly homePupils: Uint32Array
  /** Place in the table of each offer of the problem, -1 for those of another group. */
  readonly placeOf: Int32Array
}

export interface TravelOptions {
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
  readonly threads?: number | undefined
}

/**
 * Who reaches what in a problem: one request per set of days, since pupils of Alsace and Moselle have other holidays and offers `all`
 * may list other weeks. `pupils` are indexes into the inputs.
 */
export async function travelGroups(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  problem: WeekProblem,
  pupils: Uint32Array,
  options: TravelOptions,
): Promise<readonly TravelGroup[]> {
  if (inputs.travel) return [givenTravel(inputs, inputs.travel, problem, pupils)]
  if (!reach) return []
  const { campaign } = inputs
  const groups: TravelGroup[] = []
  for (const { dates, offers, calendars } of sameDays(inputs, problem)) {
    const chosen = pupils.filter((pupil) => calendars.has(calendarOfPupil(inputs, inputs.pupils[pupil]!)))
    if (chosen.length === 0 || offers.length === 0) continue
    const homes = distinct<Position>(
      chosen,
      (pupil) => inputs.pupils[pupil]!.position,
      ({ lat, lon }) => `${lat},${lon}`,
    )
    const places = distinct<WorkPlace>(offers, (offer) => workPlace(inputs, problem.offers[offer]!), placeKey)
    const limits = {
      maxMinutes: campaign.maxMinutes,
      maxWalkMinutes: campaign.maxWalkMinutes,
      maxTransfers: campaign.maxTransfers,
    }
    const { signal, threads, progress } = options
    const table = await reach.table(
      { dates, homes: homes.values, places: places.values, limits },
      { progress, ...(signal ? { signal } : {}), ...(threads === undefined ? {} : { threads }) },
    )
    const placeOf = new Int32Array(problem.offers.length).fill(-1)
    for (const [index, offer] of offers.entries()) placeOf[offer] = places.of[index]!
    groups.push({ dates, table, ...groupBy(homes.of, homes.values.length, chosen), placeOf })
  }
  return groups
}

export function workPlace({ offers }: AllocationInputs, offer: number): WorkPlace {
  const { position, startSeconds, endSeconds } = offers[offer]!
  return { ...position, arriveBySeconds: startSeconds, leaveAfterSeconds: endSeconds }
}
export const placeKey = ({ lat, lon, arriveBySeconds, leaveAfterSeconds }: WorkPlace): string =>
  `${lat},${lon},${arriveBySeconds},${leaveAfterSeconds}`

/** Offers of the problem (by local index) and calendars that share their working days. */
function sameDays(inputs: AllocationInputs, problem: WeekProblem) {
  const calendars = new Set<HolidayCalendar>([
    'general',
    ...[...inputs.schools.values()].map(({ calendar }) => calendar),
  ])
  const groups = new Map<
    string,
    { dates: readonly Temporal.PlainDate[]; offers: number[]; calendars: Set<HolidayCalendar> }
  >()
  const weekSets = Map.groupBy(problem.offers.keys(), (offer) =>
    JSON.stringify(weeksFilled(problem, inputs.offers[problem.offers[offer]!]!)),
  )
  for (const offers of weekSets.values()) {
    const weeks = weeksFilled(problem, inputs.offers[problem.offers[offers[0]!]!]!)
    for (const calendar of calendars) {
      const dates = weeks.flatMap((week) => workingDays(week, calendar))
      // Keyed by the offers too: calendars are joined only where both offers and days are the same.
      const key = `${JSON.stringify(weeks)} ${dates.join()}`
      const group = groups.get(key) ?? { dates, offers, calendars: new Set() }
      group.calendars.add(calendar)
      groups.set(key, group)
    }
  }
  return groups.values()
}

/** The values of `indexes` without repetition, and which one each index has. */
function distinct<T>(
  indexes: Iterable<number> & { readonly length: number },
  read: (index: number) => T,
  keyOf: (value: T) => string,
) {
  const numbers = numbered(keyOf)
  const of = new Uint32Array(indexes.length)
  let position = 0
  for (const index of indexes) of[position++] = numbers.add(read(index))
  return { values: numbers.values, of }
}

/** Members by group, in compressed rows. */
function groupBy(groupOf: Uint32Array, groups: number, members: Uint32Array) {
  const homeStart = new Uint32Array(groups + 1)
  for (const group of groupOf) homeStart[group + 1]!++
  for (let group = 0; group < groups; group++) homeStart[group + 1]! += homeStart[group]!
  const next = homeStart.slice()
  const homePupils = new Uint32Array(members.length)
  for (const [index, member] of members.entries()) homePupils[next[groupOf[index]!]!++] = member
  return { homeStart, homePupils }
}

/** travel.csv as a table in which every pupil is a home and every offer a place. */
function givenTravel(
  inputs: AllocationInputs,
  travel: TravelTable,
  problem: WeekProblem,
  pupils: Uint32Array,
): TravelGroup {
  const homeOf = new Int32Array(inputs.pupils.length).fill(-1)
  for (const [home, pupil] of pupils.entries()) homeOf[pupil] = home
  const placeOf = new Int32Array(problem.offers.length)
  const placeOfOffer = new Int32Array(inputs.offers.length).fill(-1)
  for (const [place, offer] of problem.offers.entries()) {
    placeOf[place] = place
    placeOfOffer[offer] = place
  }
  const limit = inputs.campaign.maxMinutes
  const rows = [...travel.pupil.keys()].filter(
    (row) =>
      homeOf[travel.pupil[row]!]! >= 0 &&
      placeOfOffer[travel.offer[row]!]! >= 0 &&
      Math.max(travel.minutesOut[row]!, travel.minutesBack[row]!) <= limit,
  )
  rows.sort((a, b) => travel.offer[a]! - travel.offer[b]! || travel.pupil[a]! - travel.pupil[b]!)
  const start = new Uint32Array(problem.offers.length + 1)
  for (const row of rows) start[placeOfOffer[travel.offer[row]!]! + 1]!++
  for (let place = 0; place < problem.offers.length; place++) start[place + 1]! += start[place]!
  const table = {
    start,
    home: Uint32Array.from(rows, (row) => homeOf[travel.pupil[row]!]!),
    minutesOut: Uint16Array.from(rows, (row) => travel.minutesOut[row]!),
    minutesBack: Uint16Array.from(rows, (row) => travel.minutesBack[row]!),
  }
  const homeStart = Uint32Array.from({ length: pupils.length + 1 }, (_, home) => home)
  return { dates: [], table, homeStart, homePupils: pupils, placeOf }
}
