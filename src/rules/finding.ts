import type { RuleId } from './rule-table.ts'

/** `refused`: the placement cannot be; `warning`: someone has to look, nothing is stopped. */
export type Severity = 'refused' | 'warning'

/** Where in a placement or an offer something is wrong. */
export interface Where {
  readonly field:
    | 'hours'
    | 'dates'
    | 'weeks'
    | 'levels'
    | 'age'
    | 'objective'
    | 'renewal'
    | 'tutor'
    | 'referent'
    | 'host'
    | 'text'
  /** ISO date of the first day concerned. */
  readonly day?: string
  /** ISO weekday of an offer's hours, 1 for Monday. */
  readonly weekday?: number
}

/** What a rule has to say about a placement. */
export interface Finding {
  readonly rule: RuleId
  readonly severity: Severity
  /** The text that says so: « code du travail, article L3162-1 ». */
  readonly article: string
  /** What is wrong, in plain French, with the days and hours concerned. */
  readonly message: string
  readonly where: Where
  /** How to mend it. */
  readonly mend: string
  /** Whether a validator may let it pass, with a written reason. */
  readonly overridable: boolean
}
