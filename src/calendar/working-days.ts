import getJoursFeries from '@socialgouv/jours-feries'
import { type IsoWeek, mondayOf } from './iso-week.ts'

/**
 * Which public holidays hold: Alsace and Moselle have two more (code du travail L3134-13), overseas the abolition of slavery has its own
 * day (code du travail L3422-2).
 */
export type HolidayCalendar = 'general' | 'alsace-moselle' | keyof typeof abolition

const alsaceMoselle = new Set(['57', '67', '68'])

/** Month and day of the abolition of slavery, and the code of the département. */
const abolition = {
  guadeloupe: { code: '971', day: '05-27' },
  martinique: { code: '972', day: '05-22' },
  guyane: { code: '973', day: '06-10' },
  reunion: { code: '974', day: '12-20' },
  mayotte: { code: '976', day: '04-27' },
  'saint-barthelemy': { code: '977', day: '10-09' },
  'saint-martin': { code: '978', day: '05-28' },
} as const
const isOverseas = (name: string): name is keyof typeof abolition => Object.hasOwn(abolition, name)

/** The calendar of a département (`67`, `067`), or of a school by the first three digits of its UAI. */
export function calendarOf(departement: string): HolidayCalendar {
  const code = departement.replace(/^0(?=\d\d$)/, '')
  if (alsaceMoselle.has(code)) return 'alsace-moselle'
  return (
    Object.keys(abolition)
      .filter(isOverseas)
      .find((name) => abolition[name].code === code) ?? 'general'
  )
}

/** Whether an ISO date is a public holiday there. */
export const isPublicHoliday = (date: string, calendar: HolidayCalendar): boolean =>
  holidays(Number(date.slice(0, 4)), calendar).has(date)

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

const years = new Map<string, ReadonlySet<string>>()

function holidays(year: number, calendar: HolidayCalendar): ReadonlySet<string> {
  const key = `${year} ${calendar}`
  const known = years.get(key) ?? countHolidays(year, calendar)
  years.set(key, known)
  return known
}

function countHolidays(year: number, calendar: HolidayCalendar): ReadonlySet<string> {
  const dates = Object.values(getJoursFeries(year, { alsace: calendar === 'alsace-moselle' })).map((date) => {
    const day = Temporal.PlainDate.from({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() })
    // The package adds days of 24 h to local midnights: where clocks go back in April, it lands on the eve at 23:00.
    return (date.getHours() >= 12 ? day.add({ days: 1 }) : day).toString()
  })
  return new Set(isOverseas(calendar) ? [...dates, `${year}-${abolition[calendar].day}`] : dates)
}
