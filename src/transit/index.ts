/**
 * Reach by public transport and on foot: the door of this feature.
 * Times of day are seconds since midnight of the service day; positions are WGS84 degrees; minutes are whole, rounded up.
 */
import type { Progress } from '#/platform/progress.ts'

export { describeDays } from './describe-days.ts'
export { openEstimate } from './estimate.ts'
export { openTimetableBytes, openTimetables } from './open-timetables.ts'

export interface Position {
  readonly lat: number
  readonly lon: number
}

/** A work place, with the hours that rule its journeys. */
export interface WorkPlace extends Position {
  readonly arriveBySeconds: number
  readonly leaveAfterSeconds: number
}

export interface ReachLimits {
  /** Door to door, each way. */
  readonly maxMinutes: number
  /** Each walk of a journey, first and last included. */
  readonly maxWalkMinutes: number
  readonly maxTransfers: number
}

/** What was found wrong or left out in a feed: a kind, how often, one example, in French. */
export interface FeedDefect {
  readonly kind: string
  readonly count: number
  readonly example: string
}

export interface FeedReport {
  readonly name: string
  readonly sha256: string
  readonly routes: number
  readonly stops: number
  readonly trips: number
  readonly stopTimes: number
  readonly firstDate: string
  readonly lastDate: string
  readonly defects: readonly FeedDefect[]
}

/** The day a journey is asked for, and the day of the timetable that answers (another one when the feed does not truly cover it). */
export interface AnswerDay {
  readonly asked: Temporal.PlainDate
  readonly used: Temporal.PlainDate
  /** In the order of `feeds`, only where they answer with different days; `used` is then the first that is not the day asked. */
  readonly usedByFeed?: readonly Temporal.PlainDate[]
}

/** Which dates an answer rests on, and what a person must know about it (lines that vanish, dates past the feed's end), in French. */
export interface AnswerDays {
  readonly days: readonly AnswerDay[]
  readonly warnings: readonly string[]
}

/** Every pair within the limits on every day. Pairs are grouped by place: those of place p stand from start[p] to start[p + 1], homes ascending. */
export interface ReachTable {
  readonly start: Uint32Array
  readonly home: Uint32Array
  /** Door to door, the worst of the days. */
  readonly minutesOut: Uint16Array
  readonly minutesBack: Uint16Array
}

export interface JourneyLeg {
  readonly kind: 'walk' | 'ride'
  readonly departSeconds: number
  readonly arriveSeconds: number
  /** Stop names; undefined at home and at the work place. */
  readonly from?: string
  readonly to?: string
  /** Of a ride. */
  readonly line?: string
  readonly headsign?: string
  readonly mode?: string
}

export interface Journey {
  readonly departSeconds: number
  readonly arriveSeconds: number
  readonly minutes: number
  readonly transfers: number
  readonly legs: readonly JourneyLeg[]
}

/** A day's journeys of a pair; a way that does not work is undefined. */
export interface DayJourneys {
  readonly day: AnswerDay
  readonly out: Journey | undefined
  readonly back: Journey | undefined
}

export interface ReachRequest {
  readonly dates: readonly Temporal.PlainDate[]
  readonly homes: readonly Position[]
  readonly places: readonly WorkPlace[]
  readonly limits: ReachLimits
}

/** Where and when one is expected: hours from Monday on, undefined for a day that is not worked. */
export interface Spot extends Position {
  readonly hours: readonly (Pick<WorkPlace, 'arriveBySeconds' | 'leaveAfterSeconds'> | undefined)[]
}

/**
 * From one home, how near each spot is: the index in `steps` (minutes, ascending) of the first that is enough on every one of the
 * dates that the spot works, both ways, waiting for the hour included: who leaves home so long before it arrives in time, and who leaves
 * work then is home so long after. `steps.length`: none is, or the spot works on none of the dates.
 */
export type NearSpots = (home: Position, dates: readonly Temporal.PlainDate[], steps: readonly number[]) => Uint8Array

/**
 * A way to know who reaches what: timetables, or an estimate where there is none.
 * Same feeds (rows in any order) and same request: same answer, on any number of threads.
 */
export interface Reach {
  readonly kind: 'timetable' | 'estimate'
  readonly feeds: readonly FeedReport[]
  answerDays(dates: readonly Temporal.PlainDate[]): AnswerDays
  /** All pairs, both ways, every day. Rejects with the signal's reason when stopped. */
  table(
    request: ReachRequest,
    options?: { progress?: Progress; signal?: AbortSignal; threads?: number },
  ): Promise<ReachTable>
  /** Gets ready to say, home after home, how near these spots are. */
  nearSpots(spots: readonly Spot[], limits: Omit<ReachLimits, 'maxMinutes'>): NearSpots
  /** The journeys of chosen pairs, day by day, in the order of `pairs`; agrees with `table` to the minute. */
  journeys(
    request: ReachRequest,
    pairs: readonly { readonly home: number; readonly place: number }[],
    options?: { progress?: Progress; signal?: AbortSignal },
  ): Promise<readonly (readonly DayJourneys[])[]>
}
