/** An event of a calendar file: whole days, or from one time of day to another. */
export interface CalendarEvent {
  /** Stable and unique: the same event again replaces the former. */
  readonly uid: string
  readonly title: string
  readonly place?: string
  readonly description?: string
  readonly when:
    | {
        readonly first: Temporal.PlainDate
        /** Included. */
        readonly last: Temporal.PlainDate
      }
    | { readonly from: Temporal.Instant; readonly until: Temporal.Instant }
  /** Leaves the time free in the person's calendar. */
  readonly leavesFree?: boolean
}

/** Events as a calendar file (RFC 5545), as phones and mailboxes take it. `product` names what wrote it: `Offres`. */
export function calendarFile(
  events: readonly CalendarEvent[],
  { product, now }: { readonly product: string; readonly now: Temporal.Instant },
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    `PRODID:-//Passerelle//${product}//FR`,
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${moment(now)}`,
      ...('first' in event.when
        ? [
            `DTSTART;VALUE=DATE:${basic(event.when.first)}`,
            // The end is not part of the event.
            `DTEND;VALUE=DATE:${basic(event.when.last.add({ days: 1 }))}`,
          ]
        : [`DTSTART:${moment(event.when.from)}`, `DTEND:${moment(event.when.until)}`]),
      `SUMMARY:${escaped(event.title)}`,
      ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
      ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
      ...(event.leavesFree ? ['TRANSP:TRANSPARENT'] : []),
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** What a calendar file is sent with. */
export const calendarHeaders = (filename: string): Record<string, string> => ({
  'content-type': 'text/calendar; charset=utf-8',
  'content-disposition': `attachment; filename="${filename}"`,
})

const moment = (at: Temporal.Instant): string => at.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')

const basic = (day: Temporal.PlainDate): string => day.toString().replaceAll('-', '')

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`)

/** Lines of 75 bytes at most, the rest on lines that begin with a blank; never within a letter. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 74) {
      parts.push(part)
      part = ''
    }
    part += letter
  }
  return [...parts, part].join('\r\n ')
}
