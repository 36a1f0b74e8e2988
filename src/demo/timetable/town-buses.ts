import { groundName } from '../names.ts'
import { builtRadius, kilometres, moved, type Point } from '../place.ts'
import type { Random } from '../random.ts'
import type { Settlement, Settlements } from '../settlements.ts'
import { clock, type Departures, every, halfMinutes, type Line } from './line.ts'
import type { StopBook } from './stop-book.ts'

const stopGapKm = 0.5

/** Bus lines of the towns of 14,000 people or more: each crosses the centre from one edge, or suburb, to another. */
export function raiseTownBuses({ all, centres }: Settlements, stops: StopBook, random: Random): Line[] {
  const suburbs = Map.groupBy(
    all.filter(({ kind }) => kind === 'suburb'),
    ({ town }) => town.code,
  )
  const lines: Line[] = []
  for (const town of centres) {
    const edge = suburbs.get(town.code) ?? []
    const people = edge.reduce((sum, { population }) => sum + population, town.population)
    if (people < 14_000) continue
    const ends = lineEnds(town, edge, random)
    const count = Math.min(20, Math.max(2, Math.round(people / 15_000)), Math.floor(ends.length / 2))
    for (let rank = 0; rank < count; rank++) {
      const [from, to] = [ends[rank]!, ends[ends.length - 1 - rank]!]
      lines.push(busLine({ number: lines.length + 1, rank, people, town, from, to }, stops, random))
    }
  }
  return lines
}

interface LineEnd extends Point {
  readonly name: string
}

/** Ends sorted by bearing halves: those paired from both sides of the list lie across the town from each other. */
function lineEnds(town: Settlement, edge: readonly Settlement[], random: Random): LineEnd[] {
  const radius = builtRadius(town) * 0.9
  const spokes = 8 + 2 * Math.min(16, Math.round(town.population / 12_000))
  const borders = Array.from({ length: spokes }, (_, index): LineEnd => {
    const angle = (2 * Math.PI * (index + random.next() * 0.5)) / spokes
    return {
      ...moved(town, Math.cos(angle) * radius, Math.sin(angle) * radius),
      name: `${town.name} ${shortGround(random)}`,
    }
  })
  // Peopled suburbs first; what is left of the town's own edge after them.
  const wanted = edge.toSorted((a, b) => b.population - a.population).slice(0, spokes)
  const chosen: LineEnd[] = [...wanted, ...borders].slice(0, Math.max(spokes, wanted.length))
  const bearing = (end: Point): number => Math.atan2(end.lat - town.lat, (end.lon - town.lon) * 0.67)
  const sorted = chosen.toSorted((a, b) => bearing(a) - bearing(b))
  const half = Math.ceil(sorted.length / 2)
  return [...sorted.slice(0, half), ...sorted.slice(half).reverse()]
}

interface BusPlan {
  readonly number: number
  readonly rank: number
  readonly people: number
  readonly town: Settlement
  readonly from: LineEnd
  readonly to: LineEnd
}

function busLine({ number, rank, people, town, from, to }: BusPlan, stops: StopBook, random: Random): Line {
  const name = () => `${shortGround(random)}, ${town.name}`
  const centre = stops.at(town, () => `${town.name} Centre`, 0.1)
  const calls = [
    ...branch(from, town, random).map((point, index) => stops.at(point, index === 0 ? () => from.name : name)),
    centre,
    ...branch(to, town, random)
      .reverse()
      .map((point, index, list) => stops.at(point, index === list.length - 1 ? () => to.name : name)),
  ].filter((stop, index, list) => list.indexOf(stop) === index)
  return {
    id: `B${number}`,
    mode: 'bus',
    shortName: String(rank + 1),
    longName: `${calls[0]!.name} – ${calls.at(-1)!.name}`,
    stops: calls,
    runSeconds: calls
      .slice(1)
      .map((stop, index) => halfMinutes((kilometres(stop, calls[index]!) * 1.3 * 3600) / 20 + 15)),
    departures: busTimes(people > 120_000 ? (rank < 4 ? 12 : 20) : people > 40_000 ? (rank < 2 ? 18 : 30) : 35, random),
  }
}

/** Points from the end towards the centre, a little off the straight line. */
function branch(end: Point, town: Point, random: Random): Point[] {
  const length = kilometres(end, town)
  const steps = Math.min(11, Math.max(1, Math.round(length / stopGapKm)))
  const bend = (random.next() - 0.5) * 0.5
  return Array.from({ length: steps }, (_, index) => {
    const share = index / steps
    const point = { lat: end.lat + (town.lat - end.lat) * share, lon: end.lon + (town.lon - end.lon) * share }
    if (index === 0) return moved(point, 0, 0)
    const off = Math.sin(share * Math.PI) * bend
    return moved(point, (town.lat - end.lat) * 111 * off * 0.3, -(town.lon - end.lon) * 73 * off * 0.3)
  })
}

function busTimes(gap: number, random: Random): Departures[] {
  return [false, true].flatMap((reverse): Departures[] => {
    const first = clock(5, 50) + random.below(gap) * 60
    return [
      {
        service: 'weekdays',
        reverse,
        at: [
          ...every(gap, first, clock(9, 30)),
          ...every(gap * 1.5, clock(9, 45), clock(15, 30)),
          ...every(gap, clock(15, 45), clock(20)),
        ],
      },
      { service: 'saturdays', reverse, at: every(gap * 2, first + 1800, clock(20)) },
      { service: 'sundays', reverse, at: every(gap * 4, clock(9), clock(19)) },
    ]
  })
}

/** « Tilleuls » from « des Tilleuls ». */
function shortGround(random: Random): string {
  const name = groundName(random).replace(/^(?:des |du |de la |de l’)/, '')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
