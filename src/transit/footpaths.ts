import type { Network } from './network.ts'
import { CHANGE_SECONDS } from './walking.ts'

/**
 * How long a change takes, from getting off to the next vehicle, by the stop where one gets on: those of stop s stand from
 * start[s] to start[s + 1]. The stop itself is among them.
 */
export interface Footpaths {
  readonly start: Int32Array
  /** Where one gets off. */
  readonly from: Int32Array
  readonly seconds: Int32Array
}

/**
 * The changes a network allows: a walk and a minute between any two stops of any feeds, as transfers.txt says where it
 * speaks (a longer or shorter time, none at all).
 */
export function makeFootpaths(network: Network, maxWalkSeconds: number): Footpaths {
  const { stopCount, lat, lon } = network
  const told = readTold(network)
  const paths: [from: number, seconds: number][][] = []
  for (let stop = 0; stop < stopCount; stop++) {
    const bySource = new Map<number, number>([[stop, CHANGE_SECONDS]])
    if (!Number.isNaN(lat[stop]!))
      network.walkable.within(lat[stop]!, lon[stop]!, maxWalkSeconds, (from, walk) => {
        if (from !== stop) bySource.set(from, walk + CHANGE_SECONDS)
      })
    for (const [from, seconds] of told.get(stop) ?? [])
      if (seconds === undefined) bySource.delete(from)
      else bySource.set(from, Math.max(seconds, CHANGE_SECONDS))
    paths.push([...bySource].toSorted((a, b) => a[1] - b[1] || a[0] - b[0]))
  }
  return pack(paths)
}

/** The same changes seen from the other end, for searches in mirrored time. */
export function mirrorFootpaths({ start, from, seconds }: Footpaths): Footpaths {
  const paths: [from: number, seconds: number][][] = Array.from({ length: start.length - 1 }, () => [])
  for (let stop = 0; stop < start.length - 1; stop++)
    for (let at = start[stop]!; at < start[stop + 1]!; at++) paths[from[at]!]!.push([stop, seconds[at]!])
  return pack(paths.map((each) => each.toSorted((a, b) => a[1] - b[1] || a[0] - b[0])))
}

function pack(paths: readonly (readonly [from: number, seconds: number])[][]): Footpaths {
  const start = new Int32Array(paths.length + 1)
  for (const [stop, each] of paths.entries()) start[stop + 1] = start[stop]! + each.length
  return {
    start,
    from: Int32Array.from(paths.flat(), ([from]) => from),
    seconds: Int32Array.from(paths.flat(), ([, seconds]) => seconds),
  }
}

/** What transfers.txt says, by the stop where one gets on: seconds, or undefined where changing is impossible. */
function readTold(network: Network): ReadonlyMap<number, ReadonlyMap<number, number | undefined>> {
  const told = new Map<number, Map<number, number | undefined>>()
  for (const [number, { stops, transfers }] of network.feeds.entries()) {
    const first = network.firstStop[number]!
    const members = new Map<number, number[]>()
    for (const [stop, parent] of stops.parent.entries())
      if (parent >= 0) members.set(parent, [...(members.get(parent) ?? []), stop])
    const stopsOf = (stop: number): readonly number[] => [stop, ...(members.get(stop) ?? [])]
    // Rules between stations first, so that a rule between stops speaks last.
    const rank = ({ from, to }: { from: number; to: number }) => Number(!members.has(from)) + Number(!members.has(to))
    for (const { from, to, forbidden, seconds } of transfers.toSorted((a, b) => rank(a) - rank(b)))
      for (const source of stopsOf(from))
        for (const target of stopsOf(to)) {
          if (!forbidden && seconds === undefined) continue
          const row = told.get(first + target) ?? new Map<number, number | undefined>()
          row.set(first + source, forbidden ? undefined : seconds)
          told.set(first + target, row)
        }
  }
  return told
}
