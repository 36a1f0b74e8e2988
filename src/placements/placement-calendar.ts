import type { CalendarEvent } from '#/platform/calendar-file.ts'
import type { Placement } from './placement.ts'

/** The days of a placement as events of a calendar, from the arrival to the departure of each. */
export function placementCalendar(
  { agreement, days, timeZone }: Placement,
  { title, address }: { readonly title: string; readonly address: string },
): readonly CalendarEvent[] {
  return days.flatMap(({ date, spans }) => {
    const [first, last] = [spans[0], spans.at(-1)]
    if (!first || !last) return []
    const day = Temporal.PlainDate.from(date)
    const at = (minutes: number): Temporal.Instant =>
      day
        .toPlainDateTime({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 })
        .add({ days: Math.floor(minutes / 1440) })
        .toZonedDateTime(timeZone)
        .toInstant()
    const host =
      agreement.content.hosts.find(({ from, to }) => date >= from && date <= to) ?? agreement.content.hosts[0]
    const who = host.tutor?.name || host.representative.name
    return {
      uid: `${agreement.id}-${date}@passerelle`,
      title: `${title} : ${host.name}`,
      place: host.siteAddress ?? host.address,
      description: [who ? `Demander ${who}` : '', address].filter(Boolean).join('\n'),
      when: { from: at(first.start), until: at(last.end) },
    }
  })
}
