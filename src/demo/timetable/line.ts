import type { Point } from '../place.ts'

export interface Stop extends Point {
  readonly id: string
  readonly name: string
}

/** On which days a trip runs; `service-days.ts` gives them dates. */
export type Service = 'weekdays' | 'school-days' | 'wednesdays' | 'saturdays' | 'sundays'

export type Mode = 'rail' | 'coach' | 'bus'

/** Trips of a line in one direction that leave their first stop at these times. */
export interface Departures {
  readonly service: Service
  /** Against the order of the stops. */
  readonly reverse: boolean
  /** Seconds since midnight. */
  readonly at: readonly number[]
}

/** A line with its stops in order and the seconds from each to the next. */
export interface Line {
  readonly id: string
  readonly mode: Mode
  readonly shortName: string
  readonly longName: string
  readonly stops: readonly Stop[]
  readonly runSeconds: readonly number[]
  readonly departures: readonly Departures[]
}

/** Times from `from` to `to`, every `everyMinutes`. */
export function every(everyMinutes: number, from: number, to: number): number[] {
  const times: number[] = []
  for (let time = from; time <= to; time += everyMinutes * 60) times.push(time)
  return times
}

/** Seconds since midnight. */
export const clock = (hour: number, minute = 0): number => (hour * 60 + minute) * 60

/** Whole half-minutes, as timetables are written. */
export const halfMinutes = (seconds: number): number => Math.max(60, Math.round(seconds / 30) * 30)
