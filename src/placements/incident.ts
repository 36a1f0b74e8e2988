/** Somebody was hurt, or anything else that the school must know. */
export type IncidentKind = 'accident' | 'incident'

/** Who told it. */
export type IncidentParty = 'pupil' | 'representative' | 'host' | 'school'

/** What happened, without a word on health. */
export interface IncidentFacts {
  readonly place: string
  readonly what: string
  /** What the pupil was doing at that moment. */
  readonly doing: string
  readonly witnesses: string
  /** What was done since: machine stopped, family called… */
  readonly measures: string
}

/** Kept apart, with its own right. */
export interface IncidentHealth {
  readonly injuries: string
  readonly care: string
  /** Where the pupil was taken, if anywhere. */
  readonly takenTo: string
}
