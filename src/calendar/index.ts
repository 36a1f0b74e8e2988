/** Weeks, working days, public holidays: when a placement can be. */
export { type IsoWeek, mondayOf, sayDate, sayWeek, sayWeeks, weekDefect } from './iso-week.ts'
export { calendarOf, type HolidayCalendar, workingDays } from './working-days.ts'
