import { mondayOf } from '#/calendar/index.ts'
import { freeSeatsOf, hoursWords, type Offer } from '#/offers/index.ts'
import { calendarFile } from '#/platform/calendar-file.ts'

/** The weeks of an offer that still take somebody, as a calendar file: one event a week, Monday to Friday or Saturday. */
export function offerCalendar(
  offer: Offer,
  { address, now, thisWeek }: { readonly address: string; readonly now: Temporal.Instant; readonly thisWeek: string },
): string {
  const place = offer.site
    ? [offer.site.street, `${offer.site.postcode} ${offer.site.city}`].filter(Boolean).join(', ')
    : ''
  const events = offer.weeks
    .filter((each) => each.week >= thisWeek && freeSeatsOf(offer, each) > 0)
    .flatMap(({ week }) => {
      const first = mondayOf(week)
      if (!first) return []
      return {
        uid: `${offer.id}-${week}@passerelle`,
        title: `Stage : ${offer.title}`,
        place,
        description: [offer.hostName, ...hoursWords(offer.hours), address].join('\n'),
        when: { first, last: first.add({ days: offer.hours[6] ? 5 : 4 }) },
        leavesFree: true,
      }
    })
  return calendarFile(events, { product: 'Offres', now })
}
