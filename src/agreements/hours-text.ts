import { BOUND } from '#/design/words.ts'
import type { DayHours, OfferHours } from '#/offers/index.ts'

/** ISO weekdays of an agreement's timetable, as people read them. */
export const weekdays = [
  [1, 'lundi'],
  [2, 'mardi'],
  [3, 'mercredi'],
  [4, 'jeudi'],
  [5, 'vendredi'],
  [6, 'samedi'],
] as const
export type Weekday = (typeof weekdays)[number][0]

const clock = (minutes: number): string =>
  `${Math.floor(minutes / 60)}${BOUND}h${minutes % 60 === 0 ? '' : `${BOUND}${String(minutes % 60).padStart(2, '0')}`}`

/** « 9 h – 12 h 30, 13 h 30 – 17 h ». */
export const dayHoursText = ({ start, end, lunch }: DayHours): string =>
  lunch
    ? `${clock(start)} – ${clock(lunch.start)}, ${clock(lunch.end)} – ${clock(end)}`
    : `${clock(start)} – ${clock(end)}`

/**
 * Reads what people write of a day: « 9h-12h30 13h30-17h », « 9:00 à 17:00 », « 9 h – 12 h ». Undefined when it is not two or four hours
 * that follow each other.
 */
export function readDayHours(text: string): DayHours | undefined {
  const found = text.toLowerCase().match(/\d{1,2}\s*(?:h|:)?\s*(?:\d{2})?/g) ?? []
  const left = text.toLowerCase().replace(/\d{1,2}\s*(?:h|:)?\s*(?:\d{2})?/g, '')
  if (!/^(?:[\s,;.–—-]|à|a|de|et|puis)*$/.test(left)) return undefined
  const minutes = found.map((each) => {
    const [, hour, minute = '0'] = /^(\d{1,2})\s*(?:h|:)?\s*(\d{2})?$/.exec(each.trim()) ?? []
    return Number(hour) > 24 || Number(minute) > 59 ? Number.NaN : Number(hour) * 60 + Number(minute)
  })
  if (minutes.some((value, at) => Number.isNaN(value) || value > 1440 || value <= (minutes[at - 1] ?? -1)))
    return undefined
  const [one, two, three, four] = minutes
  if (one === undefined || two === undefined) return undefined
  if (minutes.length === 2) return { start: one, end: two }
  if (minutes.length !== 4 || three === undefined || four === undefined) return undefined
  return { start: one, end: four, lunch: { start: two, end: three } }
}

/** The timetable with one day changed; undefined takes the day away. */
export function withDay(hours: OfferHours, weekday: Weekday, day: DayHours | undefined): OfferHours {
  const { [weekday]: _, ...others } = hours
  return day ? { ...others, [weekday]: day } : others
}
