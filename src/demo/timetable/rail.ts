import { ofPlace } from '../names.ts'
import { kilometres, moved } from '../place.ts'
import type { Random } from '../random.ts'
import type { Settlement, Settlements } from '../settlements.ts'
import { clock, type Departures, every, halfMinutes, type Line } from './line.ts'
import type { StopBook } from './stop-book.ts'

type Edge = readonly [from: number, to: number]

/** Trains between the towns: a backbone of near neighbours, cut into lines, faster and more frequent between large towns. */
export function raiseRail({ centres, all }: Settlements, stops: StopBook, random: Random): Line[] {
  const towns = stations(centres.length > 1 ? centres : all)
  const rest = neighbourEdges(towns)
  const lines: Line[] = []
  while (rest.length > 0) {
    const path = straightestPath(towns, rest)
    const calls = path.map((at) => towns[at]!)
    const largest = Math.max(...calls.map(({ population }) => population))
    const number = lines.length + 1
    const ends = [calls[0]!, calls.at(-1)!] as const
    lines.push({
      id: `T${number}`,
      mode: 'rail',
      shortName: `T${number}`,
      longName: `${ends[0].name} – ${ends[1].name}`,
      stops: calls.map((town) => station(town, stops)),
      runSeconds: calls
        .slice(1)
        .map((town, index) => halfMinutes((kilometres(town, calls[index]!) * 1.15 * 3600) / 82 + 90)),
      departures: trains(largest, random),
    })
  }
  return lines
}

/** A town's station stands a few hundred metres from its centre, always the same. */
export function station(town: Settlement, stops: StopBook) {
  return stops.at(moved(town, 0.35, 0.2), () => `Gare ${ofPlace(town.name)}`, 0.02)
}

/** The largest towns at least nine kilometres apart. */
function stations(centres: readonly Settlement[]): Settlement[] {
  const chosen: Settlement[] = []
  for (const town of centres.toSorted((a, b) => b.population - a.population || (a.code < b.code ? -1 : 1)))
    if (chosen.every((other) => kilometres(other, town) > 9)) chosen.push(town)
  return chosen.slice(0, 64)
}

/** Pairs that no third town is nearer to than they are to each other (relative neighbourhood graph): connected, no crossings. */
function neighbourEdges(towns: readonly Settlement[]): Edge[] {
  const edges: Edge[] = []
  for (let from = 0; from < towns.length; from++)
    for (let to = from + 1; to < towns.length; to++) {
      const km = kilometres(towns[from]!, towns[to]!)
      const between = towns.some(
        (third) => Math.max(kilometres(third, towns[from]!), kilometres(third, towns[to]!)) < km - 1e-9,
      )
      if (!between && km < 110) edges.push([from, to])
    }
  return edges
}

/** Takes from the edges a path that starts at the largest town left and goes on as straight as it can, both ways. */
function straightestPath(towns: readonly Settlement[], rest: Edge[]): number[] {
  const start = rest.reduce((best, edge) => (weight(towns, edge) > weight(towns, best) ? edge : best))
  rest.splice(rest.indexOf(start), 1)
  const path = [...start]
  for (const side of ['end', 'start'] as const)
    for (;;) {
      const at = side === 'end' ? path.at(-1)! : path[0]!
      const from = side === 'end' ? path.at(-2)! : path[1]!
      const onward = rest
        .filter(([one, other]) => (one === at || other === at) && !path.includes(one === at ? other : one))
        .map((edge) => ({ edge, next: edge[0] === at ? edge[1] : edge[0] }))
        .map((way) => ({ ...way, turn: turn(towns[from]!, towns[at]!, towns[way.next]!) }))
        .sort((a, b) => b.turn - a.turn)[0]
      if (onward === undefined || onward.turn < -0.2 || path.length > 14) break
      rest.splice(rest.indexOf(onward.edge), 1)
      if (side === 'end') path.push(onward.next)
      else path.unshift(onward.next)
    }
  return path
}

const weight = (towns: readonly Settlement[], [from, to]: Edge): number =>
  towns[from]!.population * towns[to]!.population

/** Cosine of the change of direction: 1 is straight on. */
function turn(before: Settlement, at: Settlement, next: Settlement): number {
  const [ax, ay] = [(at.lon - before.lon) * 0.67, at.lat - before.lat]
  const [bx, by] = [(next.lon - at.lon) * 0.67, next.lat - at.lat]
  return (ax * bx + ay * by) / (Math.hypot(ax, ay) * Math.hypot(bx, by) + 1e-12)
}

function trains(largest: number, random: Random): Departures[] {
  const gap = largest > 90_000 ? 30 : largest > 30_000 ? 50 : 90
  return [false, true].flatMap((reverse): Departures[] => {
    const first = clock(5, 40) + random.below(30) * 60
    return [
      { service: 'weekdays', reverse, at: every(gap, first, clock(20, 30)) },
      { service: 'saturdays', reverse, at: every(gap * 2, first + 3600, clock(20)) },
      { service: 'sundays', reverse, at: every(gap * 3, first + 7200, clock(20)) },
    ]
  })
}
