import { type RunJourney, summariseDays } from '#/runs/index.ts'
import type { DayJourneys, NearSpots, Position, Reach, Spot, WorkPlace } from '#/transit/index.ts'
import { travelSteps } from './criteria.ts'

/** Each walk of a journey, and how often one changes: what an allocation takes when its campaign says nothing else. */
export const travelLimits = { maxWalkMinutes: 30, maxTransfers: 2 } as const
/** A journey is shown however long, up to this. */
const longestMinutes = 240

/** What can be asked of a territory's timetables, in plain data that crosses threads. Dates are ISO texts. */
export type TravelQuestion =
  | { readonly kind: 'spots'; readonly spots: readonly Spot[] }
  | { readonly kind: 'near'; readonly home: Position; readonly dates: readonly string[] }
  | {
      readonly kind: 'journeys'
      readonly home: Position
      readonly places: readonly { readonly place: Spot; readonly dates: readonly string[] }[]
    }

export interface TravelDesk {
  answer(question: TravelQuestion): Promise<unknown>
}

/** Answers the questions of a search over one way to know who reaches what. */
export function makeTravelDesk(reach: Reach): TravelDesk {
  let near: NearSpots | undefined
  return {
    async answer(question) {
      if (question.kind === 'journeys') return journeysTo(reach, question.home, question.places)
      if (question.kind === 'near')
        return near?.(question.home, question.dates.map(readDate), travelSteps) ?? new Uint8Array()
      near = reach.nearSpots(question.spots, travelLimits)
      return question.spots.length
    },
  }
}

const readDate = (text: string) => Temporal.PlainDate.from(text)

type AskedPlaces = Extract<TravelQuestion, { readonly kind: 'journeys' }>['places']

/** One journey for each place, told by its longest day; undefined where a day that it works has no way there or back. */
async function journeysTo(
  reach: Reach,
  home: Position,
  asked: AskedPlaces,
): Promise<readonly (RunJourney | undefined)[]> {
  const days = asked.map((): DayJourneys[] => [])
  for (const group of Map.groupBy(asked.flatMap(visitsOf), ({ dates }) => dates.join()).values()) {
    const request = {
      dates: group[0]!.dates.map(readDate),
      homes: [home],
      places: group.map(({ place }) => place),
      limits: { ...travelLimits, maxMinutes: longestMinutes },
    }
    const found = await reach.journeys(
      request,
      group.map((_, place) => ({ home: 0, place })),
    )
    for (const [index, { number }] of group.entries()) days[number]!.push(...found[index]!)
  }
  return days.map(summariseDays)
}

/** A place with the dates on which it keeps the same hours. */
function visitsOf({ place: { lat, lon, hours }, dates }: AskedPlaces[number], number: number) {
  const worked = dates.filter((date) => hours[readDate(date).dayOfWeek - 1] !== undefined)
  const byHours = Map.groupBy(worked, (date) => JSON.stringify(hours[readDate(date).dayOfWeek - 1]))
  return [...byHours.values()].map((same) => {
    const place: WorkPlace = { lat, lon, ...hours[readDate(same[0]!).dayOfWeek - 1]! }
    return { number, place, dates: same }
  })
}
