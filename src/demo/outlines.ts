import { kilometres, nearby, type Place, type Point } from './place.ts'

/** A closed ring [lon, lat]; the last position repeats the first. */
export type Ring = readonly (readonly [lon: number, lat: number])[]

/** The approximate outline of an area: outer rings, and the holes that other areas fill. */
export interface Outline {
  readonly kind: 'region' | 'departement' | 'epci' | 'bassin'
  readonly code: string
  readonly rings: readonly Ring[]
}

type Lattice = readonly [x: number, y: number]

/** Nearest-commune labels on a lattice of square cells; -1 where no commune is near. */
interface Raster {
  readonly width: number
  readonly height: number
  readonly labels: Int32Array
  toLonLat(corner: Lattice): readonly [number, number]
}

/** Land reaches this far from a commune, and across gaps between communes up to twice `gapKm`. */
const landKm = 5
const gapKm = 14
/** Parts of an area smaller than this, away from its main part, come from guessed positions: they join their surroundings. */
const speckCells = 45

/**
 * Draws areas without any map at hand: every point near a commune belongs to the nearest one, and the borders between
 * groups of communes are traced, smoothed once for both neighbours, so that no gap opens between them. Approximate by construction:
 * say « contours approchés » wherever they are shown.
 */
export function drawOutlines(
  places: readonly Place[],
  groups: readonly { readonly kind: Outline['kind']; readonly codeOf: (place: Place) => string | undefined }[],
): Outline[] {
  // Regions apart (overseas départements) have rasters of their own.
  const outlines: Outline[] = []
  for (const cluster of clusters(places)) {
    const raster = rasterise(cluster)
    for (const { kind, codeOf } of groups) {
      const codes = [...new Set(cluster.map((place) => codeOf(place) ?? ''))].filter((code) => code !== '')
      const numberOf = new Map(codes.map((code, index) => [code, index]))
      const groupOf = Int32Array.from(cluster, (place) => numberOf.get(codeOf(place) ?? '') ?? -1)
      const labels = withoutSpecks({
        ...raster,
        labels: raster.labels.map((label) => (label < 0 ? -1 : groupOf[label]!)),
      })
      const rings = traceRings({ ...raster, labels })
      for (const [index, code] of codes.entries())
        outlines.push({
          kind,
          code,
          rings: (rings.get(index) ?? []).map((ring) => ring.map((at) => raster.toLonLat(at))),
        })
    }
  }
  return outlines
}

/** Metropolitan France on one side, each overseas département on its own. */
function clusters(places: readonly Place[]): Place[][] {
  return [...Map.groupBy(places, ({ departement }) => (departement.length > 2 ? departement : '')).values()]
}

function rasterise(places: readonly Place[]): Raster {
  const [west, east] = [Math.min(...lons(places)) - 0.2, Math.max(...lons(places)) + 0.2]
  const [south, north] = [Math.min(...lats(places)) - 0.13, Math.max(...lats(places)) + 0.13]
  const heightKm = (north - south) * 111.2
  const cellKm = Math.max(0.8, heightKm / 420)
  const stepLat = cellKm / 111.2
  const stepLon = stepLat / Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [width, height] = [Math.ceil((east - west) / stepLon), Math.ceil((north - south) / stepLat)]
  const labels = new Int32Array(width * height).fill(-1)
  const isLand = new Uint8Array(width * height)
  const near = nearby(places.map((place, index) => ({ lat: place.lat, lon: place.lon, index })))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const point = { lat: south + (y + 0.5) * stepLat, lon: west + (x + 0.5) * stepLon }
      let best = gapKm
      for (const place of near.within(point, gapKm)) {
        const km = kilometres(place, point)
        if (km < best) [best, labels[y * width + x]] = [km, place.index]
      }
      if (best < landKm) isLand[y * width + x] = 1
    }
  eatShore(labels, isLand, width, Math.round((gapKm - landKm) / cellKm))
  const round = (value: number): number => Math.round(value * 1e4) / 1e4
  return { width, height, labels, toLonLat: ([x, y]) => [round(west + x * stepLon), round(south + y * stepLat)] }
}

