import type { HolidayCalendar, SchoolZone } from '#/calendar/index.ts'
import type { Level } from './level.ts'
import type { SchemeId } from './scheme.ts'

/** Minutes since midnight; `end` may pass 24 h (1440) for a night. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Presence on a day: what lies between two spans is a pause. A night belongs to the day on which it begins. */
export interface PresenceDay {
  /** ISO date. */
  readonly date: string
  readonly spans: readonly Span[]
}

/** Another placement of the same person, host, tutor or referent: first and last day, both included. */
export interface OtherPlacement {
  readonly id: string
  readonly scheme: SchemeId
  readonly hostId: string
  /** ISO dates. */
  readonly from: string
  readonly to: string
  /** Known for the person's own placements. */
  readonly days?: readonly PresenceDay[]
}

/** All that the rules look at of a placement. Facts that are left out are not judged: a draft is judged by what it holds. */
export interface Placement {
  /** Undefined for one that is not written yet; left out of `others` by it. */
  readonly id?: string
  readonly scheme: SchemeId
  /** ISO date of submission: the rules of that day are those that count, for ever. */
  readonly submittedOn: string
  readonly person: {
    /** ISO date. */
    readonly birthDate: string
    readonly level?: Level
  }
  /** Public holidays where the work is. */
  readonly holidays: HolidayCalendar
  /** School holidays of the person's school; undefined where nobody knows them. */
  readonly zone?: SchoolZone
  readonly days: readonly PresenceDay[]
  readonly host: {
    readonly id: string
    readonly staff?: number
    /** Other placements at this host, at any time around this one. */
    readonly others?: readonly OtherPlacement[]
  }
  /** The person's other placements that stand (neither refused nor cancelled). */
  readonly others?: readonly OtherPlacement[]
  /** The other placements that the tutor, and the referent teacher, follow. */
  readonly tutorOthers?: readonly OtherPlacement[]
  readonly referentOthers?: readonly OtherPlacement[]
  /** PMSMP: `discover`, `confirm`, `recruit`. */
  readonly objectives?: readonly string[]
  /** PMSMP: the one that this one renews, and whether its objective was met. */
  readonly renews?: { readonly id: string; readonly objectiveMet: boolean; readonly isRenewal: boolean }
  /** The insertion contract (CDDI) of an employee: ISO dates, both included. */
  readonly insertionContract?: { readonly from: string; readonly to: string }
}
