import type { Network } from './network.ts'
import { CHANGE_SECONDS } from './walking.ts'
import { makeWalks, type Walks } from './walks.ts'

/** The changes a network allows, as walks from where one gets off to where one gets on, for each direction of time. */
export interface Footpaths {
  readonly forward: Walks
  /** The same changes seen from the other end, for searches in mirrored time. */
  readonly mirrored: Walks
}

/**
 * A change takes a walk and a minute between any two stops of any feeds, a minute at one stop; where transfers.txt speaks,
 * it takes the time said there (a minute at least), or is impossible.
 */
export function makeFootpaths(network: Network, maxWalkSeconds: number): Footpaths {
  const { stopCount, lat, lon, squares } = network
  const told = readTold(network)
  const forward: [stop: number, seconds: number][][] = []
  const mirrored: [stop: number, seconds: number][][] = Array.from({ length: stopCount }, () => [])
  for (let stop = 0; stop < stopCount; stop++) {
    const byTarget = new Map<number, number>([[stop, CHANGE_SECONDS]])
    if (!Number.isNaN(lat[stop]!))
      network.walkable.within(lat[stop]!, lon[stop]!, maxWalkSeconds, (to, walk) => {
        if (to !== stop) byTarget.set(to, walk + CHANGE_SECONDS)
      })
    for (const [to, seconds] of told.get(stop) ?? [])
      if (seconds === undefined) byTarget.delete(to)
      else byTarget.set(to, Math.max(seconds, CHANGE_SECONDS))
    forward.push([...byTarget])
    for (const [to, seconds] of byTarget) mirrored[to]!.push([stop, seconds])
  }
  const layOut = (changes: readonly (readonly (readonly [stop: number, seconds: number])[])[]): Walks =>
    makeWalks(
      lat,
      lon,
      (from, visit) => {
        for (const [to, seconds] of changes[from]!) visit(to, seconds)
      },
      squares,
    )
  return {
    forward: layOut(forward),
    mirrored: layOut(mirrored),
  }
}

/** What transfers.txt says, by the stop where one gets off: seconds, or undefined where changing is impossible. */
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
          const row = told.get(first + source) ?? new Map<number, number | undefined>()
          row.set(first + target, forbidden ? undefined : seconds)
          told.set(first + source, row)
        }
  }
  return told
}
