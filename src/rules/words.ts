import { BOUND, dayWords } from '#/design/words.ts'

/** « 7 h », « 7 h 30 », « 45 min ». */
export function durationWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return `${rest}${BOUND}min`
  return rest === 0 ? `${hours}${BOUND}h` : `${hours}${BOUND}h${BOUND}${String(rest).padStart(2, '0')}`
}

/** « 8 h 05 », from minutes since midnight; past midnight it starts again. */
export const clockWords = (minutes: number): string =>
  minutes % 1440 === 0
    ? `0${BOUND}h`
    : durationWords(minutes % 1440).replace(/^(\d+)\u00a0min$/, `0${BOUND}h${BOUND}$1`)

/** « lundi 15 juin ». */
export const dateWords = (date: string): string => dayWords(Temporal.PlainDate.from(date))

/** « 15 juin 2026 ». */
export const yearDateWords = (date: string): string =>
  dayWords(Temporal.PlainDate.from(date), { weekday: false, year: true })