/** Takes back what was reached over `gapKm` from the outside in: gaps between communes stay filled, the shore does not move out. */
function eatShore(labels: Int32Array, isLand: Uint8Array, width: number, cells: number): void {
  const height = labels.length / width
  let shore = Int32Array.from([...labels.keys()].filter((at) => labels[at]! < 0))
  for (let round = 0; round < cells; round++) {
    const eaten: number[] = []
    for (const at of shore)
      for (const next of neighbours(at, width, height))
        if (labels[next]! >= 0 && isLand[next] === 0) {
          labels[next] = -1
          eaten.push(next)
        }
    shore = Int32Array.from(eaten)
  }
}

function withoutSpecks({ width, height, labels }: Raster): Int32Array {
  const seen = new Uint8Array(labels.length)
  const parts: number[][] = []
  const largest = new Map<number, number>()
  for (let start = 0; start < labels.length; start++) {
    const label = labels[start]!
    if (seen[start] === 1 || label < 0) continue
    const part = [start]
    seen[start] = 1
    for (let read = 0; read < part.length; read++)
      for (const next of neighbours(part[read]!, width, height))
        if (seen[next] === 0 && labels[next] === label) {
          seen[next] = 1
          part.push(next)
        }
    parts.push(part)
    largest.set(label, Math.max(largest.get(label) ?? 0, part.length))
  }
  const cleaned = labels.slice()
  for (const part of parts) {
    const own = labels[part[0]!]!
    if (part.length >= speckCells || part.length === largest.get(own)) continue
    const votes = new Map<number, number>()
    for (const at of part)
      for (const next of neighbours(at, width, height)) {
        const label = cleaned[next]!
        if (label !== own) votes.set(label, (votes.get(label) ?? 0) + 1)
      }
    const [winner] = [...votes].sort(([a, one], [b, other]) => other - one || a - b)[0] ?? [-1]
    for (const at of part) cleaned[at] = winner
  }
  return cleaned
}

function neighbours(at: number, width: number, height: number): number[] {
  const x = at % width
  const found: number[] = []
  if (x > 0) found.push(at - 1)
  if (x + 1 < width) found.push(at + 1)
  if (at >= width) found.push(at - width)
  if (at + width < width * height) found.push(at + width)
  return found
}

/** Follows the edges between cells of different labels; corners where three meet cut them into shared arcs. */
function traceRings({ width, height, labels }: Raster): Map<number, Lattice[][]> {
  const stride = width + 1
  const labelAt = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? -1 : labels[y * width + x]!
  const around = (corner: number): number[] => {
    const [x, y] = [corner % stride, Math.floor(corner / stride)]
    return [labelAt(x - 1, y - 1), labelAt(x, y - 1), labelAt(x, y), labelAt(x - 1, y)]
  }
  const isNode = (corner: number): boolean => {
    const [a, b, c, d] = around(corner)
    const changes = Number(a !== b) + Number(b !== c) + Number(c !== d) + Number(d !== a)
    return changes > 2
  }
  // Each label's border as directed edges from corner to corner, the label on the left.
  const next = new Map<number, Map<number, number[]>>()
  const add = (label: number, from: number, to: number): void => {
    if (label < 0) return
    const edges = next.get(label) ?? new Map<number, number[]>()
    next.set(label, edges)
    const list = edges.get(from)
    if (list) list.push(to)
    else edges.set(from, [to])
  }
  for (let y = 0; y <= height; y++)
    for (let x = 0; x <= width; x++) {
      const corner = y * stride + x
      const [below, above] = [labelAt(x, y - 1), labelAt(x, y)]
      if (x < width && below !== above) {
        add(above, corner, corner + 1)
        add(below, corner + 1, corner)
      }
      const [left, right] = [labelAt(x - 1, y), labelAt(x, y)]
      if (y < height && left !== right) {
        add(left, corner, corner + stride)
        add(right, corner + stride, corner)
      }
    }
  const smoothed = new Map<string, Lattice[]>()
  const toLattice = (corner: number): Lattice => [corner % stride, Math.floor(corner / stride)]
  const smoothArc = (arc: number[]): Lattice[] => {
    const forward = arc[0]! < arc.at(-1)! || (arc[0] === arc.at(-1) && arc[1]! < arc.at(-2)!)
    const ordered = forward ? arc : arc.toReversed()
    const key = `${ordered[0]}/${ordered[1]}/${ordered.at(-1)}`
    const known = smoothed.get(key) ?? smooth(ordered.map(toLattice))
    smoothed.set(key, known)
    return forward ? known : known.toReversed()
  }
  const rings = new Map<number, Lattice[][]>()
  for (const [label, edges] of next) {
    const own: Lattice[][] = []
    for (;;) {
      const ring = takeRing(edges, isNode)
      if (ring === undefined) break
      const joined = cutAtNodes(ring, isNode).flatMap((arc) => smoothArc(arc).slice(0, -1))
      // Specks of a few cells are noise of the lattice.
      if (ring.length > 12 && joined.length > 2) own.push([...joined, joined[0]!])
    }
    rings.set(label, own)
  }
  return rings
}

