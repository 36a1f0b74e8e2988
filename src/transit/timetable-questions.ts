import { type DayTimetable, makeDayTimetable, mirrorDayTimetable } from './day-timetable.ts'
import type { Footpaths } from './footpaths.ts'
import type { Position, ReachLimits, WorkPlace } from './index.ts'
import { NEVER } from './labels.ts'
import type { Network } from './network.ts'
import type { Question, SweepJob } from './reach-sweep.ts'
import { makeWalks, type WalksOf } from './walks.ts'

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

export function makeSweepJob(
  network: Network,
  footpaths: Footpaths,
  questions: readonly Question[],
  homes: readonly Position[],
  places: readonly WorkPlace[],
  limits: ReachLimits,
): SweepJob {
  const maxWalkSeconds = limits.maxWalkMinutes * 60
  const homeLat = Float64Array.from(homes, ({ lat }) => lat)
  const homeLon = Float64Array.from(homes, ({ lon }) => lon)
  const walksOf: WalksOf = (home, visit) => {
    if (!Number.isNaN(homeLat[home]!)) network.walkable.within(homeLat[home]!, homeLon[home]!, maxWalkSeconds, visit)
  }
  return {
    questions,
    footpaths,
    squares: network.squares,
    stopLat: network.lat,
    stopLon: network.lon,
    walkableStops: network.walkableStops,
    homeLat,
    homeLon,
    homeWalks: makeWalks(homeLat, homeLon, walksOf, network.squares),
    placeLat: Float64Array.from(places, ({ lat }) => lat),
    placeLon: Float64Array.from(places, ({ lon }) => lon),
    arriveBy: Int32Array.from(places, ({ arriveBySeconds }) => arriveBySeconds),
    leaveAfter: Int32Array.from(places, ({ leaveAfterSeconds }) => leaveAfterSeconds),
    maxMinutes: limits.maxMinutes,
    maxWalkSeconds,
    maxRides: limits.maxTransfers + 1,
  }
}
