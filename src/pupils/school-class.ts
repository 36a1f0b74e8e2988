import type { Level } from '#/rules/index.ts'

/** A class of a school in one school year. */
export interface SchoolClass {
  readonly territoryId: string
  readonly id: string
  /** UAI */
  readonly school: string
  readonly name: string
  readonly level: Level
  /** 2025 for 2025-2026. */
  readonly schoolYear: number
  /** Printed for the pupils to sign in with, beside their own code. */
  readonly signInCode: string
}

/** A class to write; a sign-in code is made where none is given, and a class that exists keeps its own. */
export type NewClass = Omit<SchoolClass, 'territoryId' | 'signInCode'> & { readonly signInCode?: string }

/** « 2025-2026 ». */
export const schoolYearWords = (year: number): string => `${year}-${year + 1}`

/** The school year that a day belongs to: it starts in August. */
export const schoolYearOf = (day: Temporal.PlainDate): number => (day.month >= 8 ? day.year : day.year - 1)
