import { progressOfYear, secondeSeason } from './bank/season.ts'
import type { Standing } from './territory.ts'

/** Days from a place that is found to its signed agreement, as most need. */
const toSign = 8

/** The placements that are looked for on a day, and how far their year is: few have a place in autumn, nearly all in June. */
export function standingOn(now: Temporal.Instant, given: number | undefined): { year: number; standing: Standing } {
  const today = now.toZonedDateTimeISO('Europe/Paris').toPlainDate()
  // Pupils look for a place that is still to come.
  const year = given ?? (today.month < 6 || (today.month === 6 && today.day < 15) ? today.year : today.year + 1)
  // A place that is found now is signed some days later: the season says when places are held by an agreement.
  const progress = progressOfYear(year, secondeSeason)(today.add({ days: toSign }))
  const held = Math.min(0.97, 0.02 + progress)
  // Seats for each week needed. In autumn some are still to come, not so many that a whole territory were one shortage; towards the end hosts
  // have some to spare, or the last ones would find nothing near.
  const seats = 0.86 + 0.38 * progress
  return { year, standing: { held, free: (seats - held) / (1 - held) } }
}
