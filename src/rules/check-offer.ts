import { mondayOf } from '#/calendar/index.ts'
import { check } from './check.ts'
import type { Finding } from './finding.ts'
import { isLevel, type Level, levels as levelWords } from './level.ts'
import type { OfferFacts, OfferGround } from './offer-facts.ts'
import { isOpenDay } from './open-days.ts'
import type { PresenceDay } from './placement.ts'
import type { RuleId } from './rule-table.ts'
import { isSchemeId, type SchemeId, schemes as schemeWords } from './scheme.ts'
import { isOpenToLevel } from './scheme-levels.ts'

/** What the law has against an offer, with the pupils it would be refused for. */
export interface OfferFinding extends Finding {
  /** « les élèves de moins de 15 ans »; « tous les élèves de seconde ». */
  readonly forWhom: string
}

/** Youngest and oldest pupils met at each level. */
const agesOf: Readonly<Record<Level, readonly [number, number]>> = {
  quatrieme: [12, 16],
  troisieme: [13, 17],
  seconde: [14, 18],
  cap: [14, 20],
  bac_pro: [14, 21],
  other: [16, 60],
}
/** Ages between which the law changes. */
const bands = [
  { from: 0, to: 14, words: 'de moins de 15 ans' },
  { from: 15, to: 15, words: 'de 15 ans' },
  { from: 16, to: 17, words: 'de 16 et 17 ans' },
  { from: 18, to: 200, words: 'de 18 ans et plus' },
] as const

/** Rules about what an offer does not know: dates of a person, tutors, other placements. */
const ofPersons: readonly RuleId[] = ['start-in-past', 'seconde-weeks', 'overlap', 'duplicate', 'scheme-level']

/**
 * What the law says of an offer, in the worst case over the ages of its levels: `refused` where no pupil of a level it is open to could
 * hold it, `warning` where only some could not. The same rules as a placement's, on placements made up from the offer.
 */
export function checkOffer(offer: OfferFacts, ground: OfferGround): readonly OfferFinding[] {
  const found = new Map<string, { finding: Finding; wholly: Set<Level>; words: Set<string> }>()
  const offered = offer.schemes.filter(isSchemeId)
  const pairs = offered.flatMap((scheme) =>
    offer.levels.filter(isLevel).flatMap((level) => (isOpenToLevel(scheme, level) ? [{ scheme, level }] : [])),
  )
  for (const { scheme, level } of pairs) {
    const byAge = agesFor(level, offer.minAge).map(({ age, words }) => {
      const findings = findingsAt(offer, ground, scheme, level, age)
      return { words, findings: new Map(findings.map((finding) => [keyOf(finding), finding])) }
    })
    const stops = (key: string) => byAge.every(({ findings }) => findings.get(key)?.severity === 'refused')
    const closed = byAge.every(({ findings }) => findings.values().some(({ severity }) => severity === 'refused'))
    // One rule that stops every age says enough; without any, all of them together do.
    const alone = byAge.some(({ findings }) => findings.keys().some(stops))
    for (const { words, findings } of byAge)
      for (const [key, finding] of findings) {
        const entry = found.get(key) ?? { finding, wholly: new Set(), words: new Set() }
        found.set(key, entry)
        entry.words.add(words)
        if (finding.severity === 'refused' && closed && (!alone || stops(key))) entry.wholly.add(level)
      }
  }
  const orphans = offered.filter((scheme) => !pairs.some((pair) => pair.scheme === scheme)).map(noLevel)
  const judged = [...found.values()].map(({ finding, wholly, words }): OfferFinding => {
    const whole = [...wholly].map((level) => levelWords[level])
    return {
      ...finding,
      severity: wholly.size > 0 ? 'refused' : 'warning',
      forWhom: whole.length > 0 ? `tous les élèves de ${whole.join(', ')}` : `les élèves ${[...words].join(', ')}`,
    }
  })
  return [...orphans, ...judged].toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

/** Findings that say the same of the same weekday, or of the same dates. */
const keyOf = ({ rule, where: { field, day, weekday } }: Finding): string =>
  `${rule} ${weekday ?? ''} ${field === 'hours' ? '' : (day ?? '')}`

const noLevel = (scheme: SchemeId): OfferFinding => ({
  rule: 'scheme-level',
  severity: 'refused',
  article: 'code de l’éducation, articles L124-1, L332-3-1, D331-1 et D333-3-1',
  message: `Aucun des niveaux choisis n’ouvre droit à ce type de stage : ${schemeWords[scheme].name}.`,
  mend: 'Choisissez un niveau de ce type de stage, ou retirez ce type de stage.',
  where: { field: 'levels' },
  overridable: false,
  forWhom: 'tous les élèves',
})

function agesFor(level: Level, minAge: number | undefined) {
  const [youngest, oldest] = agesOf[level]
  const [from, to] = [Math.max(youngest, minAge ?? 0), Math.max(oldest, minAge ?? 0)]
  return bands
    .filter((band) => band.from <= to && band.to >= from)
    .map(({ from: start, words }) => ({ age: Math.max(start, from), words }))
}

function findingsAt(
  offer: OfferFacts,
  { on, holidays = 'general', zone }: OfferGround,
  scheme: SchemeId,
  level: Level,
  age: number,
): readonly Finding[] {
  const weeks = offer.weeks.filter(({ seats }) => seats > 0).map(({ week }) => presenceIn(offer, week))
  const open = weeks.map((days) => days.filter(({ date }) => isOpenDay(scheme, date, age, holidays, zone)))
  // A week of holidays is said as such; single days off are simply not worked.
  const asWorked = open.map((days, index) => (days.length > 0 ? days : (weeks[index] ?? [])))
  const placements = offer.span === 'all' ? [asWorked.flat()] : asWorked
  return placements.flatMap((days) => {
    const [first] = days
    if (!first) return []
    return check({
      scheme,
      submittedOn: on,
      person: { birthDate: Temporal.PlainDate.from(first.date).subtract({ years: age }).toString(), level },
      holidays,
      ...(zone === undefined ? {} : { zone }),
      days,
      host: { id: '' },
    })
      .filter(({ rule }) => !ofPersons.includes(rule))
      .map((finding) => (finding.where.field === 'hours' ? withWeekday(finding) : finding))
  })
}

function withWeekday(finding: Finding): Finding {
  const { day } = finding.where
  if (day === undefined || finding.rule === 'week-hours') return finding
  return { ...finding, where: { ...finding.where, weekday: Temporal.PlainDate.from(day).dayOfWeek } }
}

/** The presence of a week of the offer, Monday to Saturday. */
function presenceIn({ hours }: OfferFacts, week: string): readonly PresenceDay[] {
  const monday = mondayOf(week)
  if (!monday) return []
  return ([1, 2, 3, 4, 5, 6] as const).flatMap((weekday) => {
    const day = hours[weekday]
    if (!day) return []
    return [{ date: monday.add({ days: weekday - 1 }).toString(), spans: spansOf(day) }]
  })
}

/** A day's presence, its lunch break left out. */
export const spansOf = ({ start, end, lunch }: NonNullable<OfferFacts['hours'][1]>): PresenceDay['spans'] =>
  lunch
    ? [
        { start, end: lunch.start },
        { start: lunch.end, end },
      ]
    : [{ start, end }]
