import type { IsoWeek } from '#/calendar/index.ts'
import type { Level } from '#/rules/index.ts'
import type { Position } from '#/transit/index.ts'

/** Seats at a work place, by week. */
export interface Offer {
  readonly id: string
  readonly host: string
  readonly title: string
  readonly sector: string
  readonly position: Position
  readonly levels: readonly Level[]
  /** Weeks ascending, each within the campaign's. */
  readonly seats: readonly { readonly week: IsoWeek; readonly seats: number }[]
  /** `all`: a pupil takes the seat for all the listed weeks together. */
  readonly span: 'week' | 'all'
  /** How many pupils must come together; below `min` the group does not run. */
  readonly group: { readonly min: number; readonly max: number } | undefined
  /** Years on the first day. */
  readonly minAge: number | undefined
  readonly facilities: readonly string[]
  /** UAIs it is reserved for; empty: for all. */
  readonly schools: readonly string[]
  readonly minPriority: number | undefined
  /** Daily hours in seconds since midnight: the offer's own, or the campaign's. */
  readonly startSeconds: number
  readonly endSeconds: number
  readonly breakMinutes: number
}

/** Seats listed for a week; 0 when the week is not listed. */
export function seatsIn(offer: Pick<Offer, 'seats'>, week: IsoWeek): number {
  return offer.seats.find((each) => each.week === week)?.seats ?? 0
}
