import { hourKeys, type OfferAnswers, textOf, valuesOf, weekdays } from './offer-answers.ts'
import type { DayHours, OfferHours } from './tables.ts'

/** Is told what is to be mended, in which field. */
export type Fail = (name: string, message: string) => void

/** Minutes since midnight of `9:00`, `09:00`, `9h30`, `9 h`; undefined for anything else. */
export function readClock(text: string): number | undefined {
  const [, hour, minute = '0'] = /^(\d{1,2})\s*[:hH]\s*(\d{2})?$/.exec(text.trim()) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined
  return Number(hour) * 60 + Number(minute)
}

/** The hours that the answers `jours`, `debut`, `fin`, `midi`, `reprise` describe; `fail` is told what cannot be read, field by field. */
export function readHours(answers: OfferAnswers, fail: Fail): OfferHours {
  const days = valuesOf(answers, 'jours')
  const hours: { -readonly [Day in keyof OfferHours]: OfferHours[Day] } = {}
  const said = new Set<string>()
  const failOnce: Fail = (name, message) => {
    if (!said.has(name)) fail(name, message)
    said.add(name)
  }
  for (const day of weekdays) {
    if (!days.includes(String(day))) continue
    const own = hourKeys.some((key) => textOf(answers, `${key}-${day}`) !== '')
    const key = (name: (typeof hourKeys)[number]): string => (own ? `${name}-${day}` : name)
    const read = readDay(answers, key, failOnce)
    if (read) hours[day] = read
  }
  if (days.length === 0) fail('jours', 'Choisissez au moins un jour.')
  return hours
}

function readDay(
  answers: OfferAnswers,
  key: (name: (typeof hourKeys)[number]) => string,
  fail: Fail,
): DayHours | undefined {
  const [start, end, from, to] = hourKeys.map((name) => readClock(textOf(answers, key(name))))
  const isEmpty = (name: (typeof hourKeys)[number]): boolean => textOf(answers, key(name)) === ''
  for (const [at, name] of hourKeys.entries())
    if ([start, end, from, to][at] === undefined && (at < 2 || !isEmpty(name)))
      fail(key(name), 'Donnez une heure, par exemple 9:00.')
  if (start === undefined || end === undefined) return undefined
  if (end <= start) {
    fail(key('fin'), 'Le départ doit être après l’arrivée.')
    return undefined
  }
  if (isEmpty('midi') && isEmpty('reprise')) return { start, end }
  if (from === undefined || to === undefined) {
    fail(
      key(from === undefined ? 'midi' : 'reprise'),
      'Donnez le début et la fin de la pause, ou laissez les deux vides.',
    )
    return undefined
  }
  if (!(start < from && from < to && to < end)) {
    fail(key('midi'), 'La pause doit commencer après l’arrivée et finir avant le départ.')
    return undefined
  }
  return { start, end, lunch: { start: from, end: to } }
}
