import { dayWords, momentWords } from '#/design/index.ts'

/** « dimanche 14 juin au soir » for a midnight, which people take for the day after; « jeudi 11 juin à 10 h 42 » otherwise. */
export function deadlineWords(instant: Temporal.Instant, timeZone: string): string {
  const at = instant.toZonedDateTimeISO(timeZone)
  const isMidnight = at.hour === 0 && at.minute === 0
  return isMidnight ? `${dayWords(at.toPlainDate().subtract({ days: 1 }))} au soir` : momentWords(instant, timeZone)
}
