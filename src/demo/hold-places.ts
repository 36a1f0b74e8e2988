import type { Offer } from './offers.ts'
import type { Point } from './place.ts'
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
  const cells = Map.groupBy(
    offers.filter(({ group }) => group === undefined),
    (offer) => cell(offer, 0, 0),
  )
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
    for (const around of [0, 1, 3]) {
      const lists = listsAround(cells, pupil, around)
      const count = lists.reduce((sum, list) => sum + list.length, 0)
      for (let draw = 0; draw < Math.min(30, count); draw++) {
        const offer = at(lists, random.below(count))
        if (!fits(pupil, age, offer)) continue
        const seats = left.get(offer.id)!
        for (const week of pupil.weeks) seats.set(week, (seats.get(week) ?? 0) - 1)
        return { ...pupil, fixed: offer.id }
      }
    }
    return pupil
  })
}

/** Offers by cells of four kilometres or so: half a million pupils look around them, in Paris among thousands. */
function listsAround(cells: ReadonlyMap<string, readonly Offer[]>, point: Point, around: number): (readonly Offer[])[] {
  const lists: (readonly Offer[])[] = []
  for (let row = -around; row <= around; row++)
    for (let column = -around; column <= around; column++) {
      const list = cells.get(cell(point, row, column))
      if (list) lists.push(list)
    }
  return lists
}

function at(lists: readonly (readonly Offer[])[], index: number): Offer {
  let rest = index
  for (const list of lists) {
    const offer = list[rest]
    if (offer !== undefined) return offer
    rest -= list.length
  }
  throw new RangeError(`no offer ${index}`)
}

const cell = ({ lat, lon }: Point, row: number, column: number): string =>
  `${Math.floor(lat / 0.04) + row}/${Math.floor(lon / 0.06) + column}`

/** Whole years on a day. */
export function ageOn(birthDate: string, day: Temporal.PlainDate): number {
  return Temporal.PlainDate.from(birthDate).until(day, { largestUnit: 'years' }).years
}
