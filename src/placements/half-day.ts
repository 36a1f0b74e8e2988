import { type HolidayCalendar, isPublicHoliday } from '#/calendar/index.ts'
import type { DayHours, OfferHours } from '#/offers/index.ts'

/** Presence is counted by half-days, as schools do. */
export type HalfDay = 'am' | 'pm'

/** A half-day on which the pupil is expected. */
export interface ExpectedHalf {
  /** ISO date. */
  readonly day: string
  readonly half: HalfDay
}

const noon = 13 * 60

/** The half-days of a day's hours: what begins before 13:00 is a morning, what goes on past it an afternoon. */
export function halvesOf({ start, end, lunch }: DayHours): readonly HalfDay[] {
  const morningEnds = lunch?.start ?? Math.min(end, noon)
  const afternoonStarts = lunch?.end ?? Math.max(start, noon)
  return [...(start < morningEnds ? (['am'] as const) : []), ...(end > afternoonStarts ? (['pm'] as const) : [])]
}

/** The half-days of a placement, in order: its weekdays between its two days, public holidays left out. */
export function expectedHalves(
  { from, to, hours }: { readonly from: string; readonly to: string; readonly hours: OfferHours },
  holidays: HolidayCalendar,
): readonly ExpectedHalf[] {
  const halves: ExpectedHalf[] = []
  const last = Temporal.PlainDate.from(to)
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, last) <= 0 && halves.length < most;
    day = day.add({ days: 1 })
  ) {
    const date = day.toString()
    const weekday = weekdays.find((each) => each === day.dayOfWeek)
    const worked = weekday && hours[weekday]
    if (!worked || isPublicHoliday(date, holidays)) continue
    halves.push(...halvesOf(worked).map((half) => ({ day: date, half })))
  }
  return halves
}

const weekdays = [1, 2, 3, 4, 5, 6] as const
/** No placement of a school year has more. */
const most = 730
