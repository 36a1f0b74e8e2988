import type { IsoWeek } from '#/calendar/index.ts'
import type { SchemeId } from '#/rules/index.ts'

/** A scheme, its weeks and the limits every placement of it keeps. Times are seconds since midnight. */
export interface Campaign {
  readonly scheme: SchemeId
  /** Ascending, without repetition. */
  readonly weeks: readonly IsoWeek[]
  readonly arriveBySeconds: number
  readonly leaveAfterSeconds: number
  /** Door to door, each way. */
  readonly maxMinutes: number
  readonly maxWalkMinutes: number
  readonly maxTransfers: number
  /** The text that seeds the lottery; anyone who knows it can replay the order. */
  readonly lottery: string
}
