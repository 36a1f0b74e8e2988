import KDBush from 'kdbush'
import type { Random } from './random.ts'

export interface Point {
  readonly lat: number
  readonly lon: number
}

/** A commune as the generator needs it, wherever it comes from. */
export interface Place extends Point {
  readonly code: string
  readonly name: string
  readonly postcode: string
  readonly departement: string
  readonly region: string
  readonly epci: string
  readonly population: number
  /** The position is our guess, not a published one. */
  readonly approximate: boolean
  /** Outer rings [lon, lat] where the outline is known: people and hosts are then put inside it. */
  readonly outline?: readonly (readonly (readonly [number, number])[])[]
}

const kmPerDegree = 111.195

/** Crow's distance in kilometres, good to a few parts in a thousand at the scale of a country. */
export function kilometres(one: Point, other: Point): number {
  const x = (one.lon - other.lon) * cosine((one.lat + other.lat) / 2)
  const y = one.lat - other.lat
  return Math.sqrt(x * x + y * y) * kmPerDegree
}

/** The point `east` and `north` kilometres away. */
export function moved({ lat, lon }: Point, east: number, north: number): Point {
  return rounded({ lat: lat + north / kmPerDegree, lon: lon + east / (kmPerDegree * cosine(lat)) })
}

/** Five decimals: about a metre, and the same text everywhere. */
export function rounded({ lat, lon }: Point): Point {
  return { lat: Math.round(lat * 1e5) / 1e5, lon: Math.round(lon * 1e5) / 1e5 }
}

/** Finds what lies near, over points that do not change. */
export interface Nearby<T extends Point> {
  within(point: Point, radiusKm: number): T[]
  /** At most `count`, nearest first, equal distances in the order given. */
  nearest(point: Point, count: number, accept?: (item: T) => boolean): T[]
}

export function nearby<T extends Point>(items: readonly T[]): Nearby<T> {
  const middle = items.reduce((sum, { lat }) => sum + lat, 0) / Math.max(1, items.length)
  const shrink = cosine(middle)
  const index = new KDBush(Math.max(1, items.length))
  for (const { lat, lon } of items) index.add(lon * shrink, lat)
  if (items.length === 0) index.add(1e6, 1e6)
  index.finish()
  // The plane of the index stretches a little away from its middle latitude: look wider, then measure truly.
  const around = (point: Point, radiusKm: number) =>
    index
      .within(point.lon * shrink, point.lat, (radiusKm / kmPerDegree) * 1.25)
      .filter((at) => at < items.length)
      .map((at) => ({ at, km: kilometres(point, items[at]!) }))
      .filter(({ km }) => km <= radiusKm)
  return {
    within: (point, radiusKm) =>
      around(point, radiusKm)
        .sort((a, b) => a.at - b.at)
        .map(({ at }) => items[at]!),
    nearest(point, count, accept = () => true) {
      for (let radiusKm = 4; ; radiusKm *= 2) {
        const found = around(point, radiusKm).filter(({ at }) => accept(items[at]!))
        if (found.length < count && radiusKm < 20_000) continue
        return found
          .sort((a, b) => a.km - b.km || a.at - b.at)
          .slice(0, count)
          .map(({ at }) => items[at]!)
      }
    },
  }
}

/** How far from its centre the homes and streets of a commune reach, in kilometres. */
export function builtRadius({ population }: Place): number {
  return Math.min(6.5, 0.5 + Math.sqrt(population) / 62)
}

/** A place to live: most in the built-up part, some in hamlets where the commune is small. */
export function homeIn(place: Place, random: Random): Point {
  const hamlet = place.population < 3000 && random.chance(0.4)
  const spread = hamlet ? 1.7 : builtRadius(place) * 0.55
  return scattered(place, spread, random)
}

/** A place to work: nearer to the centre than homes. */
export function workIn(place: Place, random: Random): Point {
  return scattered(place, builtRadius(place) * 0.35, random)
}

/** A bell-shaped draw around the centre, kept inside the outline where there is one. */
export function scattered(place: Place, spreadKm: number, random: Random): Point {
  for (let attempt = 0; attempt < 40; attempt++) {
    const point = moved(place, random.bell() * spreadKm, random.bell() * spreadKm)
    if (place.outline === undefined || isInside(place.outline, point)) return point
  }
  return rounded(place)
}

function isInside(rings: NonNullable<Place['outline']>, { lat, lon }: Point): boolean {
  let inside = false
  for (const ring of rings) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [x, y] = ring[at]!
      const [px, py] = ring[before]!
      if (y > lat !== py > lat && lon < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside
    }
  }
  return inside
}

const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180)
