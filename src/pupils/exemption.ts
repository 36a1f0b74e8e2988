/** Why a pupil need not find a place for some weeks. Of health, the school keeps the reasons: here stands only that there is one. */
export const exemptionReasons = {
  mobility: 'séjour ou échange à l’étranger',
  health: 'raison de santé',
  family: 'raison familiale',
  employment: 'contrat de travail ou apprentissage',
  schooling: 'scolarité aménagée',
  other: 'autre raison',
} as const

export type ExemptionReason = keyof typeof exemptionReasons
export const isExemptionReason = (text: string): text is ExemptionReason => Object.hasOwn(exemptionReasons, text)

/** Those that a few words may explain. What could tell of someone's health or family is not written. */
export const explained: ReadonlySet<ExemptionReason> = new Set(['mobility', 'employment', 'schooling', 'other'])

/** A pupil who need not find a place for a period of the class. */
export interface Exemption {
  readonly id: string
  readonly pupilId: string
  readonly periodId: string
  readonly reason: ExemptionReason
  readonly words: string | undefined
  readonly since: Temporal.Instant
}
