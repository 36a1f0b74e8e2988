/**
 * French as people read it: numbers, shares, days, hours, durations. Pure; narrow no-break spaces where French wants them.
 * The words for weekdays and months stand here rather than in the engine's locale data, so that every machine says the same.
 */

/** Narrow no-break space: between thousands, before « % ; ! ? ». */
export const THIN = '\u202f'
/** No-break space: between a number and its word, before « : », inside « ». */
export const BOUND = '\u00a0'

export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const
export const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
] as const

/** `27 357`; `12,5` with decimals. */
export function numberWords(value: number, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN)
  const sign = value < 0 && Number(value.toFixed(decimals)) !== 0 ? '−' : ''
  return `${sign}${grouped}${fraction ? `,${fraction}` : ''}`
}

/** The word alone: singular for 0, 1 and -1 as French has it. Give `many` when it does not end in s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return Math.abs(count) < 2 ? one : many
}

/** `3 places`, `1 place`, `27 357 élèves`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${numberWords(count)}${BOUND}${plural(count, one, many)}`
}

/**
 * A share as a whole percentage that never lies at the ends: `0 %` only for none and `100 %` only for all.
 * A whole of zero has no share: an en dash.
 */
export function shareWords(part: number, whole: number): string {
  return whole > 0 ? `${sharePercent(part, whole)}${THIN}%` : '–'
}

/** The whole percentage that `shareWords` says; 0 for a whole of zero. */
export function sharePercent(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0
  if (part >= whole) return 100
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)))
}

const dayOfMonth = (day: number) => (day === 1 ? '1er' : String(day))

/** `lundi 15 juin`, with the year when asked. */
export function dayWords(day: Temporal.PlainDate, options: { year?: boolean; weekday?: boolean } = {}): string {
  const parts = [dayOfMonth(day.day), MONTHS[day.month - 1]]
  if (options.weekday !== false) parts.unshift(WEEKDAYS[day.dayOfWeek - 1])
  if (options.year) parts.push(String(day.year))
  return parts.join(BOUND).replace(BOUND, options.weekday === false ? BOUND : ' ')
}

/** `15 au 26 juin`, `29 juin au 3 juillet`, `15 juin` for one day. */
export function daysWords(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  const end = `${dayOfMonth(last.day)}${BOUND}${MONTHS[last.month - 1]}`
  if (first.equals(last)) return end
  if (first.year !== last.year)
    return `${dayWords(first, { weekday: false, year: true })} au ${end}${BOUND}${String(last.year)}`
  if (first.month === last.month) return `${dayOfMonth(first.day)} au ${end}`
  return `${dayWords(first, { weekday: false })} au ${end}`
}

/** Monday of an ISO week such as `2026-W25`. Throws a RangeError on anything else. */
export function mondayOfWeek(week: string): Temporal.PlainDate {
  const match = /^(\d{4})-W(\d{2})$/.exec(week)
  if (!match) throw new RangeError(`Not an ISO week: ${week}`)
  const fourthOfJanuary = Temporal.PlainDate.from({ year: Number(match[1]), month: 1, day: 4 })
  return fourthOfJanuary.subtract({ days: fourthOfJanuary.dayOfWeek - 1 }).add({ weeks: Number(match[2]) - 1 })
}

/** `semaine du 15 au 19 juin` (Monday to Friday). */
export function weekWords(week: string): string {
  const monday = mondayOfWeek(week)
  return `semaine du ${daysWords(monday, monday.add({ days: 4 }))}`
}

/** The days of consecutive or separate weeks: `15 au 26 juin`, `15 au 19 juin et 29 juin au 3 juillet`. */
export function weeksWords(weeks: readonly string[]): string {
  const mondays = weeks.map(mondayOfWeek).toSorted((a, b) => Temporal.PlainDate.compare(a, b))
  const spans: { first: Temporal.PlainDate; last: Temporal.PlainDate }[] = []
  for (const monday of mondays) {
    const former = spans.at(-1)
    if (former?.last.add({ days: 3 }).equals(monday)) former.last = monday.add({ days: 4 })
    else spans.push({ first: monday, last: monday.add({ days: 4 }) })
  }
  return listWords(spans.map(({ first, last }) => daysWords(first, last)))
}

/** `du 15 au 19 juin et du 29 juin au 3 juillet`. */
export const duringWords = (weeks: readonly string[]): string =>
  `du ${weeksWords(weeks).replaceAll(/(, | et )/g, '$1du ')}`

/** `8 h 07`, `9 h`, from seconds since midnight; past midnight it starts again. */
export function hourWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  const hour = Math.floor(minutes / 60) % 24
  const rest = minutes % 60
  return rest === 0 ? `${hour}${BOUND}h` : `${hour}${BOUND}h${BOUND}${String(rest).padStart(2, '0')}`
}

/** `38 min`, `1 h`, `1 h 05`. */
export function durationWords(minutes: number): string {
  if (minutes < 60) return `${minutes}${BOUND}min`
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}${BOUND}h`
  return rest === 0 ? hours : `${hours}${BOUND}${String(rest).padStart(2, '0')}`
}

/** What is left of long work, rounded as one would say it: `moins de 10 s`, `encore 40 s environ`, `encore 3 min environ`. */
export function leftWords(seconds: number): string {
  if (seconds < 10) return `moins de 10${BOUND}s`
  if (seconds < 55) return `encore ${Math.ceil(seconds / 10) * 10}${BOUND}s environ`
  return `encore ${durationWords(Math.max(1, Math.round(seconds / 60)))} environ`
}

/** `lundi 15 juin à 10 h 42`, in the time of the territory. */
export function momentWords(instant: Temporal.Instant, timeZone = 'Europe/Paris'): string {
  const at = instant.toZonedDateTimeISO(timeZone)
  return `${dayWords(at.toPlainDate())} à ${clockWords(instant, timeZone)}`
}

/** `10 h 42`, in the time of the territory. */
export function clockWords(instant: Temporal.Instant, timeZone = 'Europe/Paris'): string {
  const at = instant.toZonedDateTimeISO(timeZone)
  return hourWords((at.hour * 60 + at.minute) * 60)
}

/** `a`, `a et b`, `a, b et c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} et ${words.at(-1)}`
}

/** The first letter as a sentence starts. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** « de Vire », « d’Argentan », « du Havre », « des Andelys ». */
export function deWords(name: string): string {
  if (/^Le /.test(name)) return `du ${name.slice(3)}`
  if (/^Les /.test(name)) return `des ${name.slice(4)}`
  return /^[aeiouyàâéèêëîïôöùûüœ]/i.test(name) ? `d’${name}` : `de ${name}`
}
