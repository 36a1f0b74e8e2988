import getJoursFeries from '@socialgouv/jours-feries'
import { type IsoWeek, mondayOf } from './iso-week.ts'

/** Which public holidays rule a school: Alsace and Moselle have two more (loi locale, code du travail L3134-13). */
export type HolidayCalendar = 'general' | 'alsace-moselle'

const alsaceMoselle = new Set(['57', '67', '68'])

/** The calendar of a département (`67`, `067`), or of a school by the first three digits of its UAI. */
export function calendarOf(departement: string): HolidayCalendar {
  return alsaceMoselle.has(departement.replace(/^0(?=\d\d$)/, '')) ? 'alsace-moselle' : 'general'
}

/** Monday to Friday of a week, public holidays left out (none for minors: code du travail L3164-6). */
export function workingDays(week: IsoWeek, calendar: HolidayCalendar): readonly Temporal.PlainDate[] {
  const key = `${week} ${calendar}`
  const known = cache.get(key)
  if (known) return known
  const monday = mondayOf(week)
  if (!monday) throw new RangeError(`${week} is not an ISO week`)
  const days = [0, 1, 2, 3, 4]
    .map((after) => monday.add({ days: after }))
    .filter((day) => !holidays(day.year, calendar).has(day.toString()))
  cache.set(key, days)
  return days
}
const cache = new Map<string, readonly Temporal.PlainDate[]>()

function holidays(year: number, calendar: HolidayCalendar): ReadonlySet<string> {
  const dates = Object.values(getJoursFeries(year, { alsace: calendar === 'alsace-moselle' })).map((date) => {
    const day = Temporal.PlainDate.from({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() })
    // The package adds days of 24 h to local midnights: where clocks go back in April, it lands on the eve at 23:00.
    return (date.getHours() >= 12 ? day.add({ days: 1 }) : day).toString()
  })
  return new Set(dates)
}
