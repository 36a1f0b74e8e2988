import type { IsoWeek } from '#/calendar/index.ts'
import type { Level } from '#/rules/index.ts'
import type { Position } from '#/transit/index.ts'

/** A pupil who misses weeks, or who holds an offer for them (`fixed`). */
export interface Pupil {
  readonly id: string
  /** UAI. */
  readonly school: string
  readonly level: Level
  readonly birthDate: Temporal.PlainDate
  /** Home, or the school where no home is given. */
  readonly position: Position
  /** Ascending, within the campaign's. */
  readonly weeks: readonly IsoWeek[]
  /** Higher is served first. */
  readonly priority: number
  /** Sector codes, the preferred one first. */
  readonly wishes: readonly string[]
  readonly needs: readonly string[]
  /** The pupil's own door-to-door limit each way. */
  readonly maxMinutes: number | undefined
  /** The offer already held for these weeks: never moved, its seat is used. */
  readonly fixed: string | undefined
  /** Offers that must not be given, sorted: declined before, say. Those that the campaign does not have are left out. */
  readonly avoid: readonly string[]
}
