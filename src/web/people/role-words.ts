import { capital, dayWords } from '#/design/index.ts'
import { type RoleName, roles } from '#/identity/index.ts'

/** « Direction », as a title or at the start of a line. */
export const roleTitle = (role: RoleName): string => (role === 'ddfpt' ? 'DDFPT' : capital(roles[role].label))

/** « jusqu’au 30 juin 2026 »: the last day of a role that ends at a moment. */
export function untilWords(endsAt: Temporal.Instant, timeZone = 'Europe/Paris'): string {
  const last = endsAt.subtract({ seconds: 1 }).toZonedDateTimeISO(timeZone).toPlainDate()
  return `jusqu’au ${dayWords(last, { weekday: false, year: true })}`
}
