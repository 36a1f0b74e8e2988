import { METRES_PER_DEGREE } from '#/platform/distance.ts'

/** Targets in blocks of neighbours. */
export interface Blocks {
  /** Targets of block b stand from firstTarget[b] to firstTarget[b + 1]. */
  readonly firstTarget: Int32Array
  readonly target: Int32Array
  /** The block of each target and its place in the list; -1 for those left out. */
  readonly blockOf: Int32Array
  readonly placeOf: Int32Array
}

/** A block is cut in two until it is this small, or when it is wide, as soon as it holds more than one target. */
const SMALL_METRES = 150
const WIDE_METRES = 1000
const FEW = 16

/** Cuts targets in blocks of neighbours, always across the longer side. Those without position stand alone. */
export function makeBlocks(targets: readonly number[], lat: Float64Array, lon: Float64Array): Blocks {
  const target = Int32Array.from(targets.filter((each) => !Number.isNaN(lat[each]! + lon[each]!)))
  const ends: number[] = []
  const waiting: [from: number, to: number][] = target.length > 0 ? [[0, target.length]] : []
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [from, to] = part
    const members = target.subarray(from, to)
    const tall = spread(members, lat) * METRES_PER_DEGREE
    const wide = spread(members, lon) * METRES_PER_DEGREE * Math.cos(lat[members[0]!]! * (Math.PI / 180))
    const longer = Math.max(tall, wide)
    if (longer <= SMALL_METRES || (members.length <= FEW && longer <= WIDE_METRES)) {
      ends.push(to)
      continue
    }
    const along = tall > wide ? lat : lon
    members.sort((a, b) => along[a]! - along[b]! || a - b)
    const middle = (from + to) >> 1
    // The first half is cut first, so that blocks end in order.
    waiting.push([middle, to], [from, middle])
  }
  const alone = targets.filter((each) => Number.isNaN(lat[each]! + lon[each]!))
  const all = Int32Array.from([...target, ...alone])
  const firstTarget = Int32Array.from([0, ...ends, ...alone.map((_, index) => target.length + index + 1)])
  const blockOf = new Int32Array(lat.length).fill(-1)
  const placeOf = new Int32Array(lat.length).fill(-1)
  for (let block = 0; block + 1 < firstTarget.length; block++)
    for (let place = firstTarget[block]!; place < firstTarget[block + 1]!; place++) {
      blockOf[all[place]!] = block
      placeOf[all[place]!] = place
    }
  return { firstTarget, target: all, blockOf, placeOf }
}

function spread(members: Int32Array, along: Float64Array): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const each of members) {
    least = Math.min(least, along[each]!)
    most = Math.max(most, along[each]!)
  }
  return most - least
}
