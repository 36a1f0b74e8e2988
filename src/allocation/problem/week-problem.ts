import type { IsoWeek } from '#/calendar/index.ts'
import type { Campaign } from '../inputs/campaign.ts'
import { type Offer, seatsIn } from '../inputs/offer.ts'
import type { Pupil } from '../inputs/pupil.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'

/** One of the problems an allocation is made of: first the seats for all weeks together, then each week. */
export interface WeekProblem {
  /** `all`, or the week. */
  readonly key: string
  /** The weeks it can fill; of `all`, every week of its offers. */
  readonly weeks: readonly IsoWeek[]
  /** Indexes into the inputs' offers, ascending. */
  readonly offers: Uint32Array
  /** Pupils (fixed) who hold each offer already: the most in any of its weeks. */
  readonly held: Int32Array
  /** Seats that are still free, by offer: the least of its weeks, at most what the group has room for. */
  readonly seats: Int32Array
  /** Fewest pupils to add to those who hold it for the group to run; 0 without a group. */
  readonly needed: Int32Array
}

/** The weeks that a seat of this offer fills in a problem. */
export const weeksFilled = (problem: Pick<WeekProblem, 'key'>, offer: Pick<Offer, 'seats'>): readonly IsoWeek[] =>
  problem.key === 'all' ? offer.seats.map(({ week }) => week) : [problem.key]

/** Whether a pupil misses what a problem fills, as far as the files say: of `all`, several weeks; of a week, that week. */
export const mayMiss = ({ fixed, weeks }: Pick<Pupil, 'fixed' | 'weeks'>, { key }: Pick<WeekProblem, 'key'>): boolean =>
  fixed === undefined && (key === 'all' ? weeks.length > 1 : weeks.includes(key))

/** An offer `all` of a single week is no different from one `week`. */
const spansWeeks = (offer: Offer): boolean => offer.span === 'all' && offer.seats.length > 1

/** The problems of a campaign in the order in which they are solved. */
export function weekProblems({ campaign, offers, pupils }: AllocationInputs): readonly WeekProblem[] {
  const held = countHeld(pupils)
  const make = (key: string, chosen: readonly (readonly [Offer, number])[]): WeekProblem => {
    const problem = { key }
    const holders = (offer: Offer, week: IsoWeek): number => held.get(offer.id)?.get(week) ?? 0
    const each = (measure: (offer: Offer, weeks: readonly IsoWeek[]) => number) =>
      Int32Array.from(chosen, ([offer]) => measure(offer, weeksFilled(problem, offer)))
    return {
      key,
      weeks: [...new Set(chosen.flatMap(([offer]) => weeksFilled(problem, offer)))].toSorted(),
      offers: Uint32Array.from(chosen, ([, index]) => index),
      held: each((offer, weeks) => Math.max(0, ...weeks.map((week) => holders(offer, week)))),
      seats: each((offer, weeks) => {
        const room = (week: IsoWeek) =>
          Math.min(seatsIn(offer, week), offer.group?.max ?? Infinity) - holders(offer, week)
        return Math.max(0, Math.min(...weeks.map(room)))
      }),
      needed: each((offer, weeks) =>
        Math.max(0, ...weeks.map((week) => (offer.group?.min ?? 0) - holders(offer, week))),
      ),
    }
  }
  return problemKeys(campaign, offers).map((key) => make(key, offersOf(key, offers)))
}

function problemKeys({ weeks }: Campaign, offers: readonly Offer[]): readonly string[] {
  return offers.some(spansWeeks) ? ['all', ...weeks] : weeks
}

function offersOf(key: string, offers: readonly Offer[]): readonly (readonly [Offer, number])[] {
  return offers
    .map((offer, index) => [offer, index] as const)
    .filter(([offer]) => (key === 'all' ? spansWeeks(offer) : !spansWeeks(offer) && seatsIn(offer, key) > 0))
}

function countHeld(pupils: AllocationInputs['pupils']): ReadonlyMap<string, ReadonlyMap<IsoWeek, number>> {
  const held = new Map<string, Map<IsoWeek, number>>()
  for (const { fixed, weeks } of pupils) {
    if (fixed === undefined) continue
    const byWeek = held.get(fixed) ?? new Map<IsoWeek, number>()
    held.set(fixed, byWeek)
    for (const week of weeks) byWeek.set(week, (byWeek.get(week) ?? 0) + 1)
  }
  return held
}
