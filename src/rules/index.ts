/** What the law and the schemes allow: schemes, levels, hours at work, as dated data. */
export { sayFacility } from './facility.ts'
export { isLevel, type Level, levelNames, levels } from './level.ts'
export { isSchemeId, type SchemeId, schemeIds, schemes } from './scheme.ts'
export { type DailyHours, type HoursLimit, type HoursRefusal, hoursLimit, hoursRefusal } from './working-hours-law.ts'
