import { BOUND, countWords, daysWords, dayWords, listWords } from '#/design/words.ts'
import type { Feed } from './feed.ts'
import type { AnswerDays } from './index.ts'
import { dateOf, dayOf, weekdayOf } from './service-calendar.ts'

/**
 * The horizon trap: a feed may claim to cover a date long after its lines have stopped being published. Each feed's trips
 * are counted by line and day, and a date whose lines are gone for good is answered by the same weekday of the last
 * complete week.
 */
export interface FeedProfile {
  readonly name: string
  readonly lines: readonly string[]
  /** First and last day with at least one trip; undefined for a feed without any. */
  readonly span: { readonly first: number; readonly last: number } | undefined
  /** Trips of each line on a day; zeros outside the span. */
  countsOn(day: number): Int32Array
  totalOn(day: number): number
  /** The last complete day of each weekday (0 is Monday), within the last complete week where there is one. */
  readonly reference: readonly (number | undefined)[]
  readonly referenceMonday: number | undefined
}

/** A day is complete with this share of its weekday's usual trips. */
const COMPLETE = 0.98
/** Lines gone for good that carried this share of the trips make a date uncovered. */
const LOST = 0.02

export function makeFeedProfile(feed: Feed): FeedProfile {
  const lines = [...new Set(feed.routes.lines)].toSorted((a, b) => a.localeCompare(b, 'fr', { numeric: true }))
  const lineOf = new Map(lines.map((line, index) => [line, index]))
  const ofService = countByService(feed, lineOf)
  const cache = new Map<number, { counts: Int32Array; total: number }>()
  const on = (day: number) => {
    const known = cache.get(day)
    if (known) return known
    const counts = new Int32Array(lines.length)
    let total = 0
    for (const [service, trips] of ofService)
      if (feed.calendar.runs(service, day))
        for (const [line, count] of trips) {
          counts[line]! += count
          total += count
        }
    cache.set(day, { counts, total })
    return { counts, total }
  }
  const totalOn = (day: number): number => on(day).total
  const span = usedSpan(feed.calendar.span, totalOn)
  return {
    name: feed.report.name,
    lines,
    span,
    countsOn: (day) => on(day).counts,
    totalOn,
    ...(span ? findReference(span, totalOn) : { reference: [], referenceMonday: undefined }),
  }
}

function countByService(feed: Feed, lineOf: ReadonlyMap<string, number>): Map<number, Map<number, number>> {
  const ofService = new Map<number, Map<number, number>>()
  for (const [trip, service] of feed.trips.service.entries()) {
    const line = lineOf.get(feed.routes.lines[feed.trips.route[trip]!] ?? '')
    if (service < 0 || line === undefined) continue
    const trips = ofService.get(service) ?? new Map<number, number>()
    trips.set(line, (trips.get(line) ?? 0) + 1)
    ofService.set(service, trips)
  }
  return ofService
}

/** A calendar may be open-ended: no more than its last years are looked at. */
const LONGEST_DAYS = 1200

function usedSpan(
  span: { first: number; last: number } | undefined,
  totalOn: (day: number) => number,
): { first: number; last: number } | undefined {
  if (!span) return undefined
  let { first, last } = span
  last = Math.min(last, first + LONGEST_DAYS)
  while (first <= last && totalOn(first) === 0) first++
  while (last >= first && totalOn(last) === 0) last--
  return last >= first ? { first, last } : undefined
}

