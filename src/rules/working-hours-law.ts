import { type SchemeId, schemes } from './scheme.ts'

/** What the law allows a person of some age to work, as dated data: the version in force on the day is the one that counts. */
export interface HoursLimit {
  readonly id: string
  /** First day in force; the last is the eve of a later version of the same id. */
  readonly from: string
  readonly appliesTo: 'observation' | 'other'
  /** Whole years, both included. */
  readonly ages: { readonly from: number; readonly to: number }
  readonly dayMinutes: number
  readonly weekMinutes: number
  /** No work outside these hours of the day. */
  readonly window: { readonly startHour: number; readonly endHour: number }
  /** Longest presence without a pause, and the least pause. */
  readonly pause: { readonly afterMinutes: number; readonly minutes: number }
  readonly article: string
}

const minorPause = { afterMinutes: 270, minutes: 30 }
const day = { startHour: 6, endHour: 20 }
const evening = { startHour: 6, endHour: 22 }
const always = { startHour: 0, endHour: 24 }

/**
 * Code du travail L3162-1 (hours), L3162-3 (pause), L3163-2 (night), L3121-16, -18, -20 (adults); code de l’éducation D331-1 s. and
 * D333-3-1 (observation: the strictest hours whatever the age, no derogation).
 */
export const hoursLimits: readonly HoursLimit[] = [
  {
    id: 'observation-under-15',
    from: '2019-01-01',
    appliesTo: 'observation',
    ages: { from: 0, to: 14 },
    dayMinutes: 420,
    weekMinutes: 1800,
    window: day,
    pause: minorPause,
    article: 'code du travail, L3162-1 et L3163-2 ; code de l’éducation, D331-1 et suivants',
  },
  {
    id: 'observation',
    from: '2019-01-01',
    appliesTo: 'observation',
    ages: { from: 15, to: 200 },
    dayMinutes: 420,
    weekMinutes: 2100,
    window: day,
    pause: minorPause,
    article: 'code de l’éducation, D331-1 et suivants',
  },
  {
    id: 'under-15',
    from: '2019-01-01',
    appliesTo: 'other',
    ages: { from: 0, to: 14 },
    dayMinutes: 420,
    weekMinutes: 1800,
    window: day,
    pause: minorPause,
    article: 'code du travail, L3162-1 et L3163-2',
  },
  {
    id: '15',
    from: '2019-01-01',
    appliesTo: 'other',
    ages: { from: 15, to: 15 },
    dayMinutes: 420,
    weekMinutes: 2100,
    window: day,
    pause: minorPause,
    article: 'code du travail, L3162-1 et L3163-2',
  },
  {
    id: '16-17',
    from: '2019-01-01',
    appliesTo: 'other',
    ages: { from: 16, to: 17 },
    dayMinutes: 480,
    weekMinutes: 2100,
    window: evening,
    pause: minorPause,
    article: 'code du travail, L3162-1 et L3163-2',
  },
  {
    id: 'adult',
    from: '2019-01-01',
    appliesTo: 'other',
    ages: { from: 18, to: 200 },
    dayMinutes: 600,
    weekMinutes: 2880,
    window: always,
    pause: { afterMinutes: 360, minutes: 20 },
    article: 'code du travail, L3121-16, L3121-18 et L3121-20',
  },
]

const remembered = new Map<string, HoursLimit>()

/** The limit in force for someone of `age` years on a day of a placement of this scheme. */
export function hoursLimit(scheme: SchemeId, age: number, on: Temporal.PlainDate): HoursLimit {
  const key = `${scheme} ${age} ${on.toString()}`
  const known = remembered.get(key)
  if (known) return known
  const appliesTo = schemes[scheme].observation ? 'observation' : 'other'
  const limit = hoursLimits
    .filter((each) => each.appliesTo === appliesTo && age >= each.ages.from && age <= each.ages.to)
    .filter((each) => Temporal.PlainDate.compare(Temporal.PlainDate.from(each.from), on) <= 0)
    .reduce<HoursLimit | undefined>((latest, each) => (!latest || each.from >= latest.from ? each : latest), undefined)
  if (!limit) throw new RangeError(`no law on hours is encoded for ${on.toString()}`)
  remembered.set(key, limit)
  return limit
}

export interface DailyHours {
  readonly startSeconds: number
  readonly endSeconds: number
  readonly breakMinutes: number
}

export type HoursRefusal = 'day' | 'week' | 'window' | 'pause'

/** What of the law these hours break on a week of so many working days; undefined when nothing. */
export function hoursRefusal(limit: HoursLimit, hours: DailyHours, workingDays: number): HoursRefusal | undefined {
  const presence = (hours.endSeconds - hours.startSeconds) / 60
  const worked = presence - hours.breakMinutes
  if (hours.startSeconds < limit.window.startHour * 3600 || hours.endSeconds > limit.window.endHour * 3600)
    return 'window'
  if (worked > limit.dayMinutes) return 'day'
  if (worked * workingDays > limit.weekMinutes) return 'week'
  if (presence > limit.pause.afterMinutes && hours.breakMinutes < limit.pause.minutes) return 'pause'
  return undefined
}
