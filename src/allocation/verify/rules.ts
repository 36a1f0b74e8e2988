import type { Campaign } from '../inputs/campaign.ts'
import type { Offer } from '../inputs/offer.ts'
import type { Pupil } from '../inputs/pupil.ts'

/**
 * The rules once more, pair by pair, straight from files.md and rules.md: written apart from the engine's, so that a slip in one shows
 * against the other.
 */
export interface Case {
  readonly campaign: Campaign
  readonly pupil: Pupil
  readonly offer: Offer
  /** The weeks that the seat fills. */
  readonly weeks: readonly string[]
  /** Whose public holidays hold: `general`, `alsace-moselle`, `reunion`… */
  readonly local: string
}

/** How far a pair comes: 0 no level, 1 no week, 2 age, 3 needs, 4 reserved or avoided, 5 hours, 6 allowed. */
export function progressOf({ campaign, pupil, offer, weeks, local }: Case): 0 | 1 | 2 | 3 | 4 | 5 | 6 {
  if (!offer.levels.some((level) => level === pupil.level)) return 0
  for (const week of weeks) {
    if (!pupil.weeks.includes(week)) return 1
    if (!offer.seats.some((each) => each.week === week && each.seats >= 1)) return 1
  }
  if (weeks.length === 0) return 1
  const firstDay = workdays(weeks[0]!, local)[0]
  if (offer.minAge !== undefined && firstDay && yearsOld(pupil.birthDate, firstDay) < offer.minAge) return 2
  if (!pupil.needs.every((need) => offer.facilities.includes(need))) return 3
  if (offer.schools.length > 0 && !offer.schools.some((uai) => uai === pupil.school)) return 4
  if (offer.minPriority !== undefined && pupil.priority < offer.minPriority) return 4
  if (pupil.avoid.some((id) => id === offer.id)) return 4
  return weeks.every((week) => hoursAllowed(campaign, pupil, offer, workdays(week, local))) ? 6 : 5
}

function hoursAllowed({ scheme }: Campaign, pupil: Pupil, offer: Offer, days: readonly Temporal.PlainDate[]): boolean {
  if (!days[0]) return true
  const age = yearsOld(pupil.birthDate, days[0])
  const observation = scheme.startsWith('observation-')
  const [hoursADay, hoursAWeek, earliest, latest, longest, pause] =
    age < 15
      ? [7, 30, 6, 20, 4.5, 30]
      : observation || age === 15
        ? [7, 35, 6, 20, 4.5, 30]
        : age < 18
          ? [8, 35, 6, 22, 4.5, 30]
          : [10, 48, 0, 24, 6, 20]
  const presence = (offer.endSeconds - offer.startSeconds) / 3600
  const worked = presence - offer.breakMinutes / 60
  // Half a second of room: hours are divided, seconds were whole.
  const room = 1 / 7200
  return (
    offer.startSeconds >= earliest * 3600 &&
    offer.endSeconds <= latest * 3600 &&
    worked <= hoursADay + room &&
    worked * days.length <= hoursAWeek + room &&
    (presence <= longest + room || offer.breakMinutes >= pause)
  )
}

const ages = new WeakMap<Temporal.PlainDate, Map<Temporal.PlainDate, number>>()

/** Birthdays passed on a day; born on 29 February, on the 28th of a common year. Remembered: asked for every pair. */
export function yearsOld(born: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const known = ages.get(born) ?? new Map<Temporal.PlainDate, number>()
  ages.set(born, known)
  const age = known.get(day) ?? countYears(born, day)
  known.set(day, age)
  return age
}

function countYears(born: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const birthday = born.month === 2 && born.day === 29 && !day.inLeapYear ? 28 : born.day
  const passed = day.month > born.month || (day.month === born.month && day.day >= birthday)
  return day.year - born.year - (passed ? 0 : 1)
}

const remembered = new Map<string, readonly Temporal.PlainDate[]>()

/** Monday to Friday without public holidays, from the rules of the calendar themselves. */
export function workdays(week: string, local: string): readonly Temporal.PlainDate[] {
  const key = `${week}${local}`
  const known = remembered.get(key)
  if (known) return known
  const [year, number] = week.split('-W').map(Number)
  const inFirstWeek = Temporal.PlainDate.from({ year: year!, month: 1, day: 4 })
  const monday = inFirstWeek.add({ days: (number! - 1) * 7 - (inFirstWeek.dayOfWeek - 1) })
  const days = [0, 1, 2, 3, 4].map((add) => monday.add({ days: add })).filter((day) => !isHoliday(day, local))
  remembered.set(key, days)
  return days
}

/** Overseas, the abolition of slavery. */
const localDays: Readonly<Record<string, string>> = {
  mayotte: '04-27',
  martinique: '05-22',
  guadeloupe: '05-27',
  'saint-martin': '05-28',
  guyane: '06-10',
  'saint-barthelemy': '10-09',
  reunion: '12-20',
}
const fixedHolidays = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25']

function isHoliday(day: Temporal.PlainDate, local: string): boolean {
  const alsaceMoselle = local === 'alsace-moselle'
  const monthDay = day.toString().slice(5)
  if (fixedHolidays.includes(monthDay) || monthDay === localDays[local] || (alsaceMoselle && monthDay === '12-26'))
    return true
  const afterEaster = easter(day.year).until(day).days
  return [1, 39, 50].includes(afterEaster) || (alsaceMoselle && afterEaster === -2)
}

/** Easter Sunday (Meeus, Jones and Butcher). */
function easter(year: number): Temporal.PlainDate {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const [d, e, f] = [Math.floor(b / 4), b % 4, Math.floor((b + 8) / 25)]
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const [i, k] = [Math.floor(c / 4), c % 4]
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 })
}
