import { type HolidayCalendar, isPublicHoliday, weekOf } from '#/calendar/index.ts'
import type { DayHours } from '#/offers/index.ts'
import type { PresenceDay, Span } from '#/rules/index.ts'
import type { AgreementContent, AgreementHost } from './content.ts'
import { weekdays } from './hours-text.ts'

/** Longer than this is not a placement: what a slip of the year would make. */
const mostDays = 400

const spansOf = ({ start, end, lunch }: DayHours): readonly Span[] =>
  lunch
    ? [
        { start, end: lunch.start },
        { start: lunch.end, end },
      ]
    : [{ start, end }]

/** The days on which the pupil is expected at one host: those of the timetable, public holidays left out. */
export function daysAt(host: AgreementHost, holidays: HolidayCalendar): readonly PresenceDay[] {
  const [from, to] = [Temporal.PlainDate.from(host.from), Temporal.PlainDate.from(host.to)]
  const length = Math.min(mostDays, from.until(to).days + 1)
  return Array.from({ length: Math.max(0, length) }, (_, at) => from.add({ days: at })).flatMap((day) => {
    const weekday = weekdays.find(([number]) => number === day.dayOfWeek)?.[0]
    const hours = weekday && host.hours[weekday]
    const date = day.toString()
    if (!hours || isPublicHoliday(date, holidays)) return []
    if (host.weeks && !host.weeks.includes(weekOf(day))) return []
    return [{ date, spans: spansOf(hours) }]
  })
}

/** The days of presence of the whole agreement, in order. */
export const presenceDays = (
  { hosts }: Pick<AgreementContent, 'hosts'>,
  holidays: HolidayCalendar,
): readonly PresenceDay[] =>
  hosts.flatMap((host) => daysAt(host, holidays)).toSorted((a, b) => a.date.localeCompare(b.date))

/** What the row keeps of the dates, for lists and overlaps. */
export function spanOf({ hosts }: Pick<AgreementContent, 'hosts'>): {
  readonly firstDay: string
  readonly lastDay: string
  readonly weeks: readonly string[]
} {
  const firstDay = hosts.map(({ from }) => from).toSorted()[0] ?? ''
  const lastDay =
    hosts
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? ''
  const weeks = new Set(hosts.flatMap((host) => host.weeks ?? weeksBetween(host.from, host.to)))
  return { firstDay, lastDay, weeks: [...weeks].toSorted() }
}

function weeksBetween(from: string, to: string): readonly string[] {
  const weeks: string[] = []
  const last = Temporal.PlainDate.from(to)
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, last) <= 0 && weeks.length < mostDays / 7;
    day = day.add({ days: 8 - day.dayOfWeek })
  )
    weeks.push(weekOf(day))
  return weeks
}
