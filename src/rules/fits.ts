import { calendarOf, mondayOf, zoneOf } from '#/calendar/index.ts'
import { ageOn } from './age.ts'
import { sayFacility } from './facility.ts'
import { dailyRest } from './hours-rules.ts'
import { levels } from './level.ts'
import type { OfferFacts, PupilFacts, WeekHours } from './offer-facts.ts'
import { isOpenDay } from './open-days.ts'
import { leastAge } from './people-rules.ts'
import { inForce } from './rule.ts'
import { isSchemeId, type SchemeId } from './scheme.ts'
import { isOpenToLevel } from './scheme-levels.ts'
import { durationWords } from './words.ts'
import { type HoursLimit, hoursLimit } from './working-hours-law.ts'

/** Why an offer is not open to a pupil, in the order in which it falls away. */
export interface Unfit {
  readonly code: 'scheme' | 'level' | 'week' | 'age' | 'needs' | 'reserved' | 'hours'
  /** For the pupil or for staff: without *tu* or *vous*. */
  readonly message: string
}

const weekdays = [1, 2, 3, 4, 5, 6] as const

/** A week as the law sees it for one pupil and scheme, Monday first: undefined on a day without presence. */
interface WeekOfPupil {
  /** On the first open day; undefined when every day is closed. */
  readonly age: number | undefined
  readonly days: readonly (
    | { readonly limit: HoursLimit; readonly restMinutes: number; readonly minor: boolean }
    | undefined
  )[]
}

/**
 * Whether the offer is open to this pupil for at least one of `weeks` (for an offer of several weeks together: whether all of its weeks
 * are among them). Undefined: it is. Free seats are not looked at. Asked of thousands of offers for one pupil: keep the pupil's object.
 */
export function fits(offer: OfferFacts, pupil: PupilFacts, weeks: readonly string[]): Unfit | undefined {
  const found = examine(offer, pupil, weeks)
  return 'code' in found ? found : undefined
}

/** The weeks among `weeks` for which the offer is open to this pupil; for an offer of several weeks together, all or none. */
export function fittingWeeks(offer: OfferFacts, pupil: PupilFacts, weeks: readonly string[]): readonly string[] {
  const found = examine(offer, pupil, weeks)
  return 'code' in found ? [] : found.weeks
}

function examine(
  offer: OfferFacts,
  pupil: PupilFacts,
  weeks: readonly string[],
): Unfit | { readonly weeks: readonly string[] } {
  const { level } = pupil
  if (!offer.levels.includes(level)) return { code: 'level', message: `Pas ouvert au niveau ${sayLevel(level)}.` }
  let last: Unfit = { code: 'scheme', message: 'Pas proposé pour ce type de stage.' }
  const reserved = reservation(offer, pupil)
  for (const scheme of offer.schemes) {
    if (!isSchemeId(scheme) || (pupil.scheme !== undefined && pupil.scheme !== scheme)) continue
    if (!isOpenToLevel(scheme, level)) continue
    const found = examineScheme(offer, pupil, weeks, scheme, reserved)
    if (!('code' in found)) return found
    last = found
  }
  return last
}

function examineScheme(
  offer: OfferFacts,
  pupil: PupilFacts,
  weeks: readonly string[],
  scheme: SchemeId,
  reserved: Unfit | undefined,
): Unfit | { readonly weeks: readonly string[] } {
  const listed = offer.weeks.filter(({ seats, closed }) => seats > 0 && closed !== true)
  const all = offer.span === 'all'
  const whole = listed.length === offer.weeks.length && listed.every(({ week }) => weeks.includes(week))
  const candidates = all ? (whole ? listed : []) : listed.filter(({ week }) => weeks.includes(week))
  const none: Unfit = { code: 'week', message: 'Pas de place ces semaines-là.' }
  if (candidates.length === 0) return none
  const open: string[] = []
  let refusal: Unfit | undefined
  for (const { week } of candidates) {
    const at = weekOf(pupil, scheme, week)
    const why = at.age === undefined ? none : (tooYoung(offer, at.age, scheme, week) ?? hoursUnfit(offer.hours, at))
    if (!why) open.push(week)
    else if (!refusal || rankOf(why) > rankOf(refusal)) refusal = why
  }
  if (open.length === 0 || (all && open.length < candidates.length)) {
    // The order of the codes: what comes before hours is said first.
    const before = missing(offer, pupil) ?? reserved
    return refusal?.code === 'hours' && before ? before : (refusal ?? none)
  }
  return missing(offer, pupil) ?? reserved ?? { weeks: open }
}

const order = ['scheme', 'level', 'week', 'age', 'needs', 'reserved', 'hours'] as const
const rankOf = ({ code }: Unfit): number => order.indexOf(code)

function tooYoung(offer: OfferFacts, age: number, scheme: SchemeId, week: string): Unfit | undefined {
  const byLaw = leastAge.schemes.some((each) => each === scheme)
    ? (inForce(leastAge.versions, mondayOf(week)?.toString() ?? '')?.parameters.years ?? 0)
    : 0
  const least = Math.max(byLaw, offer.minAge ?? 0)
  return age < least ? { code: 'age', message: `À partir de ${least} ans.` } : undefined
}

