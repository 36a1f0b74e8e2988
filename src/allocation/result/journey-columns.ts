import { workingDays } from '#/calendar/index.ts'
import type { Progress } from '#/platform/progress.ts'
import type { DayJourneys, Journey, Position, Reach, WorkPlace } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { Observer } from '../observer.ts'
import { numbered } from '../problem/numbered.ts'
import { placeKey, workPlace } from '../problem/travel.ts'
import { calendarOfPupil } from '../rules/profiles.ts'

/** What a line of allocation.csv says of the day's journeys: each way on its own worst day. Seconds since midnight. */
export interface JourneyColumns {
  readonly minutesOut: number
  readonly minutesBack: number
  readonly leaveHomeSeconds: number
  readonly arriveSeconds: number
  readonly leaveSeconds: number
  readonly backHomeSeconds: number
  /** The more of the two ways. */
  readonly transfers: number
}

/** A pair to ask the journeys of; indexes into the inputs. */
export interface WantedJourney {
  readonly pupil: number
  readonly offer: number
  readonly weeks: readonly string[]
}

/** Pairs asked at once: legs of a whole country at a time would not fit in memory. */
const batch = 10_000

/** The journeys of chosen pairs, in their order; undefined where a day or a way does not work. */
export async function journeyColumns(
  inputs: AllocationInputs,
  reach: Reach,
  wanted: readonly WantedJourney[],
  options: {
    readonly progress: Progress
    readonly signal?: AbortSignal | undefined
    readonly observer?: Observer | undefined
  },
): Promise<readonly (JourneyColumns | undefined)[]> {
  const { campaign } = inputs
  const limits = {
    maxMinutes: campaign.maxMinutes,
    maxWalkMinutes: campaign.maxWalkMinutes,
    maxTransfers: campaign.maxTransfers,
  }
  const columns = Array.from({ length: wanted.length }, (): JourneyColumns | undefined => undefined)
  let done = 0
  for (const { dates, indexes } of requests(inputs, wanted)) {
    // Neighbours in the table of offers share a search from their place.
    indexes.sort((a, b) => wanted[a]!.offer - wanted[b]!.offer || a - b)
    for (let from = 0; from < indexes.length; from += batch) {
      options.signal?.throwIfAborted()
      const chosen = indexes.slice(from, from + batch)
      const homes = numbered<Position>(({ lat, lon }) => `${lat},${lon}`)
      const places = numbered<WorkPlace>(placeKey)
      const pairs = chosen.map((index) => ({
        home: homes.add(inputs.pupils[wanted[index]!.pupil]!.position),
        place: places.add(workPlace(inputs, wanted[index]!.offer)),
      }))
      const journeys = await reach.journeys(
        { dates, homes: homes.values, places: places.values, limits },
        pairs,
        options.signal ? { signal: options.signal } : {},
      )
      for (const [at, index] of chosen.entries()) {
        const own = new Set(daysOf(inputs, wanted[index]!).map(String))
        const days = (journeys[at] ?? []).filter(({ day }) => own.has(day.asked.toString()))
        columns[index] = summarise(days)
        options.observer?.journeys(wanted[index]!, days)
      }
      done += chosen.length
      options.progress({ stage: 'Horaires des trajets', done, total: wanted.length })
    }
  }
  return columns
}

/** The working days of a pair's weeks, on the calendar of the pupil's school. */
function daysOf(inputs: AllocationInputs, { pupil, weeks }: WantedJourney): readonly Temporal.PlainDate[] {
  const calendar = calendarOfPupil(inputs, inputs.pupils[pupil]!)
  return weeks.flatMap((week) => [...workingDays(week, calendar)])
}

/**
 * Pairs to ask together: those of a work place for all the days that any of them needs, since most days have the same timetable and a search
 * from a place answers for all its pairs. No place is searched on a day that none of its pairs needs.
 */
function requests(inputs: AllocationInputs, wanted: readonly WantedJourney[]) {
  const byPlace = Map.groupBy(wanted.keys(), (index) => placeKey(workPlace(inputs, wanted[index]!.offer)))
  const byDays = new Map<string, { readonly dates: readonly Temporal.PlainDate[]; readonly indexes: number[] }>()
  for (const members of byPlace.values()) {
    const days = new Map(
      members.flatMap((index) => daysOf(inputs, wanted[index]!)).map((day) => [day.toString(), day] as const),
    )
    const dates = [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const key = dates.map(([text]) => text).join()
    const request = byDays.get(key) ?? { dates: dates.map(([, day]) => day), indexes: [] }
    byDays.set(key, request)
    for (const index of members) request.indexes.push(index)
  }
  return byDays.values()
}

function summarise(days: readonly DayJourneys[]): JourneyColumns | undefined {
  const out = longest(days.map((day) => day.out))
  const back = longest(days.map((day) => day.back))
  if (!out || !back) return undefined
  return {
    minutesOut: out.minutes,
    minutesBack: back.minutes,
    leaveHomeSeconds: out.departSeconds,
    arriveSeconds: out.arriveSeconds,
    leaveSeconds: back.departSeconds,
    backHomeSeconds: back.arriveSeconds,
    transfers: Math.max(out.transfers, back.transfers),
  }
}

/** The longest of the days' journeys, the first of equals; undefined when there is a day without. */
function longest(journeys: readonly (Journey | undefined)[]): Journey | undefined {
  let worst: Journey | undefined
  for (const journey of journeys) {
    if (!journey) return undefined
    if (!worst || journey.minutes > worst.minutes) worst = journey
  }
  return worst
}
