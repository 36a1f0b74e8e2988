import KDBush from 'kdbush'
import { METRES_PER_DEGREE } from '#/platform/distance.ts'
import type { Feed } from './feed.ts'
import { makeSquares, type Squares } from './squares.ts'
import { crowMetresWalkedIn, walkSeconds } from './walking.ts'

/** Several feeds as one: their stops numbered one after the other, so that equal identifiers never mix. */
export interface Network {
  readonly feeds: readonly Feed[]
  /** The number of each feed's first stop, and of its first trip. */
  readonly firstStop: readonly number[]
  readonly stopCount: number
  readonly stopNames: readonly string[]
  readonly lat: Float64Array
  readonly lon: Float64Array
  /** Stops where some trip calls and one can walk to. */
  readonly walkableStops: readonly number[]
  readonly walkable: PositionIndex
  readonly squares: Squares
  /** For each feed, the number of each trip's run of stops: trips with the same one call at the same stops with the same flags. */
  readonly runs: readonly StopRuns[]
}

/** Trips of a feed grouped by where they call. */
export interface StopRuns {
  readonly ofTrip: Int32Array
  /** A trip that shows the stops of each run. */
  readonly firstTrip: Int32Array
}

/** Finds positions within a walk of a position. */
export interface PositionIndex {
  /** Visits numbers in no set order, with the seconds of the walk. */
  within(lat: number, lon: number, seconds: number, visit: (number: number, seconds: number) => void): void
}

export function makeNetwork(feeds: readonly Feed[]): Network {
  const firstStop: number[] = []
  let stopCount = 0
  for (const feed of feeds) {
    firstStop.push(stopCount)
    stopCount += feed.stops.names.length
  }
  const lat = new Float64Array(stopCount)
  const lon = new Float64Array(stopCount)
  const served = new Uint8Array(stopCount)
  for (const [number, { stops, trips }] of feeds.entries()) {
    lat.set(stops.lat, firstStop[number])
    lon.set(stops.lon, firstStop[number])
    for (const stop of trips.stop) served[firstStop[number]! + stop] = 1
  }
  const walkableStops = Array.from({ length: stopCount }, (_, stop) => stop).filter(
    (stop) => served[stop] === 1 && !Number.isNaN(lat[stop]!),
  )
  return {
    feeds,
    firstStop,
    stopCount,
    stopNames: feeds.flatMap(({ stops }) => stops.names),
    lat,
    lon,
    walkableStops,
    squares: makeSquares(lat, lon),
    walkable: indexPositions(walkableStops, lat, lon),
    runs: feeds.map(groupRuns),
  }
}

/** Indexes the positions of `numbers`. */
export function indexPositions(
  numbers: readonly number[],
  lat: ArrayLike<number>,
  lon: ArrayLike<number>,
): PositionIndex {
  if (numbers.length === 0) return { within: () => {} }
  const tree = new KDBush(numbers.length)
  for (const number of numbers) tree.add(lon[number]!, lat[number]!)
  tree.finish()
  return {
    within(aroundLat, aroundLon, seconds, visit) {
      // A box a little larger than the circle, then the walk itself decides.
      const degrees = (crowMetresWalkedIn(seconds) / METRES_PER_DEGREE) * 1.001
      const wide = degrees / Math.max(0.01, Math.cos((Math.abs(aroundLat) + degrees) * (Math.PI / 180)))
      for (const found of tree.range(aroundLon - wide, aroundLat - degrees, aroundLon + wide, aroundLat + degrees)) {
        const number = numbers[found]!
        const walk = walkSeconds(aroundLat, aroundLon, lat[number]!, lon[number]!)
        if (walk <= seconds) visit(number, walk)
      }
    },
  }
}

function groupRuns({ trips }: Feed): StopRuns {
  const count = trips.start.length - 1
  const ofTrip = new Int32Array(count)
  const firstTrip: number[] = []
  const byHash = new Map<number, number[]>()
  for (let trip = 0; trip < count; trip++) {
    const [from, to] = [trips.start[trip]!, trips.start[trip + 1]!]
    let hash = to - from
    for (let call = from; call < to; call++)
      hash = Math.imul(hash ^ (trips.stop[call]! * 4 + trips.flags[call]!), 0x01000193)
    const known = byHash.get(hash) ?? []
    let run = known.find((each) => callsAlike(trips, firstTrip[each]!, trip))
    if (run === undefined) {
      run = firstTrip.push(trip) - 1
      byHash.set(hash, [...known, run])
    }
    ofTrip[trip] = run
  }
  return { ofTrip, firstTrip: Int32Array.from(firstTrip) }
}

function callsAlike({ start, stop, flags }: Feed['trips'], a: number, b: number): boolean {
  const [from, shift] = [start[a]!, start[b]! - start[a]!]
  const to = start[a + 1]!
  if (start[b + 1]! - start[b]! !== to - from) return false
  for (let call = from; call < to; call++)
    if (stop[call] !== stop[call + shift] || flags[call] !== flags[call + shift]) return false
  return true
}
