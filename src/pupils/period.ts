import type { IsoWeek } from '#/calendar/index.ts'
import type { SchemeId } from '#/rules/index.ts'

/** The weeks that a class has to fill for a scheme. */
export interface Period {
  readonly territoryId: string
  readonly id: string
  readonly school: string
  readonly classId: string
  readonly scheme: SchemeId
  readonly name: string
  /** Ascending. */
  readonly weeks: readonly IsoWeek[]
}

export type NewPeriod = Omit<Period, 'territoryId'>
