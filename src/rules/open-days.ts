import {
  type HolidayCalendar,
  isPublicHoliday,
  knowsSchoolHolidays,
  type SchoolZone,
  schoolHolidayOn,
} from '#/calendar/index.ts'
import { publicHoliday, secondeWindowOf } from './calendar-rules.ts'
import { inForce } from './rule.ts'
import { type SchemeId, schoolSchemes } from './scheme.ts'

/** Whether someone of `age` may be present that day in this scheme, hours aside: what is not known does not close it. */
export function isOpenDay(
  scheme: SchemeId,
  date: string,
  age: number,
  holidays: HolidayCalendar,
  zone: SchoolZone | undefined,
): boolean {
  const minorsUpTo = inForce(publicHoliday.versions, date)?.parameters.minorsUpTo ?? 0
  if (age <= minorsUpTo && isPublicHoliday(date, holidays)) return false
  if (zone !== undefined && knowsSchoolHolidays(zone, date)) {
    const off = schoolHolidayOn(zone, date) !== undefined
    if (off ? schoolSchemes.some((each) => each === scheme) : scheme === 'mini-stage') return false
  }
  if (scheme !== 'observation-2de') return true
  const window = secondeWindowOf(Number(date.slice(0, 4)))
  return !window || (window.from <= date && date <= window.to)
}
