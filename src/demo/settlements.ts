import { kilometres, type Nearby, nearby, type Place, type Point, scattered } from './place.ts'
import type { Random } from './random.ts'

/** What a commune is to those around it. */
export type SettlementKind = 'centre' | 'suburb' | 'bourg' | 'country'

export interface Settlement extends Place {
  readonly kind: SettlementKind
  /** The town it looks to: itself for a centre, the nearest weighty centre for the others. */
  readonly town: Place
  readonly kmToTown: number
}

export interface Settlements {
  /** In the order of the places given. */
  readonly all: readonly Settlement[]
  readonly centres: readonly Settlement[]
  readonly around: Nearby<Settlement>
}

const suburbRadius = (population: number): number => 2.5 + Math.sqrt(population) / 42

/** Tells towns, suburbs, bourgs and country apart by population and neighbourhood. */
export function describeSettlements(places: readonly Place[]): Settlements {
  const near = nearby(places)
  const isLargest = (place: Place, radiusKm: number): boolean =>
    near.within(place, radiusKm).every((other) => other === place || other.population < place.population)
  const centres = places.filter((place) => place.population >= 4500 && isLargest(place, suburbRadius(place.population)))
  const towns = centres.length > 0 ? centres : [places.reduce((a, b) => (b.population > a.population ? b : a))]
  const isTown = new Set(towns)
  const townsNear = nearby(towns)
  const all = places.map((place): Settlement => {
    // A large town draws from further than a small one.
    const drawn = townsNear
      .nearest(place, 6)
      .map((town) => ({ town, km: kilometres(town, place) }))
      .sort((a, b) => a.km / a.town.population ** 0.25 - b.km / b.town.population ** 0.25)
    const { town, km: kmToTown } = drawn[0]!
    if (isTown.has(place)) return { ...place, kind: 'centre', town: place, kmToTown: 0 }
    const kind =
      kmToTown <= suburbRadius(town.population) && place.population >= 600
        ? 'suburb'
        : place.population >= 2000 || (place.population >= 1000 && isLargest(place, 5))
          ? 'bourg'
          : 'country'
    return { ...place, kind, town, kmToTown }
  })
  return { all, centres: all.filter(({ kind }) => kind === 'centre'), around: nearby(all) }
}

/** Whether its people count as rural: the country, and bourgs that are small. */
export function isRural({ kind, population }: Settlement): boolean {
  return kind === 'country' || (kind === 'bourg' && population < 3500)
}

/** Jobs by inhabitant: what pulls hosts together. */
const jobsPerHead: Readonly<Record<SettlementKind, number>> = { centre: 0.66, suburb: 0.33, bourg: 0.28, country: 0.07 }

/** Jobs of a commune, an order of size: towns hold more than their share, the country much less. */
export function jobs({ kind, population }: Settlement): number {
  return population * jobsPerHead[kind] * (kind === 'centre' ? (Math.max(1, population) / 10_000) ** 0.06 : 1)
}

/** The activity zones at the edge of towns, by the code of their town. */
export function activityZones({ all, centres }: Settlements, random: Random): ReadonlyMap<string, readonly Point[]> {
  const suburbs = Map.groupBy(
    all.filter(({ kind }) => kind === 'suburb'),
    ({ town }) => town.code,
  )
  return new Map(
    centres.map((centre) => {
      const edge = suburbs.get(centre.code) ?? []
      const count = Math.min(9, 1 + Math.floor(centre.population / 9000))
      const zones = Array.from({ length: count }, () => {
        const where = edge.length > 0 && random.chance(0.6) ? random.pick(edge) : centre
        return scattered(where, where === centre ? 1.6 : 0.8, random)
      })
      return [centre.code, zones]
    }),
  )
}