/** Takes one closed walk out of the edges, started at a node where there is one. */
function takeRing(edges: Map<number, number[]>, isNode: (corner: number) => boolean): number[] | undefined {
  const start = edges.keys().next().value
  if (start === undefined) return undefined
  const ring = [start]
  for (let at = start; ; ) {
    const onward = edges.get(at)!
    // Where two corners of the label touch, turn back to the side one came from: rings stay apart.
    const before = ring.at(-2)
    const chosen = onward.length > 1 && before !== undefined ? turnLeft(before, at, onward) : 0
    const [to] = onward.splice(chosen, 1)
    if (onward.length === 0) edges.delete(at)
    ring.push(to!)
    at = to!
    if (at === start) break
  }
  const first = ring.findIndex(isNode)
  if (first > 0) return [...ring.slice(first, -1), ...ring.slice(0, first + 1)]
  if (first < 0) {
    // An island: all start it at the same corner, so that the areas on both sides smooth it alike.
    const least = ring.indexOf(Math.min(...ring))
    return [...ring.slice(least, -1), ...ring.slice(0, least + 1)]
  }
  return ring
}

function turnLeft(before: number, at: number, onward: readonly number[]): number {
  // Going by +1, stride, -1, -stride: the left turn of a step is the one a quarter further.
  const step = at - before
  const left = onward.findIndex((to) => {
    const turned = to - at
    return (
      (Math.abs(step) === 1) !== (Math.abs(turned) === 1) &&
      (Math.abs(step) === 1 ? Math.sign(turned) === Math.sign(step) : Math.sign(turned) !== Math.sign(step))
    )
  })
  return Math.max(0, left)
}

function cutAtNodes(ring: readonly number[], isNode: (corner: number) => boolean): number[][] {
  const arcs: number[][] = []
  let arc: number[] = [ring[0]!]
  for (const corner of ring.slice(1)) {
    arc.push(corner)
    if (!isNode(corner)) continue
    arcs.push(arc)
    arc = [corner]
  }
  if (arc.length > 1) arcs.push(arc)
  return arcs
}

/** Rounds the stairs of the lattice (each point drawn to its neighbours' mean), then drops what is nearly straight. */
function smooth(arc: readonly Lattice[]): Lattice[] {
  let points: Lattice[] = [...arc]
  for (let round = 0; round < 3; round++)
    points = points.map((point, at): Lattice => {
      const [before, after] = [points[at - 1], points[at + 1]]
      if (!before || !after) return point
      return [(before[0] + 2 * point[0] + after[0]) / 4, (before[1] + 2 * point[1] + after[1]) / 4]
    })
  return simplify(points, 0.35)
}

/** Douglas–Peucker on an arc; a closed one is cut at its farthest point first. */
function simplify(points: readonly Lattice[], tolerance: number): Lattice[] {
  const kept = new Uint8Array(points.length)
  kept[0] = kept[points.length - 1] = 1
  const stack: [number, number][] = [[0, points.length - 1]]
  while (stack.length > 0) {
    const [from, to] = stack.pop()!
    let far = -1
    let farthest = tolerance
    for (let at = from + 1; at < to; at++) {
      const away = distanceToLine(points[at]!, points[from]!, points[to]!)
      if (away > farthest) [farthest, far] = [away, at]
    }
    if (far < 0) continue
    kept[far] = 1
    stack.push([from, far], [far, to])
  }
  return points.filter((_, at) => kept[at] === 1)
}

function distanceToLine([x, y]: Lattice, [ax, ay]: Lattice, [bx, by]: Lattice): number {
  const length = Math.hypot(bx - ax, by - ay)
  if (length < 1e-9) return Math.hypot(x - ax, y - ay)
  return Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
}

const lons = (places: readonly Point[]): number[] => places.map(({ lon }) => lon)
const lats = (places: readonly Point[]): number[] => places.map(({ lat }) => lat)
