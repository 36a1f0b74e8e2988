import { mondayOf, weekOf } from '#/calendar/index.ts'
import { secondeWindowOf } from '#/rules/index.ts'
import type { OfferContent } from './offer.ts'

/**
 * The two weeks of the national sequence of seconde in a year's June, as the rules know them; from the third Monday on, as in 2024, 2025
 * and 2026, where the year's text is not out.
 */
export function secondeWeeks(year: number): readonly [string, string] {
  const known = secondeWindowOf(year)
  const first = Temporal.PlainDate.from({ year, month: 6, day: 1 })
  const monday = known ? Temporal.PlainDate.from(known.from) : first.add({ days: ((8 - first.dayOfWeek) % 7) + 14 })
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
