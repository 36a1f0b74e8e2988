import { type Random, runningTotals } from '../random.ts'

/** How much of what the year brings comes in each month, January first. */
export type Season = readonly [
  ...[number, number, number, number, number, number],
  ...[number, number, number, number, number, number],
]

/** Of those of seconde: hardly anything in September, a push after Christmas, a rush in May and June. */
export const secondeSeason: Season = [9, 8, 12, 10, 26, 22, 3, 1, 1, 4, 8, 6]

/** Less on Saturdays and Sundays. */
const weekend = 0.35

/** Draws how many days ago something happened, among the days of a school year so far. */
export function drawDays(now: Temporal.Instant, age: number, season: Season): (random: Random) => number {
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const totals = runningTotals(
    Array.from({ length: age }, (_, index) => {
      const day = today.subtract({ days: index + 1 })
      return (season[day.month - 1] ?? 1) * (day.dayOfWeek > 5 ? weekend : 1)
    }),
  )
  return (random) => random.pickRunning(totals) + 1
}
