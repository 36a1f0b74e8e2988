import { mondayOf } from '#/calendar/index.ts'
import { freeSeatsOf, type Offer } from '#/offers/index.ts'
import type { Period, Pupil } from '#/pupils/index.ts'
import { fits, fittingWeeks, isOpenToLevel, type OfferFacts, type PupilFacts, type Unfit } from '#/rules/index.ts'

/** A week that a pupil may ask for. */
export interface OpenWeek {
  readonly week: string
  readonly scheme: string
  /** Seats left; 0: one may wait for it. */
  readonly free: number
}

/** Why an offer takes no application of a pupil. */
export type NotOpen =
  /** Not published, or no more. */
  | { readonly why: 'gone' }
  | { readonly why: 'unfit'; readonly unfit: Unfit }
  /** All its weeks have begun. */
  | { readonly why: 'past' }
  /** The pupil is placed elsewhere in all the weeks it could be. */
  | { readonly why: 'held' }

/** What openness is judged by. */
export interface Opening {
  readonly offer: Offer
  readonly pupil: Pupil
  /** Of the pupil's class; none: the school has not chosen yet, and every week is possible. */
  readonly periods: readonly Pick<Period, 'scheme' | 'weeks'>[]
  /** Where the pupil is placed already. */
  readonly held: readonly string[]
  readonly today: Temporal.PlainDate
}

/** The weeks for which this pupil may apply, ascending; for an offer of span `all`, all of them or none. */
export function openWeeks({ offer, pupil, periods, held, today }: Opening): readonly OpenWeek[] | NotOpen {
  if (offer.state !== 'published') return { why: 'gone' }
  const facts = factsOf(offer)
  const possible: readonly { scheme: PupilFacts['scheme']; weeks: readonly string[] }[] =
    periods.length > 0 ? periods : [{ scheme: undefined, weeks: offer.weeks.map(({ week }) => week) }]
  const found = new Map<string, OpenWeek>()
  let unfit: Unfit | undefined
  for (const { scheme, weeks } of possible) {
    const person = { ...pupil, scheme }
    const fitting = fittingWeeks(facts, person, weeks)
    unfit ??= fits(facts, person, weeks)
    for (const week of fitting) {
      const listed = offer.weeks.find((each) => each.week === week)
      if (listed) found.set(week, { week, scheme: scheme ?? schemeOf(offer, pupil), free: freeSeatsOf(offer, listed) })
    }
  }
  if (found.size === 0) return unfit ? { why: 'unfit', unfit } : { why: 'past' }
  const all = [...found.values()].toSorted((a, b) => (a.week < b.week ? -1 : 1))
  const future = all.filter(({ week }) => begins(week, today))
  const free = future.filter(({ week }) => !held.includes(week))
  const whole = offer.span === 'all'
  if (future.length === 0 || (whole && future.length < all.length)) return { why: 'past' }
  if (free.length === 0 || (whole && free.length < all.length)) return { why: 'held' }
  return free
}

/** Whether these are weeks that the pupil may ask for together: within one scheme, and all of them where a seat is for all. */
export function chosenScheme(
  offer: Pick<Offer, 'span'>,
  open: readonly OpenWeek[],
  weeks: readonly string[],
): string | undefined {
  const chosen = open.filter(({ week }) => weeks.includes(week))
  const [first] = chosen
  if (!first || chosen.length !== new Set(weeks).size) return undefined
  if (offer.span === 'all' && chosen.length !== open.length) return undefined
  return chosen.every(({ scheme }) => scheme === first.scheme) ? first.scheme : undefined
}

const begins = (week: string, today: Temporal.PlainDate): boolean => {
  const monday = mondayOf(week)
  return monday !== undefined && Temporal.PlainDate.compare(today, monday) < 0
}

const schemeOf = (offer: Offer, { level }: Pupil): string =>
  offer.schemes.find((scheme) => isOpenToLevel(scheme, level)) ?? offer.schemes[0] ?? ''

/** Facilities of the site count with those of the offer. */
const factsOf = (offer: Offer): OfferFacts => ({
  ...offer,
  facilities: [...offer.facilities, ...(offer.site?.facilities ?? [])],
})
