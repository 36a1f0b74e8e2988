import type { RoleName } from '#/identity/index.ts'

/** Why somebody reports an offer. Grave: a young person could come to harm. */
export const reportReasons = {
  behaviour: { label: 'Propos ou comportements déplacés', grave: true },
  danger: { label: 'Travail dangereux ou interdit aux mineurs', grave: true },
  job: { label: 'Un emploi déguisé, une vente, une formation payante', grave: false },
  false: { label: 'Cette offre ou cette structure n’existe pas', grave: false },
  closed: { label: 'La structure n’accueille plus', grave: false },
  other: { label: 'Autre chose', grave: false },
} as const

export type ReportReason = keyof typeof reportReasons
export const isReportReason = (text: string): text is ReportReason => Object.hasOwn(reportReasons, text)

/** Those whose word on something grave pauses an offer at once. */
export const trustedRoles = [
  'head',
  'ddfpt',
  'secretary',
  'teacher',
  'coordinator',
] as const satisfies readonly RoleName[]

/** Independent reports from which the offer goes to the head of the queue. */
export const manyReports = 3
