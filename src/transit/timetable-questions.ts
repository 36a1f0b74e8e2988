import { type DayTimetable, makeDayTimetable, mirrorDayTimetable } from './day-timetable.ts'
import { type Footpaths, makeFootpaths, mirrorFootpaths } from './footpaths.ts'
import { makeGrowingArray } from './growing-array.ts'
import type { Position, ReachLimits, WorkPlace } from './index.ts'
import { NEVER } from './latest-departures.ts'
import type { Network } from './network.ts'
import type { HomeBuckets, Question, SweepJob } from './reach-sweep.ts'

/** The day each feed answers with, for one asked date. */
export type FeedDays = readonly number[]

/** What one asked date needs: the numbers of its two questions. */
export interface DayQuestions {
  readonly out: number
  readonly back: number
}

/** The distinct questions of all asked days: equal timetables are asked once. */
export function makeQuestions(
  network: Network,
  days: readonly FeedDays[],
  places: readonly WorkPlace[],
): { questions: Question[]; ofDay: DayQuestions[] } {
  const questions: Question[] = []
  const byFingerprint = new Map<string, number>()
  const byDays = new Map<string, number>()
  const question = (feedDays: FeedDays, mirrored: boolean): number => {
    // Only trips that can matter: before the last arrival in the morning, after the first leaving in the evening.
    const window = mirrored
      ? { from: minOf(places, ({ leaveAfterSeconds }) => leaveAfterSeconds), to: -NEVER }
      : { from: NEVER, to: -minOf(places, ({ arriveBySeconds }) => -arriveBySeconds) }
    const key = `${feedDays.join(' ')} ${mirrored}`
    const known = byDays.get(key)
    if (known !== undefined) return known
    const timetable = makeDayTimetable(network, feedDays, window)
    const print = `${timetable.fingerprint} ${mirrored}`
    const number = byFingerprint.get(print) ?? questions.push(oriented(timetable, mirrored)) - 1
    byFingerprint.set(print, number)
    byDays.set(key, number)
    return number
  }
  const ofDay = days.map((feedDays) => ({ out: question(feedDays, false), back: question(feedDays, true) }))
  return { questions, ofDay }
}

const oriented = (timetable: DayTimetable, mirrored: boolean): Question => ({
  timetable: mirrored ? mirrorDayTimetable(timetable) : timetable,
  mirrored,
})

const minOf = (places: readonly WorkPlace[], value: (place: WorkPlace) => number): number =>
  places.reduce((least, place) => Math.min(least, value(place)), -NEVER)

/** The changes a network allows in both directions of time. */
export interface BothFootpaths {
  readonly footpaths: Footpaths
  readonly mirroredFootpaths: Footpaths
}

export function makeBothFootpaths(network: Network, maxWalkSeconds: number): BothFootpaths {
  const footpaths = makeFootpaths(network, maxWalkSeconds)
  return { footpaths, mirroredFootpaths: mirrorFootpaths(footpaths) }
}

export function makeSweepJob(
  network: Network,
  footpaths: BothFootpaths,
  questions: readonly Question[],
  homes: readonly Position[],
  places: readonly WorkPlace[],
  limits: ReachLimits,
): SweepJob {
  const maxWalkSeconds = limits.maxWalkMinutes * 60
  return {
    questions,
    ...footpaths,
    stopLat: network.lat,
    stopLon: network.lon,
    walkableStops: network.walkableStops,
    homeLat: Float64Array.from(homes, ({ lat }) => lat),
    homeLon: Float64Array.from(homes, ({ lon }) => lon),
    buckets: fillBuckets(network, homes, maxWalkSeconds),
    placeLat: Float64Array.from(places, ({ lat }) => lat),
    placeLon: Float64Array.from(places, ({ lon }) => lon),
    arriveBy: Int32Array.from(places, ({ arriveBySeconds }) => arriveBySeconds),
    leaveAfter: Int32Array.from(places, ({ leaveAfterSeconds }) => leaveAfterSeconds),
    maxMinutes: limits.maxMinutes,
    maxWalkSeconds,
    maxRides: limits.maxTransfers + 1,
  }
}

function fillBuckets(network: Network, homes: readonly Position[], maxWalkSeconds: number): HomeBuckets {
  const start = new Int32Array(network.stopCount + 1)
  const found = [0, 1, 2].map(() => makeGrowingArray())
  for (const [home, { lat, lon }] of homes.entries())
    network.walkable.within(lat, lon, maxWalkSeconds, (stop, walk) => {
      start[stop + 1]!++
      found[0]!.push(stop)
      found[1]!.push(home)
      found[2]!.push(walk)
    })
  for (let stop = 0; stop < network.stopCount; stop++) start[stop + 1]! += start[stop]!
  const [stopAt, homeAt, walkAt] = found.map((each) => each.take())
  const next = start.slice()
  const home = new Int32Array(homeAt!.length)
  const walk = new Int32Array(homeAt!.length)
  for (let index = 0; index < homeAt!.length; index++) {
    const at = next[stopAt![index]!]!++
    home[at] = homeAt![index]!
    walk[at] = walkAt![index]!
  }
  return { start, home, walk }
}