function findReference(
  { first, last }: { first: number; last: number },
  totalOn: (day: number) => number,
): Pick<FeedProfile, 'reference' | 'referenceMonday'> {
  const usual = [0, 1, 2, 3, 4, 5, 6].map((weekday) => {
    const totals: number[] = []
    for (let day = first; day <= last; day++) if (weekdayOf(day) === weekday) totals.push(totalOn(day))
    const sorted = totals.toSorted((a, b) => b - a)
    // One day with more trips than ever, a fair or a strike's end, is no rule: the second best speaks.
    return (sorted.length >= 3 ? sorted[1] : sorted[0]) ?? 0
  })
  const isComplete = (day: number): boolean => {
    const level = usual[weekdayOf(day)]!
    return day >= first && day <= last && level > 0 && totalOn(day) >= COMPLETE * level
  }
  const latest = (weekday: number, until: number): number | undefined => {
    for (let day = until; day >= first; day--) if (weekdayOf(day) === weekday && isComplete(day)) return day
    return undefined
  }
  let referenceMonday: number | undefined
  for (let monday = last - weekdayOf(last); monday > first - 7 && referenceMonday === undefined; monday -= 7)
    if ([0, 1, 2, 3, 4].every((weekday) => usual[weekday] === 0 || isComplete(monday + weekday)))
      referenceMonday = monday
  const until = referenceMonday === undefined ? last : referenceMonday + 6
  return { referenceMonday, reference: usual.map((_, weekday) => latest(weekday, until) ?? latest(weekday, last)) }
}

/** The days that answer, and the day each feed answers with: feedDays[d][f]. */
export interface ChosenDays {
  readonly answer: AnswerDays
  readonly feedDays: readonly (readonly number[])[]
}

export function chooseAnswerDays(profiles: readonly FeedProfile[], dates: readonly Temporal.PlainDate[]): ChosenDays {
  const asked = dates.map(dayOf)
  const chosen = profiles.map((profile) => asked.map((day) => chooseDay(profile, day)))
  const feedDays = asked.map((_, index) => chosen.map((ofFeed) => ofFeed[index]!.used))
  return {
    feedDays,
    answer: {
      days: dates.map((date, index) => {
        const used = feedDays[index]!
        const other = used.find((day) => day !== asked[index]) ?? asked[index]!
        const differ = used.some((day) => day !== used[0])
        return { asked: date, used: dateOf(other), ...(differ ? { usedByFeed: used.map(dateOf) } : {}) }
      }),
      warnings: profiles.flatMap((profile, number) => describe(profile, asked, chosen[number]!)),
    },
  }
}

type Reason = 'covered' | 'reduced' | 'lines-gone' | 'before' | 'after' | 'empty'
interface ChosenDay {
  readonly used: number
  readonly reason: Reason
}

function chooseDay(profile: FeedProfile, day: number): ChosenDay {
  const { span } = profile
  const reference = profile.reference[weekdayOf(day)]
  if (!span || reference === undefined) return { used: day, reason: profile.totalOn(day) > 0 ? 'covered' : 'empty' }
  if (day > span.last) return { used: reference, reason: 'after' }
  if (day < span.first) return { used: reference, reason: 'before' }
  const usual = profile.totalOn(reference)
  if (profile.totalOn(day) >= COMPLETE * usual) return { used: day, reason: 'covered' }
  const lost = goneLines(profile, day, reference).reduce((sum, { before, now }) => sum + before - now, 0)
  return lost >= LOST * usual ? { used: reference, reason: 'lines-gone' } : { used: day, reason: 'reduced' }
}

interface GoneLine {
  readonly line: string
  readonly before: number
  readonly now: number
}

/** Lines that lost more than half of their trips, and do not get them back before the feed ends: a holiday is not that. */
function goneLines(profile: FeedProfile, day: number, reference: number): GoneLine[] {
  const before = profile.countsOn(reference)
  const now = profile.countsOn(day)
  return profile.lines.flatMap((line, index) => {
    const half = before[index]! / 2
    if (before[index] === 0 || now[index]! >= half) return []
    for (let later = day + 7; later <= profile.span!.last; later += 7)
      if (profile.countsOn(later)[index]! >= half) return []
    return [{ line, before: before[index]!, now: now[index]! }]
  })
}

