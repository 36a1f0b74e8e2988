import type { Offer } from './offers.ts'
import type { Point } from './place.ts'
import type { Pupil } from './pupils.ts'
import type { Random } from './random.ts'

/** Offers by cells of four kilometres or so: half a million pupils look around them, in Paris among thousands. */
export type OfferCells = ReadonlyMap<string, readonly Offer[]>

export const cellsOf = (offers: readonly Offer[]): OfferCells => Map.groupBy(offers, (offer) => cell(offer, 0, 0))

/** Draws offers around a home, nearer ones first, as families ask around. */
export function* drawNear(cells: OfferCells, home: Point, random: Random): Generator<Offer> {
  for (const around of [0, 1, 3]) {
    const lists = listsAround(cells, home, around)
    const count = lists.reduce((sum, list) => sum + list.length, 0)
    for (let draw = 0; draw < Math.min(30, count); draw++) yield at(lists, random.below(count))
  }
}

/** Whether the offer is open to the pupil for all the weeks they look for, whoever holds its seats. */
export const isOpenTo = (offer: Offer, pupil: Pupil, age: number): boolean =>
  (offer.span === 'week' || offer.seats.length === pupil.weeks.length) &&
  pupil.needs.every((need) => offer.facilities.includes(need)) &&
  (offer.schools.length === 0 || offer.schools.includes(pupil.school)) &&
  pupil.priority >= (offer.minPriority ?? 0) &&
  age >= Math.max(15, offer.minAge ?? 0)

function listsAround(cells: OfferCells, point: Point, around: number): (readonly Offer[])[] {
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
