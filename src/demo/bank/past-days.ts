import type { Random } from '../random.ts'

/** When people do things: pupils in the evening, those who work in working hours. */
const hours = { pupil: [16, 21], host: [8, 17] } as const

/** A moment of a day before today, Paris time: never in the future. */
export function pastMoment(
  now: Temporal.Instant,
  daysAgo: number,
  who: keyof typeof hours,
  random: Random,
): Temporal.Instant {
  const [from, until] = hours[who]
  return now
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDate()
    .subtract({ days: Math.max(1, daysAgo) })
    .toZonedDateTime({
      timeZone: 'Europe/Paris',
      plainTime: Temporal.PlainTime.from({
        hour: random.between(from, until - 1),
        minute: random.below(60),
        second: random.below(60),
      }),
    })
    .toInstant()
}

/** Since how many days pupils apply: since the school year of the placements began; in summer, before it did, as if it had. */
export function bankAge(now: Temporal.Instant, weeks: readonly string[]): number {
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const began = Temporal.PlainDate.from({ year: Number(weeks[0]?.slice(0, 4)) - 1, month: 9, day: 3 })
  return Math.min(longest, Math.max(shortest, began.until(today).days))
}

const [shortest, longest] = [28, 300]