/** What a person must know about a feed's answer, a sentence or two per reason whatever the number of days and lines. */
function describe(profile: FeedProfile, asked: readonly number[], chosen: readonly ChosenDay[]): string[] {
  const daysOf = (reason: Reason): number[] => asked.filter((_, index) => chosen[index]!.reason === reason)
  const name = `${profile.name}${BOUND}: `
  const warnings: string[] = []
  const instead = (days: readonly number[]): string => {
    const used = days.map((day) => profile.reference[weekdayOf(day)]!)
    return `Calcul fait sur les mêmes jours de la dernière semaine complète (${rangeWords(used)}).`
  }
  const { span } = profile
  const [after, before, gone] = [daysOf('after'), daysOf('before'), daysOf('lines-gone')]
  if (after.length > 0 && span)
    warnings.push(
      `${name}les horaires s’arrêtent le ${dateWords(span.last)} et ne disent rien ${ofRange(after)}. ${instead(after)}`,
    )
  if (before.length > 0 && span)
    warnings.push(
      `${name}les horaires ne commencent que le ${dateWords(span.first)} et ne disent rien ${ofRange(before)}. ${instead(before)}`,
    )
  if (gone.length > 0)
    warnings.push(
      `${name}les horaires publiés sont incomplets ${rangeWords(gone)}. ${describeLines(profile, gone)} ${instead(gone)}`,
    )
  const reduced = daysOf('reduced')
  if (reduced.length > 0) {
    const share = Math.max(
      ...reduced.map((day) => 1 - profile.totalOn(day) / profile.totalOn(profile.reference[weekdayOf(day)]!)),
    )
    warnings.push(
      `${name}jusqu’à ${Math.round(share * 100)}\u202f% de courses en moins que d’habitude ${rangeWords(reduced)} (vacances ou jour férié\u202f?). Calcul fait sur ces horaires réduits.`,
    )
  }
  const empty = daysOf('empty')
  if (empty.length > 0) warnings.push(`${name}aucune course ${rangeWords(empty)}.`)
  return warnings
}

/** The lines that are gone, those that stop on the same day together. */
function describeLines(profile: FeedProfile, days: readonly number[]): string {
  const byLine = new Map<string, GoneLine & { last: number }>()
  for (const day of days)
    for (const gone of goneLines(profile, day, profile.reference[weekdayOf(day)]!))
      if (!byLine.has(gone.line)) byLine.set(gone.line, { ...gone, last: lastDayOf(profile, gone.line, gone.now) })
  const stopped = [...byLine.values()].filter(({ now }) => now === 0)
  const thinned = [...byLine.values()].filter(({ now }) => now > 0)
  const sentences = [...Map.groupBy(stopped, ({ last }) => last)]
    .toSorted(([a], [b]) => a - b)
    .map(([last, lines]) => {
      const names = lines.map(({ line }) => line)
      return names.length === 1
        ? `La ligne ${names[0]} n’a plus de course après le ${dateWords(last)}.`
        : `Les lignes ${nameLines(names)} n’ont plus de course après le ${dateWords(last)}.`
    })
  if (thinned.length > 0) {
    const each = thinned.map(
      ({ line, before, now }) => `ligne ${line} (${countWords(now, 'course')} au lieu de ${before})`,
    )
    sentences.push(`Réduites de plus de moitié${BOUND}: ${nameLines(each)}.`)
  }
  return sentences.join(' ')
}

/** The last day a line ran with more trips than now. */
function lastDayOf(profile: FeedProfile, line: string, now: number): number {
  const index = profile.lines.indexOf(line)
  let day = profile.span!.last
  while (day > profile.span!.first && profile.countsOn(day)[index]! <= now) day--
  return day
}

const MOST_NAMED = 15

const nameLines = (names: readonly string[]): string =>
  listWords(
    names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} autres`] : [...names],
  )

const dateWords = (day: number): string => dayWords(dateOf(day), { weekday: false, year: true })

/** `de la période du 15 au 26 juin 2026`, `du lundi 15 juin 2026`. */
function ofRange(days: readonly number[]): string {
  const words = rangeWords(days)
  return words.startsWith('le ') ? `du ${words.slice(3)}` : `de la période ${words}`
}

function rangeWords(days: readonly number[]): string {
  const [first, last] = [dateOf(Math.min(...days)), dateOf(Math.max(...days))]
  if (first.equals(last)) return `le ${dayWords(first, { year: true })}`
  return `du ${daysWords(first, last)}${first.year === last.year ? `${BOUND}${last.year}` : ''}`
}
