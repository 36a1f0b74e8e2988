import { makeGrowingArray } from './growing-array.ts'
import { NEVER } from './latest-departures.ts'
import { METRES_PER_DEGREE } from './walking.ts'

/**
 * Walks between targets (homes, or stops where one gets off) and stops. A target's stops are grouped by the square they
 * stand in, nearest square first, and targets by their nearest square, so that squares and whole blocks of targets are
 * passed over when their best label comes too late to matter.
 */
export interface Walks {
  /** Targets of block b stand from firstTarget[b] to firstTarget[b + 1]. */
  readonly firstTarget: Int32Array
  readonly target: Int32Array
  /** The squares that the block's targets can walk to: from firstNear[b] to firstNear[b + 1]. */
  readonly firstNear: Int32Array
  readonly nearSquare: Int32Array
  /** The squares of the target at place t of the list stand from firstGroup[t] to firstGroup[t + 1]. */
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

/** Groups the walks of each target: `[stop, seconds]` pairs in any order. Targets without a walk are left out. */
export function makeWalks(
  targetCount: number,
  walksOf: (target: number) => (readonly [stop: number, seconds: number])[],
  squares: Squares,
): Walks {
  const nearest = Array.from({ length: targetCount }, (_, target) =>
    walksOf(target).toSorted((a, b) => a[1] - b[1] || a[0] - b[0]),
  )
  const walking = [...nearest.keys()].filter((target) => nearest[target]!.length > 0)
  const blocks = Map.groupBy(walking, (target) => squares.ofStop[nearest[target]![0]![0]]!)
  const [firstTarget, target, firstNear, nearSquare, firstGroup] = [0, 0, 0, 0, 0].map(() => makeGrowingArray())
  const [groupSquare, groupSeconds, firstWalk, stop, seconds] = [0, 0, 0, 0, 0].map(() => makeGrowingArray())
  for (const members of blocks.values()) {
    firstTarget!.push(target!.length)
    firstNear!.push(nearSquare!.length)
    const near = new Set<number>()
    for (const member of members) {
      target!.push(member)
      firstGroup!.push(groupSquare!.length)
      for (const [square, walks] of Map.groupBy(nearest[member]!, ([each]) => squares.ofStop[each]!)) {
        near.add(square)
        groupSquare!.push(square)
        groupSeconds!.push(walks[0]![1])
        firstWalk!.push(stop!.length)
        for (const [each, walk] of walks) {
          stop!.push(each)
          seconds!.push(walk)
        }
      }
    }
    for (const square of near) nearSquare!.push(square)
  }
  firstTarget!.push(target!.length)
  firstNear!.push(nearSquare!.length)
  firstGroup!.push(groupSquare!.length)
  firstWalk!.push(stop!.length)
  return {
    firstTarget: firstTarget!.take(),
    target: target!.take(),
    firstNear: firstNear!.take(),
    nearSquare: nearSquare!.take(),
    firstGroup: firstGroup!.take(),
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
  const {
    firstTarget,
    target,
    firstNear,
    nearSquare,
    firstGroup,
    groupSquare,
    groupSeconds,
    firstWalk,
    stop,
    seconds,
  } = walks
  let count = 0
  for (let block = 0; block + 1 < firstTarget.length; block++) {
    let latest = NEVER
    const lastNear = firstNear[block + 1]!
    for (let near = firstNear[block]!; near < lastNear; near++) {
      const best = squareBest[nearSquare[near]!]!
      if (best > latest) latest = best
    }
    if (latest === NEVER) continue
    const lastTarget = firstTarget[block + 1]!
    for (let place = firstTarget[block]!; place < lastTarget; place++) {
      const number = target[place]!
      const before = targetDepart[number]!
      const arrivedBefore = targetArrive[number]!
      // A label that is NEVER less a walk is below any start.
      let best = before
      let bestArrive = arrivedBefore
      const lastGroup = firstGroup[place + 1]!
      for (let group = firstGroup[place]!; group < lastGroup; group++) {
        const walked = groupSeconds[group]!
        if (latest - walked < best) break
        if (squareBest[groupSquare[group]!]! - walked < best) continue
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
      targetDepart[number] = best
      targetArrive[number] = bestArrive
      changed[count++] = number
    }
  }
  return count
}
