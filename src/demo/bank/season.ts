import { type Random, runningTotals } from '../random.ts'

/** How much of what the year brings comes in each month, January first. */
export type Season = readonly [
  ...[number, number, number, number, number, number],
  ...[number, number, number, number, number, number],
]

/** Of those of seconde: hardly anything in September, a push after Christmas, a rush in May and June. */
export const secondeSeason: Season = [12, 9, 13, 12, 34, 14, 0.5, 0.5, 0.5, 3, 6, 5]

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

/** When the school year of the placements of a June begins, and when its last placements start. */
const [firstDay, lastDay] = [
  { month: 9, day: 3 },
  { month: 6, day: 15 },
] as const

/** The evenings of a school year with the share of all it brings that has come by then: 0 before it, 1 once it is over. */
export function progressOfYear(year: number, season: Season): (day: Temporal.PlainDate) => number {
  const first = Temporal.PlainDate.from({ year: year - 1, ...firstDay })
  const length = first.until(Temporal.PlainDate.from({ year, ...lastDay })).days
  let sum = 0
  const sums = Array.from({ length }, (_, index) => {
    const day = first.add({ days: index })
    sum += (season[day.month - 1] ?? 1) * (day.dayOfWeek > 5 ? weekend : 1)
    return sum
  })
  return (day) => {
    const index = first.until(day).days
    return index < 0 ? 0 : (sums[Math.min(index, length - 1)] ?? sum) / sum
  }
}
