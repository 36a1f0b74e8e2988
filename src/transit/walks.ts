import { makeGrowingArray } from './growing-array.ts'
import { NEVER } from './latest-departures.ts'
import { METRES_PER_DEGREE } from './walking.ts'

/**
 * Walks between targets (homes, or stops where one gets off) and stops. A target's stops are grouped by the square they
 * stand in, nearest square first, so that a whole square is passed over when its best label comes too late to matter:
 * two thirds of the work saved in a town.
 */
export interface Walks {
  readonly targetCount: number
  /** The squares of target t stand from firstGroup[t] to firstGroup[t + 1]. */
  readonly firstGroup: Int32Array
  readonly groupSquare: Int32Array
  /** The shortest walk to a stop of the square. */
  readonly groupSeconds: Int32Array
  /** The stops of group g stand from firstWalk[g] to firstWalk[g + 1]. */
  readonly firstWalk: Int32Array
  readonly stop: Int32Array
  readonly seconds: Int32Array
}

/** The square of each stop, numbered from 0. */
export interface Squares {
  readonly ofStop: Int32Array
  readonly count: number
}

const SQUARE_METRES = 700

/** Cuts the ground in squares. Stops without position share one. */
export function makeSquares(lat: Float64Array, lon: Float64Array): Squares {
  const numbers = new Map<string, number>()
  const tall = SQUARE_METRES / METRES_PER_DEGREE
  const ofStop = Int32Array.from(lat, (_, stop) => {
    const row = Math.floor(lat[stop]! / tall)
    // Squares of a row are equally wide, which is all that is asked of them.
    const wide = tall / Math.max(0.01, Math.cos(row * tall * (Math.PI / 180)))
    const key = `${row} ${Math.floor(lon[stop]! / wide)}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key)!
  })
  return { ofStop, count: numbers.size }
}

/** Groups the walks of each target: `[stop, seconds]` pairs in any order. */
export function makeWalks(
  targetCount: number,
  walksOf: (target: number) => (readonly [stop: number, seconds: number])[],
  squares: Squares,
): Walks {
  const firstGroup = new Int32Array(targetCount + 1)
  const [groupSquare, groupSeconds, firstWalk, stop, seconds] = [0, 0, 0, 0, 0].map(() => makeGrowingArray())
  for (let target = 0; target < targetCount; target++) {
    const nearest = walksOf(target).toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
    const groups = Map.groupBy(nearest, ([each]) => squares.ofStop[each]!)
    for (const [square, members] of groups) {
      groupSquare!.push(square)
      groupSeconds!.push(members[0]![1])
      firstWalk!.push(stop!.length)
      for (const [each, walk] of members) {
        stop!.push(each)
        seconds!.push(walk)
      }
    }
    firstGroup[target + 1] = groupSquare!.length
  }
  firstWalk!.push(stop!.length)
  return {
    targetCount,
    firstGroup,
    groupSquare: groupSquare!.take(),
    groupSeconds: groupSeconds!.take(),
    firstWalk: firstWalk!.take(),
    stop: stop!.take(),
    seconds: seconds!.take(),
  }
}

/** The best label of each square; `best` is filled anew. */
export function bestBySquare(squares: Squares, depart: Int32Array, best: Int32Array): void {
  best.fill(NEVER)
  const { ofStop } = squares
  for (let stop = 0; stop < depart.length; stop++) {
    const leaves = depart[stop]!
    if (leaves > best[ofStop[stop]!]!) best[ofStop[stop]!] = leaves
  }
}

/**
 * Gives each target the best of its own label and those of its stops less the walk: later departure, then earlier arrival.
 * Writes the targets that improved to `changed` and returns how many.
 */
export function walkToTargets(
  walks: Walks,
  squareBest: Int32Array,
  depart: Int32Array,
  arrive: Int32Array,
  targetDepart: Int32Array,
  targetArrive: Int32Array,
  changed: Int32Array,
): number {
  const { targetCount, firstGroup, groupSquare, groupSeconds, firstWalk, stop, seconds } = walks
  let count = 0
  for (let target = 0; target < targetCount; target++) {
    const before = targetDepart[target]!
    const arrivedBefore = targetArrive[target]!
    let best = before
    let bestArrive = arrivedBefore
    const lastGroup = firstGroup[target + 1]!
    for (let group = firstGroup[target]!; group < lastGroup; group++) {
      const bound = squareBest[groupSquare[group]!]! - groupSeconds[group]!
      if (bound < best || bound < NEVER / 2) continue
      const lastWalk = firstWalk[group + 1]!
      for (let walk = firstWalk[group]!; walk < lastWalk; walk++) {
        const at = stop[walk]!
        const leaves = depart[at]! - seconds[walk]!
        if (leaves > best) {
          best = leaves
          bestArrive = arrive[at]!
        } else if (leaves === best && arrive[at]! < bestArrive) bestArrive = arrive[at]!
      }
    }
    if (best === before && bestArrive === arrivedBefore) continue
    targetDepart[target] = best
    targetArrive[target] = bestArrive
    changed[count++] = target
  }
  return count
}
