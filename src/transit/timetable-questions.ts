import { type DayTimetable, makeDayTimetable, mirrorDayTimetable, type TimeWindow } from './day-timetable.ts'
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
export interface Questions {
  readonly questions: readonly Question[]
  readonly ofDay: readonly DayQuestions[]
}

/**
 * Makes the questions of requests to a network. Timetables are kept from one request to the next. `turned`: asked from home, so that
 * it is the morning whose time runs backwards.
 */
export function makeQuestioner(
  network: Network,
): (days: readonly FeedDays[], places: readonly WorkPlace[], turned?: boolean) => Questions {
  const byFingerprint = new Map<string, Question>()
  const byDays = new Map<string, Question>()
  const questionOn = (feedDays: FeedDays, mirrored: boolean, window: TimeWindow): Question => {
    const key = `${feedDays.join(' ')} ${mirrored} ${window.from} ${window.to}`
    const known = byDays.get(key)
    if (known) return known
    const timetable = makeDayTimetable(network, feedDays, window)
    const print = `${timetable.fingerprint} ${mirrored}`
    const question = byFingerprint.get(print) ?? oriented(timetable, mirrored)
    byFingerprint.set(print, question)
    byDays.set(key, question)
    return question
  }
  return (days, places, turned = false) => {
    // Only trips that can matter: before the last arrival in the morning, after the first leaving in the evening.
    const morning = { from: NEVER, to: -minOf(places, ({ arriveBySeconds }) => -arriveBySeconds) }
    const evening = { from: minOf(places, ({ leaveAfterSeconds }) => leaveAfterSeconds), to: -NEVER }
    if (byDays.size > MOST_KEPT) for (const kept of [byDays, byFingerprint]) kept.clear()
    const numbers = new Map<Question, number>()
    const number = (question: Question): number => {
      const known = numbers.get(question) ?? numbers.size
      numbers.set(question, known)
      return known
    }
    const ofDay = days.map((feedDays) => ({
      out: number(questionOn(feedDays, turned, morning)),
      back: number(questionOn(feedDays, !turned, evening)),
    }))
    return { questions: [...numbers.keys()], ofDay }
  }
}

/** Beyond so many days and hours, timetables are forgotten: a server must not grow for ever. */
const MOST_KEPT = 100

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
