import { BOUND, capital, listWords } from '#/design/index.ts'
import { clockText, type Weekday, weekdays } from '../offer-answers.ts'
import type { DayHours, OfferHours } from '../tables.ts'

export const weekdayWords: Readonly<Record<Weekday, string>> = {
  1: 'lundi',
  2: 'mardi',
  3: 'mercredi',
  4: 'jeudi',
  5: 'vendredi',
  6: 'samedi',
}

const clock = (minutes: number): string =>
  clockText(minutes).replace(/^0/, '').replace(':00', `${BOUND}h`).replace(':', `${BOUND}h${BOUND}`)

/** « 9 h à 16 h, pause de 12 h à 13 h ». */
const dayHoursWords = ({ start, end, lunch }: DayHours): string =>
  `${clock(start)} à ${clock(end)}${lunch ? `, pause de ${clock(lunch.start)} à ${clock(lunch.end)}` : ''}`

/** One line for each kind of day: « Lundi à jeudi : 9 h à 16 h », « Vendredi : 9 h à 12 h ». */
export function hoursWords(hours: OfferHours): readonly string[] {
  const days = weekdays.flatMap((day) => {
    const of = hours[day]
    return of ? [{ day, words: dayHoursWords(of) }] : []
  })
  return [...Map.groupBy(days, ({ words }) => words)].map(
    ([words, same]) => `${capital(daysListWords(same.map(({ day }) => day)))}${BOUND}: ${words}`,
  )
}

function daysListWords(days: readonly Weekday[]): string {
  const [first] = days
  const last = days.at(-1)
  if (first !== undefined && last !== undefined && days.length > 2 && last - first === days.length - 1)
    return `${weekdayWords[first]} à ${weekdayWords[last]}`
  return listWords(days.map((day) => weekdayWords[day]))
}
