import { ageOn } from '#/rules/index.ts'
import { cellsOf, drawNear, isOpenTo } from './near-offers.ts'
import type { Offer } from './offers.ts'
import type { Pupil } from './pupils.ts'
import type { Random } from './random.ts'

/**
 * Lets a share of the pupils hold a place already, found near home as families do: a valid seat of an offer open to them.
 * Groups are left alone, so that none is broken. Returns the pupils in the same order.
 */
export function holdPlaces(
  pupils: readonly Pupil[],
  offers: readonly Offer[],
  shareOf: (pupil: Pupil) => number,
  firstDay: Temporal.PlainDate,
  random: Random,
): Pupil[] {
  const cells = cellsOf(offers.filter(({ group }) => group === undefined))
  const left = new Map(offers.map((offer) => [offer.id, new Map(offer.seats.map(({ week, seats }) => [week, seats]))]))
  return pupils.map((pupil) => {
    // Those with the fewest relations hold a place less often: that is the gap the product closes.
    if (!random.chance(shareOf(pupil) * (pupil.priority === 0 ? 1.12 : 0.72))) return pupil
    const age = ageOn(Temporal.PlainDate.from(pupil.birthDate), firstDay)
    for (const offer of drawNear(cells, pupil, random)) {
      const seats = left.get(offer.id)
      if (!seats || !isOpenTo(offer, pupil, age) || !pupil.weeks.every((week) => (seats.get(week) ?? 0) > 0)) continue
      for (const week of pupil.weeks) seats.set(week, (seats.get(week) ?? 0) - 1)
      return { ...pupil, fixed: offer.id }
    }
    return pupil
  })
}
