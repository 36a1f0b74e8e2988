import { outsideClass, publicHoliday, schoolHolidays, secondeWindow, startInPast } from './calendar-rules.ts'
import { dailyRest, dayHours, night, pause, weekHours, weeklyRest } from './hours-rules.ts'
import { fiveDays, oneSchoolWeek, pfmpLength, secondeWeeks } from './length-rules.ts'
import { duplicate, hostShare, leastAge, overlap, referentLoad, schemeLevel, tutorLoad } from './people-rules.ts'
import { pmsmpContractShare, pmsmpMonth, pmsmpObjective, pmsmpRenewal, pmsmpTwoMonths } from './pmsmp-rules.ts'

/** The law of placements, rule by rule. docs/rules.md is made from it. */
export const rules = [
  dayHours,
  weekHours,
  night,
  pause,
  dailyRest,
  weeklyRest,
  publicHoliday,
  schoolHolidays,
  outsideClass,
  startInPast,
  secondeWindow,
  fiveDays,
  secondeWeeks,
  oneSchoolWeek,
  pfmpLength,
  pmsmpMonth,
  pmsmpRenewal,
  pmsmpTwoMonths,
  pmsmpContractShare,
  pmsmpObjective,
  leastAge,
  schemeLevel,
  overlap,
  duplicate,
  tutorLoad,
  referentLoad,
  hostShare,
] as const

export type RuleId = (typeof rules)[number]['id']
