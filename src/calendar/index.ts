/** Weeks, working days, public holidays: when a placement can be. */
export { type IsoWeek, mondayOf, sayDate, sayWeek, sayWeeks, weekDefect, weekOf } from './iso-week.ts'
export { holidaysOfZone, knowsSchoolHolidays, type SchoolZone, schoolHolidayOn, zoneOf } from './school-holidays.ts'
export { calendarOf, type HolidayCalendar, isPublicHoliday, workingDays } from './working-days.ts'