function missing({ facilities, site }: OfferFacts, { needs }: PupilFacts): Unfit | undefined {
  const without = needs.filter((need) => !facilities.includes(need) && !site?.facilities.includes(need))
  if (without.length === 0) return undefined
  return { code: 'needs', message: `Le lieu n’a pas : ${without.map(sayFacility).join(', ')}.` }
}

function reservation(offer: OfferFacts, pupil: PupilFacts): Unfit | undefined {
  if (offer.reservedSchools.length > 0 && !offer.reservedSchools.includes(pupil.school))
    return { code: 'reserved', message: 'Réservé aux élèves de certains établissements.' }
  if (offer.minPriority !== undefined && pupil.priority < offer.minPriority)
    return { code: 'reserved', message: 'Réservé aux élèves qui en ont le plus besoin.' }
  if (offer.reservedQpv && !pupil.qpv)
    return { code: 'reserved', message: 'Réservé aux élèves des quartiers prioritaires.' }
  if (offer.reservedWithoutNetwork && !pupil.withoutNetwork)
    return { code: 'reserved', message: 'Réservé aux élèves sans réseau pour trouver une place.' }
  return undefined
}

/** What the law on hours has against these hours in that week. The same limits as the rules of a placement, in one pass without words. */
function hoursUnfit(hours: WeekHours, { days }: WeekOfPupil): Unfit | undefined {
  let week = 0
  let weekMost = Number.POSITIVE_INFINITY
  let formerEnd: number | undefined
  for (const weekday of weekdays) {
    const day = hours[weekday]
    const at = days[weekday - 1]
    if (!day || !at) {
      formerEnd = undefined
      continue
    }
    const { limit } = at
    const [start, end] = [limit.window.startHour * 60, limit.window.endHour * 60]
    // A whole day of 24 h is no ban, and a night may pass midnight.
    if (end - start < 1440 && (day.start < start || day.end > end))
      return unfit(`La présence sort de ${durationWords(start)} à ${durationWords(end)}.`)
    const { lunch } = day
    const pause = lunch ? Math.max(0, lunch.end - lunch.start) : 0
    const worked = day.end - day.start - pause
    if (worked > limit.dayMinutes) return unfit(`Plus de ${durationWords(limit.dayMinutes)} par jour à cet âge.`)
    week += worked
    weekMost = Math.min(weekMost, limit.weekMinutes)
    const paused = lunch !== undefined && pause >= limit.pause.minutes
    const longest = paused ? Math.max(lunch.start - day.start, day.end - lunch.end) : day.end - day.start
    if (longest > limit.pause.afterMinutes) return unfit('Il manque une pause.')
    if (formerEnd !== undefined && day.start + 1440 - formerEnd < at.restMinutes)
      return unfit('Le repos entre deux jours est trop court à cet âge.')
    formerEnd = day.end
  }
  if (week > weekMost) return unfit(`Plus de ${durationWords(weekMost)} par semaine à cet âge.`)
  const [monday, saturday] = [days[0], days[5]]
  // Whoever begins the week under 18 rests as a minor.
  if (hours[1] && hours[6] && saturday && monday?.minor)
    return unfit('Avant 18 ans, il faut deux jours de repos qui se suivent.')
  return undefined
}

const unfit = (message: string): Unfit => ({ code: 'hours', message })

/** Weeks of a pupil, worked out once for each pupil's object. */
const remembered = new WeakMap<PupilFacts, Map<string, WeekOfPupil>>()

function weekOf(pupil: PupilFacts, scheme: SchemeId, week: string): WeekOfPupil {
  const known = remembered.get(pupil) ?? new Map<string, WeekOfPupil>()
  remembered.set(pupil, known)
  const key = `${scheme} ${week}`
  const found = known.get(key) ?? workOut(pupil, scheme, week)
  known.set(key, found)
  return found
}

function workOut(pupil: PupilFacts, scheme: SchemeId, week: string): WeekOfPupil {
  const monday = mondayOf(week)
  if (!monday) return { age: undefined, days: [] }
  const birthDate = Temporal.PlainDate.from(pupil.birthDate)
  const [holidays, zone] = [calendarOf(pupil.school.slice(0, 3)), zoneOf(pupil.school)]
  const bands = inForce(dailyRest.versions, monday.toString())?.parameters ?? []
  const ages: number[] = []
  const days = weekdays.map((weekday) => {
    const day = monday.add({ days: weekday - 1 })
    const age = ageOn(birthDate, day)
    if (!isOpenDay(scheme, day.toString(), age, holidays, zone)) return undefined
    ages.push(age)
    const restMinutes = bands.find(({ upTo }) => age <= upTo)?.minutes ?? 0
    return { limit: hoursLimit(scheme, age, monday), restMinutes, minor: age < 18 }
  })
  // A Saturday alone is no week: five days closed out of six is a week of holidays.
  return { age: days.slice(0, 5).some((day) => day !== undefined) ? ages[0] : undefined, days }
}

const sayLevel = (level: string): string => Object.entries(levels).find(([id]) => id === level)?.[1] ?? level
