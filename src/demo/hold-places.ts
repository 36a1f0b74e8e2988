import type { Offer } from './offers.ts'
import { nearby } from './place.ts'
import type { Pupil } from './pupils.ts'
import type { Random } from './random.ts'

/**
 * Lets a share of the pupils hold a place already, found near home as families do: a valid seat of an offer open to them.
 * Groups are left alone, so that none is broken. Returns the pupils in the same order.
 */
export function holdPlaces(
  pupils: readonly Pupil[],
  offers: readonly Offer[],
  share: number,
  firstDay: Temporal.PlainDate,
  random: Random,
): Pupil[] {
  const near = nearby(offers.filter(({ group }) => group === undefined))
  const left = new Map(offers.map((offer) => [offer.id, new Map(offer.seats.map(({ week, seats }) => [week, seats]))]))
  const fits = (pupil: Pupil, age: number, offer: Offer): boolean =>
    pupil.weeks.every((week) => (left.get(offer.id)?.get(week) ?? 0) > 0) &&
    (offer.span === 'week' || offer.seats.length === pupil.weeks.length) &&
    pupil.needs.every((need) => offer.facilities.includes(need)) &&
    (offer.schools.length === 0 || offer.schools.includes(pupil.school)) &&
    pupil.priority >= (offer.minPriority ?? 0) &&
    age >= Math.max(15, offer.minAge ?? 0)
  return pupils.map((pupil) => {
    // Those with the fewest relations hold a place less often: that is the gap the product closes.
    if (!random.chance(share * (pupil.priority === 0 ? 1.12 : 0.72))) return pupil
    const age = ageOn(pupil.birthDate, firstDay)
    for (const radiusKm of [3, 9, 25]) {
      const open = near.within(pupil, radiusKm).filter((offer) => fits(pupil, age, offer))
      if (open.length < 3) continue
      const offer = random.pick(open)
      const seats = left.get(offer.id)!
      for (const week of pupil.weeks) seats.set(week, (seats.get(week) ?? 0) - 1)
      return { ...pupil, fixed: offer.id }
    }
    return pupil
  })
}

/** Whole years on a day. */
export function ageOn(birthDate: string, day: Temporal.PlainDate): number {
  return Temporal.PlainDate.from(birthDate).until(day, { largestUnit: 'years' }).years
}
