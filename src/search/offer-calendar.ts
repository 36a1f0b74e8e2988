import { mondayOf } from '#/calendar/index.ts'
import { freeSeatsOf, type Offer } from '#/offers/index.ts'
import { hoursWords } from './pages/offer-page.tsx'

/** The weeks of an offer that still take somebody, as a calendar file (RFC 5545): one event a week, Monday to Friday or Saturday. */
export function offerCalendar(
  offer: Offer,
  { address, now, thisWeek }: { readonly address: string; readonly now: Temporal.Instant; readonly thisWeek: string },
): string {
  const stamp = now.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '')
  const where = offer.site
    ? [offer.site.street, `${offer.site.postcode} ${offer.site.city}`].filter(Boolean).join(', ')
    : ''
  const events = offer.weeks
    .filter((each) => each.week >= thisWeek && freeSeatsOf(offer, each) > 0)
    .flatMap(({ week }) => {
      const monday = mondayOf(week)
      if (!monday) return []
      return [
        'BEGIN:VEVENT',
        `UID:${offer.id}-${week}@passerelle`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${basic(monday)}`,
        `DTEND;VALUE=DATE:${basic(monday.add({ days: offer.hours[6] ? 6 : 5 }))}`,
        `SUMMARY:${escaped(`Stage : ${offer.title}`)}`,
        `LOCATION:${escaped(where)}`,
        `DESCRIPTION:${escaped([offer.hostName, ...hoursWords(offer), address].join('\n'))}`,
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
      ]
    })
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Passerelle//Offres//FR', ...events, 'END:VCALENDAR']
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

const basic = (day: Temporal.PlainDate): string => day.toString().replaceAll('-', '')

const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r?\n/g, String.raw`\n`)

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
