import { kilometres, moved, nearby, type Place, type Point, rounded } from './place.ts'
import { seededRandom } from './random.ts'

type Unplaced = Omit<Place, 'lat' | 'lon' | 'approximate' | 'outline'>

/** Half the usual gap between two neighbouring communes, in kilometres. */
const spacingKm = 3

/**
 * Gives every commune a position. GeoNames places those of 1,000 people or more; the others are put near the known ones that share
 * their postcode, else their EPCI, else their département, apart from each other and between known places rather than beyond them
 * (so that few fall into the sea). These are guesses, marked `approximate`: against the published positions of Normandie
 * the middle error is 7 km. Repeatable: the draws depend on the commune's code only.
 */
export function placeUnknown(communes: readonly Unplaced[], known: ReadonlyMap<string, Point>): Place[] {
  const settled = communes.flatMap((commune) => {
    const point = known.get(commune.code)
    return point ? [{ ...commune, ...rounded(point), approximate: false }] : []
  })
  const around = nearby(settled)
  const peers = {
    postcode: Map.groupBy(settled, ({ postcode }) => postcode),
    epci: Map.groupBy(settled, ({ epci }) => epci),
    departement: Map.groupBy(settled, ({ departement }) => departement),
  }
  const sizes = Map.groupBy(communes, ({ postcode }) => postcode)
  const taken = new Crowd()
  for (const point of settled) taken.add(point)
  const anchors = new Map<string, Point>()
  const placed: Place[] = []
  for (const commune of communes) {
    const point = known.get(commune.code)
    if (point) {
      placed.push({ ...commune, ...rounded(point), approximate: false })
      continue
    }
    const { postcode, epci, departement } = commune
    const family = peers.postcode.get(postcode) ?? peers.epci.get(epci) ?? peers.departement.get(departement)
    if (!family) continue
    const shared = peers.postcode.has(postcode)
    // Communes of a postcode without a known town gather around a point of their own within the EPCI.
    const group = shared ? postcode : `${postcode}/${epci}`
    let anchor = anchors.get(group)
    if (anchor === undefined) {
      anchor = shared
        ? family.reduce((a, b) => (b.population > a.population ? b : a))
        : between(group, family, around, taken)
      anchors.set(group, anchor)
    }
    const reach = Math.max(spacingKm, spacingKm * 0.62 * Math.sqrt(sizes.get(postcode)?.length ?? 1))
    const found = pickSpot(commune.code, anchor, reach, around, taken)
    taken.add(found)
    placed.push({ ...commune, ...found, approximate: true })
  }
  return placed
}

/** A point between two known towns of the family (or of their neighbours), as far as can be from what is settled. */
function between(
  group: string,
  family: readonly Place[],
  around: ReturnType<typeof nearby<Place>>,
  taken: Crowd,
): Point {
  const random = seededRandom(`anchor/${group}`)
  let best: Point = family[0]!
  let bestGap = -1
  for (let draw = 0; draw < 24; draw++) {
    const one = random.pick(family)
    const other = random.pick(around.nearest(one, 7).slice(1))
    if (other === undefined) continue
    const share = 0.3 + 0.4 * random.next()
    const point = rounded({
      lat: one.lat + (other.lat - one.lat) * share,
      lon: one.lon + (other.lon - one.lon) * share,
    })
    const gap = Math.min(9, taken.gap(point))
    if (gap > bestGap) [best, bestGap] = [point, gap]
  }
  return best
}

/** The best of many draws around the anchor: room around it, near the anchor, and known places on every side. */
function pickSpot(
  code: string,
  anchor: Point,
  reach: number,
  around: ReturnType<typeof nearby<Place>>,
  taken: Crowd,
): Point {
  const random = seededRandom(`commune/${code}`)
  const neighbours = around.nearest(anchor, 14)
  let best = rounded(anchor)
  let bestScore = Number.NEGATIVE_INFINITY
  for (let draw = 0; draw < 24; draw++) {
    const wide = reach * (1 + draw / 24)
    const point = moved(anchor, (2 * random.next() - 1) * wide, (2 * random.next() - 1) * wide)
    const room = Math.min(spacingKm, taken.gap(point))
    const score = room * 2 - kilometres(anchor, point) * 0.35 - (isSurrounded(point, neighbours) ? 0 : 8)
    if (score > bestScore) [best, bestScore] = [point, score]
  }
  return best
}

/** Whether known places stand on every side: no half-plane through the point is empty of them. */
function isSurrounded(point: Point, neighbours: readonly Point[]): boolean {
  const angles = neighbours
    .map(({ lat, lon }) => Math.atan2(lat - point.lat, (lon - point.lon) * 0.67))
    .sort((a, b) => a - b)
  return angles.every((angle, at) => {
    const next = at + 1 < angles.length ? angles[at + 1]! : angles[0]! + 2 * Math.PI
    return next - angle < Math.PI
  })
}

/** Points by cells of some six kilometres, to which more are added as they are placed. */
class Crowd {
  readonly #cells = new Map<string, Point[]>()
  static readonly #size = 0.06

  add(point: Point): void {
    const key = Crowd.#key(point, 0, 0)
    const cell = this.#cells.get(key)
    if (cell) cell.push(point)
    else this.#cells.set(key, [point])
  }

  /** Kilometres to the nearest, seen within the cell and the eight around it. */
  gap(point: Point): number {
    let least = 99
    for (let row = -1; row <= 1; row++)
      for (let column = -1; column <= 1; column++)
        for (const other of this.#cells.get(Crowd.#key(point, row, column)) ?? [])
          least = Math.min(least, kilometres(point, other))
    return least
  }

  static #key({ lat, lon }: Point, row: number, column: number): string {
    return `${Math.floor(lat / Crowd.#size) + row}/${Math.floor(lon / (Crowd.#size * 1.5)) + column}`
  }
}
