import { mondayOf, weekOf } from '#/calendar/index.ts'
import type { OfferContent } from './offer.ts'

/**
 * The two weeks of the national sequence of seconde in a year's June: those of 17 June 2024, 16 June 2025, 15 June 2026, so from the
 * third Monday on.
 */
export function secondeWeeks(year: number): readonly [string, string] {
  const first = Temporal.PlainDate.from({ year, month: 6, day: 1 })
  const monday = first.add({ days: ((8 - first.dayOfWeek) % 7) + 14 })
  return [weekOf(monday), weekOf(monday.add({ weeks: 1 }))]
}

/** The same weeks a year later: 52 weeks on, or the next national window where the offer is for the sequence of seconde. */
export function weeksNextYear({ schemes, weeks }: Pick<OfferContent, 'schemes' | 'weeks'>): OfferContent['weeks'] {
  const moved = weeks.flatMap((week) => {
    const monday = mondayOf(week.week)
    if (!monday) return []
    const window = secondeWeeks(monday.year)
    const place = schemes.includes('observation-2de') ? window.indexOf(week.week) : -1
    const next = place === -1 ? weekOf(monday.add({ weeks: 52 })) : secondeWeeks(monday.year + 1)[place === 0 ? 0 : 1]
    return [{ ...week, week: next, closed: false }]
  })
  return [...new Map(moved.map((week) => [week.week, week])).values()].toSorted((a, b) => (a.week < b.week ? -1 : 1))
}
