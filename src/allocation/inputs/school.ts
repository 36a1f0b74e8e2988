import type { HolidayCalendar } from '#/calendar/index.ts'
import type { Position } from '#/transit/index.ts'

/** A school as the allocation needs it. */
export interface School {
  readonly uai: string
  readonly name: string
  readonly commune: string | undefined
  readonly position: Position | undefined
  readonly calendar: HolidayCalendar
}
