import type { FeedReport } from './index.ts'
import type { ServiceCalendar } from './service-calendar.ts'

/** A call's flags: whether one may get on, or off. */
export const NO_BOARDING = 1
export const NO_ALIGHTING = 2

/** A timetable as read: everything numbered by sorted identifier, so that the order of rows leaves no trace. */
export interface Feed {
  readonly report: FeedReport
  readonly stops: FeedStops
  readonly routes: FeedRoutes
  readonly trips: FeedTrips
  readonly calendar: ServiceCalendar
  readonly transfers: readonly FeedTransfer[]
}

export interface FeedStops {
  readonly names: readonly string[]
  /** NaN where the feed gives no believable position. */
  readonly lat: Float64Array
  readonly lon: Float64Array
  /** The station a stop belongs to, or -1. */
  readonly parent: Int32Array
}

export interface FeedRoutes {
  /** What a traveller reads on the vehicle. */
  readonly lines: readonly string[]
  /** In French: bus, tram, train… */
  readonly modes: readonly string[]
}

/** Trips that run by the clock. Calls of trip t stand from start[t] to start[t + 1], times in seconds of the service day. */
export interface FeedTrips {
  readonly route: Int32Array
  /** -1 when the service is unknown: the trip never runs. */
  readonly service: Int32Array
  readonly headsign: readonly string[]
  readonly start: Int32Array
  readonly stop: Int32Array
  readonly arrive: Int32Array
  readonly depart: Int32Array
  readonly flags: Uint8Array
}

/** A row of transfers.txt between two stops or stations. */
export interface FeedTransfer {
  readonly from: number
  readonly to: number
  readonly forbidden: boolean
  /** Least seconds between arriving and leaving; undefined when the feed gives none. */
  readonly seconds: number | undefined
}
