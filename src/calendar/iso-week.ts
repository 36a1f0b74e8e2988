/** ISO 8601 weeks as texts (`2026-W25`), which sort like the weeks they name. */
export type IsoWeek = string

const form = /^(\d{4})-W(\d{2})$/

const mondays = new Map<string, Temporal.PlainDate>()

/** The week's Monday, or undefined when the text names no week that exists (`2026-W54`, `2026-W5`). */
export function mondayOf(week: string): Temporal.PlainDate | undefined {
  const known = mondays.get(week)
  if (known) return known
  const [, year, number] = form.exec(week) ?? []
  if (year === undefined || number === undefined || Number(number) === 0) return undefined
  // 4 January always belongs to week 1, and a week belongs to the year of its Thursday.
  const fourth = Temporal.PlainDate.from({ year: Number(year), month: 1, day: 4 })
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: Number(number) - 1 })
  if (monday.add({ days: 3 }).year !== Number(year)) return undefined
  mondays.set(week, monday)
  return monday
}

/** The week of a day. */
export const weekOf = (day: Temporal.PlainDate): IsoWeek =>
  `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`

/** Why a text is not a week, in French and with the remedy; undefined when it is one. */
export function weekDefect(text: string): string | undefined {
  if (mondayOf(text)) return undefined
  const [, year, number] = /^(\d{4})-?[WwSs]?(\d{1,2})$/.exec(text) ?? []
  if (year !== undefined && number !== undefined) {
    const padded = `${year}-W${number.padStart(2, '0')}`
    if (padded !== text && mondayOf(padded))
      return `« ${text} » n’est pas écrit comme une semaine ISO ; écrivez ${padded}.`
    return `« ${text} » n’existe pas : l’année ${year} a ${mondayOf(`${year}-W53`) ? 53 : 52} semaines.`
  }
  return `« ${text} » n’est pas une semaine ISO ; écrivez l’année, -W et le numéro à deux chiffres, par exemple 2026-W25.`
}

const dayMonth = new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', timeZone: 'UTC' })
const dayMonthYear = new Intl.DateTimeFormat('fr-FR', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const epoch = (date: Temporal.PlainDate): number => date.toZonedDateTime('UTC').epochMilliseconds
const first = (text: string): string => text.replace(/^1 /, '1er ')

/** « 15 juin 2026 ». */
export const sayDate = (date: Temporal.PlainDate): string => first(dayMonthYear.format(epoch(date)))

/** « semaine du 15 au 19 juin », Monday to Friday; « semaine du 29 juin au 3 juillet » across months. */
export function sayWeek(week: IsoWeek): string {
  const monday = mondayOf(week)
  if (!monday) return `semaine ${week}`
  const friday = monday.add({ days: 4 })
  const from =
    monday.month === friday.month ? (monday.day === 1 ? '1er' : monday.day) : first(dayMonth.format(epoch(monday)))
  return `semaine du ${from} au ${first(dayMonth.format(epoch(friday)))}`
}

/** « semaines du 15 au 19 juin et du 22 au 26 juin ». */
export function sayWeeks(weeks: readonly IsoWeek[]): string {
  const said = weeks.map((week) => sayWeek(week).replace(/^semaine /, ''))
  if (said.length === 1) return `semaine ${said[0]}`
  return `semaines ${said.slice(0, -1).join(', ')} et ${said.at(-1)}`
}
