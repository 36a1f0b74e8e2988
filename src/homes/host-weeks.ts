import { freeSeatsOf, type Offer } from '#/offers/index.ts'

/** One week over all the published offers of a host. */
export interface HostWeek {
  readonly week: string
  readonly seats: number
  readonly taken: number
  /** Every offer of this week is closed, and nobody comes. */
  readonly closed: boolean
  readonly offers: readonly { readonly id: string; readonly title: string; readonly seats: number }[]
}

/** The weeks to come of a host's published offers, ascending: closed weeks count with what is taken in them. */
export function hostWeeks(offers: readonly Offer[], thisWeek: string): readonly HostWeek[] {
  const cells = offers
    .filter(({ state }) => state === 'published')
    .flatMap((offer) => offer.weeks.map((week) => ({ offer, week })))
    .filter(({ week: { week } }) => week >= thisWeek)
  return [...Map.groupBy(cells, ({ week: { week } }) => week)]
    .map(([week, of]) => {
      const taken = of.reduce((sum, each) => sum + each.week.taken, 0)
      const free = of.reduce((sum, each) => sum + freeSeatsOf(each.offer, each.week), 0)
      const open = of.filter((each) => !each.week.closed)
      return {
        week,
        seats: taken + free,
        taken,
        closed: open.length === 0 && taken === 0,
        offers: open.map(({ offer: { id, title }, week: { seats } }) => ({ id, title, seats })),
      }
    })
    .toSorted((a, b) => (a.week < b.week ? -1 : 1))
}

/** Seats that are still free in these weeks. */
export const freeIn = (weeks: readonly HostWeek[]): number =>
  weeks.reduce((sum, { seats, taken }) => sum + Math.max(0, seats - taken), 0)
