import { defineEvent } from '#/platform/events.ts'

/** A pupil confirmed: the seats are taken in the same transaction. An agreement is drafted from it. */
export const applicationConfirmed = defineEvent<{ readonly territoryId: string; readonly applicationId: string }>(
  'applications.confirmed',
)

/** A confirmed place was given back: its seats are free again. */
export const applicationCancelled = defineEvent<{ readonly territoryId: string; readonly applicationId: string }>(
  'applications.cancelled',
)
