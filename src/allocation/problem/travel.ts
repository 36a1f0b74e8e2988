import { type HolidayCalendar, workingDays } from '#/calendar/index.ts'
import type { Progress } from '#/platform/progress.ts'
import type { Position, Reach, ReachRequest, ReachTable, WorkPlace } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { TravelTable } from '../inputs/read-travel.ts'
import { calendarOfPupil } from '../rules/profiles.ts'
import { numbered } from './numbered.ts'
import { mayMiss, type WeekProblem, weeksFilled } from './week-problem.ts'

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
 * Who reaches what, problem after problem. One request per set of days within a problem, since pupils of Alsace and Moselle have other
 * holidays and offers `all` may list other weeks; and one for several problems whose days the same timetables answer, as happens when a
 * feed does not cover the weeks: it is then asked for all their pupils and places together. Pupils are indexes into the inputs.
 */
export function travelPlanner(inputs: AllocationInputs, reach: Reach | undefined, problems: readonly WeekProblem[]) {
  const shared = reach && !inputs.travel ? sharedRequests(inputs, reach, problems) : undefined
  return async (problem: WeekProblem, pupils: Uint32Array, options: TravelOptions): Promise<readonly TravelGroup[]> => {
    if (inputs.travel) return [givenTravel(inputs, inputs.travel, problem, pupils)]
    if (!reach) return []
    const groups: TravelGroup[] = []
    for (const { dates, offers, calendars } of sameDays(inputs, problem)) {
      const chosen = pupils.filter((pupil) => calendars.has(calendarOfPupil(inputs, inputs.pupils[pupil]!)))
      const request = shared?.get(questionsOf(reach, dates))
      if (request) request.problems--
      if (chosen.length === 0 || offers.length === 0) continue
      const homes = request?.homes ?? homesNumbered()
      const places = request?.places ?? numbered<WorkPlace>(placeKey)
      const homeOf = Uint32Array.from(chosen, (pupil) => homes.add(inputs.pupils[pupil]!.position))
      const placeOf = new Int32Array(problem.offers.length).fill(-1)
      for (const offer of offers) placeOf[offer] = places.add(workPlace(inputs, problem.offers[offer]!))
      const table =
        request?.table ?? (await tableOf(inputs, reach, { dates, homes: homes.values, places: places.values }, options))
      // Kept for the problems to come, then let go.
      if (request) request.table = request.problems > 0 ? table : undefined
      groups.push({ dates, table, ...groupBy(homeOf, homes.values.length, chosen), placeOf })
    }
    return groups
  }
}

const homesNumbered = () => numbered<Position>(({ lat, lon }) => `${lat},${lon}`)

interface SharedRequest {
  /** How many problems still need it. */
  problems: number
  readonly homes: ReturnType<typeof homesNumbered>
  readonly places: ReturnType<typeof numbered<WorkPlace>>
  table: ReachTable | undefined
}

/** The requests that several problems make, by the questions they come to, each with all the homes and places of these problems. */
function sharedRequests(
  inputs: AllocationInputs,
  reach: Reach,
  problems: readonly WeekProblem[],
): ReadonlyMap<string, SharedRequest> {
  const asking = problems.flatMap((problem) => [...sameDays(inputs, problem)].map((group) => ({ problem, ...group })))
  const requests = new Map<string, SharedRequest>()
  for (const [questions, groups] of Map.groupBy(asking, ({ dates }) => questionsOf(reach, dates))) {
    if (groups.length < 2) continue
    const request = {
      problems: groups.length,
      homes: homesNumbered(),
      places: numbered<WorkPlace>(placeKey),
      table: undefined,
    }
    for (const { problem, offers, calendars } of groups) {
      for (const pupil of inputs.pupils)
        if (mayMiss(pupil, problem) && calendars.has(calendarOfPupil(inputs, pupil))) request.homes.add(pupil.position)
      for (const offer of offers) request.places.add(workPlace(inputs, problem.offers[offer]!))
    }
    requests.set(questions, request)
  }
  return requests
}

/** What a request comes to: the days whose timetables answer. An estimate does not look at days. */
function questionsOf(reach: Reach, dates: readonly Temporal.PlainDate[]): string {
  if (reach.kind === 'estimate') return ''
  const used = reach.answerDays(dates).days.map((day) => (day.usedByFeed ?? [day.used]).join('+'))
  return [...new Set(used)].toSorted().join()
}

async function tableOf(
  { campaign }: AllocationInputs,
  reach: Reach,
  asked: Pick<ReachRequest, 'dates' | 'homes' | 'places'>,
  { signal, threads, progress }: TravelOptions,
): Promise<ReachTable> {
  const limits = {
    maxMinutes: campaign.maxMinutes,
    maxWalkMinutes: campaign.maxWalkMinutes,
    maxTransfers: campaign.maxTransfers,
  }
  return await reach.table(
    { ...asked, limits },
    { progress, ...(signal ? { signal } : {}), ...(threads === undefined ? {} : { threads }) },
  )
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
