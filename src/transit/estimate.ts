import { metresBetween } from '#/platform/distance.ts'
import type { DayJourneys, Journey, Position, Reach, ReachLimits } from './index.ts'
import { indexPositions } from './network.ts'
import { walkSeconds } from './walking.ts'

/** A vehicle's speed, stops and changes included: between a town bus (15 to 20 km/h) and a country coach (30 to 40 km/h). */
const RIDE_METRES_PER_SECOND = 25_000 / 3600
/** Walking to a stop, waiting, walking from the last one. */
const ACCESS_SECONDS = 12 * 60
const DETOUR = 1.4

const WARNING =
  'Aucun horaire n’a été donné\u202f: les temps sont estimés à vol d’oiseau (à pied si possible, sinon 1,4 fois la distance à 25\u00a0km/h et 12\u00a0min d’accès et d’attente). Rien ne dit qu’un bus passe.'

/**
 * Without timetables: on foot within the walk limit, else 12 minutes and 1.4 times the crow's distance at 25 km/h, the same
 * both ways and every day. An estimate, and labelled so everywhere.
 */
export function openEstimate(): Reach {
  return {
    kind: 'estimate',
    feeds: [],
    answerDays: (dates) => ({ days: dates.map((asked) => ({ asked, used: asked })), warnings: [WARNING] }),

    async table({ homes, places, limits }, { progress, signal } = {}) {
      const lat = homes.map((home) => home.lat)
      const lon = homes.map((home) => home.lon)
      const index = indexPositions([...homes.keys()], lat, lon)
      const farthest = Math.max(limits.maxWalkMinutes * 60, walkOfRide(limits.maxMinutes))
      const start = new Uint32Array(places.length + 1)
      const found: number[] = []
      for (const [number, place] of places.entries()) {
        const near: number[] = []
        index.within(place.lat, place.lon, farthest, (home) => {
          if (estimate(homes[home]!, place, limits)) near.push(home)
        })
        for (const home of near.toSorted((a, b) => a - b)) found.push(home)
        start[number + 1] = found.length
        progress?.({ stage: 'Estimation des trajets', done: number + 1, total: places.length })
        signal?.throwIfAborted()
      }
      const minutes = new Uint16Array(found.length)
      for (const [number, place] of places.entries())
        for (let at = start[number]!; at < start[number + 1]!; at++)
          minutes[at] = Math.ceil(estimate(homes[found[at]!]!, place, limits)!.seconds / 60)
      return { start, home: Uint32Array.from(found), minutesOut: minutes, minutesBack: minutes.slice() }
    },

    nearSpots(spots, limits) {
      return (home, dates, steps) =>
        Uint8Array.from(spots, (spot) => {
          const seconds = estimate(home, spot, { ...limits, maxMinutes: steps.at(-1) ?? 0 })?.seconds
          const works = dates.some((date) => spot.hours[date.dayOfWeek - 1] !== undefined)
          const step = works && seconds !== undefined ? steps.findIndex((each) => seconds <= each * 60) : -1
          return step === -1 ? steps.length : step
        })
    },

    async journeys({ dates, homes, places, limits }, pairs) {
      return pairs.map(({ home, place }) => {
        const work = places[place]!
        const found = estimate(homes[home]!, work, limits)
        return dates.map(
          (asked): DayJourneys => ({
            day: { asked, used: asked },
            out: found && journey(found, work.arriveBySeconds - found.seconds),
            back: found && journey(found, work.leaveAfterSeconds),
          }),
        )
      })
    },
  }
}

interface Estimate {
  readonly kind: 'walk' | 'ride'
  readonly seconds: number
}

function estimate(home: Position, place: Position, { maxMinutes, maxWalkMinutes }: ReachLimits): Estimate | undefined {
  const walk = walkSeconds(home.lat, home.lon, place.lat, place.lon)
  const found: Estimate =
    walk <= maxWalkMinutes * 60
      ? { kind: 'walk', seconds: walk }
      : {
          kind: 'ride',
          seconds:
            ACCESS_SECONDS +
            Math.ceil((metresBetween(home.lat, home.lon, place.lat, place.lon) * DETOUR) / RIDE_METRES_PER_SECOND),
        }
  return Math.ceil(found.seconds / 60) <= maxMinutes ? found : undefined
}

/** How long one would walk as far as a ride of so many minutes goes: what the index of positions asks. */
const walkOfRide = (maxMinutes: number): number =>
  Math.max(0, maxMinutes * 60 - ACCESS_SECONDS) * (RIDE_METRES_PER_SECOND / (4500 / 3600)) + 60

function journey({ kind, seconds }: Estimate, departSeconds: number): Journey {
  const arriveSeconds = departSeconds + seconds
  const leg = { kind, departSeconds, arriveSeconds, ...(kind === 'ride' ? { mode: 'estimation' } : {}) }
  return { departSeconds, arriveSeconds, minutes: Math.ceil(seconds / 60), transfers: 0, legs: [leg] }
}
