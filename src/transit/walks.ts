import { type Blocks, makeBlocks } from './blocks.ts'
import { makeGrowingArray } from './growing-array.ts'
import { type Labels, NEVER } from './labels.ts'
import type { Squares } from './squares.ts'

/**
 * Walks between targets (homes, or stops where one gets off) and stops. Targets that stand close together make a block:
 * what is too far or too late for the whole block is passed over at once, and each of its targets then looks at the few
 * stops that are left.
 */
export interface Walks extends Blocks {
  /** Squares that a block's targets can walk to, nearest first: from firstGroup[b] to firstGroup[b + 1]. */
  readonly firstGroup: Int32Array
  readonly groupSquare: Int32Array
  /** The shortest walk from any target of the block to a stop of the square. */
  readonly groupSeconds: Int32Array
  /** Stops of group g stand from firstStop[g] to firstStop[g + 1]: columns of the block's table of walks. */
  readonly firstStop: Int32Array
  readonly stop: Int32Array
  /** The shortest and the longest walk from the block's targets to the stop; UNREACHABLE when one of them cannot. */
  readonly least: Int32Array
  readonly most: Int32Array
  /**
   * The table of a block's walks begins at firstSeconds[b]: stop after stop, the walks of all its targets. The few stops
   * that matter to a block are then a few lines of the processor's cache.
   */
  readonly firstSeconds: Int32Array
  readonly seconds: Int32Array
  /** The blocks that walk to a square, with their shortest walk: from firstNear[s] to firstNear[s + 1]. */
  readonly firstNear: Int32Array
  readonly nearBlock: Int32Array
  readonly nearSeconds: Int32Array
}

/** Longer than any walk: a label less this is below NEVER. */
export const UNREACHABLE = 0x50000000

/** Visits the stops that a target walks to. */
export type WalksOf = (target: number, visit: (stop: number, seconds: number) => void) => void

/** Lays out the walks of targets standing at these positions (NaN: nowhere). Targets without a walk are left out. */
export function makeWalks(lat: Float64Array, lon: Float64Array, walksOf: WalksOf, squares: Squares): Walks {
  const own = readWalks(lat.length, walksOf)
  const walking = Array.from({ length: lat.length }, (_, each) => each).filter(
    (each) => own.first[each + 1]! > own.first[each]!,
  )
  const blocks = makeBlocks(walking, lat, lon)
  const { firstTarget, target } = blocks
  const [firstGroup, groupSquare, groupSeconds, firstStop, stop] = [0, 0, 0, 0, 0].map(() => makeGrowingArray())
  const [least, most, seconds] = [0, 0, 0].map(() => makeGrowingArray())
  const firstSeconds = new Int32Array(firstTarget.length - 1)
  const column = new Int32Array(squares.ofStop.length)
  for (let block = 0; block + 1 < firstTarget.length; block++) {
    const members = target.subarray(firstTarget[block], firstTarget[block + 1])
    const stops = stopsAround(members, own)
    const firstColumn = stop!.length
    firstGroup!.push(groupSquare!.length)
    for (const [square, group] of Map.groupBy(stops, (each) => squares.ofStop[each.stop]!)) {
      groupSquare!.push(square)
      groupSeconds!.push(group[0]!.least)
      firstStop!.push(stop!.length)
      for (const each of group) {
        column[each.stop] = stop!.length - firstColumn
        stop!.push(each.stop)
        least!.push(each.least)
        most!.push(each.met === members.length ? each.most : UNREACHABLE)
      }
    }
    const table = new Int32Array(stops.length * members.length).fill(UNREACHABLE)
    for (const [index, member] of members.entries())
      for (let walk = own.first[member]!; walk < own.first[member + 1]!; walk++)
        table[column[own.stop[walk]!]! * members.length + index] = own.seconds[walk]!
    firstSeconds[block] = seconds!.length
    for (const each of table) seconds!.push(each)
  }
  firstGroup!.push(groupSquare!.length)
  firstStop!.push(stop!.length)
  const groups = {
    firstGroup: firstGroup!.take(),
    groupSquare: groupSquare!.take(),
    groupSeconds: groupSeconds!.take(),
  }
  return {
    ...blocks,
    ...groups,
    ...blocksNear(groups, squares.count),
    firstStop: firstStop!.take(),
    stop: stop!.take(),
    least: least!.take(),
    most: most!.take(),
    firstSeconds,
    seconds: seconds!.take(),
  }
}

function blocksNear(
  { firstGroup, groupSquare, groupSeconds }: Pick<Walks, 'firstGroup' | 'groupSquare' | 'groupSeconds'>,
  squareCount: number,
): Pick<Walks, 'firstNear' | 'nearBlock' | 'nearSeconds'> {
  const firstNear = new Int32Array(squareCount + 1)
  for (const square of groupSquare) firstNear[square + 1]!++
  for (let square = 0; square < squareCount; square++) firstNear[square + 1]! += firstNear[square]!
  const next = firstNear.slice()
  const nearBlock = new Int32Array(groupSquare.length)
  const nearSeconds = new Int32Array(groupSquare.length)
  for (let block = 0; block + 1 < firstGroup.length; block++)
    for (let group = firstGroup[block]!; group < firstGroup[block + 1]!; group++) {
      const near = next[groupSquare[group]!]!++
      nearBlock[near] = block
      nearSeconds[near] = groupSeconds[group]!
    }
  return { firstNear, nearBlock, nearSeconds }
}

/** The walks of each target, one target after the other. */
interface OwnWalks {
  readonly first: Int32Array
  readonly stop: Int32Array
  readonly seconds: Int32Array
}

function readWalks(targetCount: number, walksOf: WalksOf): OwnWalks {
  const first = new Int32Array(targetCount + 1)
  const stop = makeGrowingArray()
  const seconds = makeGrowingArray()
  for (let target = 0; target < targetCount; target++) {
    walksOf(target, (each, walk) => {
      stop.push(each)
      seconds.push(walk)
    })
    first[target + 1] = stop.length
  }
  return { first, stop: stop.take(), seconds: seconds.take() }
}

interface StopAround {
  readonly stop: number
  least: number
  most: number
  /** How many targets of the block walk to it. */
  met: number
}

/** The stops around a block, nearest first. */
function stopsAround(members: Int32Array, own: OwnWalks): StopAround[] {
  const around = new Map<number, StopAround>()
  for (const member of members)
    for (let walk = own.first[member]!; walk < own.first[member + 1]!; walk++) {
      const [stop, seconds] = [own.stop[walk]!, own.seconds[walk]!]
      const known = around.get(stop)
      if (!known) around.set(stop, { stop, least: seconds, most: seconds, met: 1 })
      else {
        known.least = Math.min(known.least, seconds)
        known.most = Math.max(known.most, seconds)
        known.met++
      }
    }
  return [...around.values()].toSorted((a, b) => a.least - b.least || a.stop - b.stop)
}

/** Visits the stops that one target walks to, in no set order. */
export function visitWalks(walks: Walks, target: number, visit: (stop: number, seconds: number) => void): void {
  const place = walks.placeOf[target]!
  if (place < 0) return
  const block = walks.blockOf[target]!
  const size = walks.firstTarget[block + 1]! - walks.firstTarget[block]!
  const first = walks.firstSeconds[block]! + place - walks.firstTarget[block]!
  const from = walks.firstStop[walks.firstGroup[block]!]!
  const to = walks.firstStop[walks.firstGroup[block + 1]!]!
  for (let stop = from; stop < to; stop++) {
    const seconds = walks.seconds[first + (stop - from) * size]!
    if (seconds !== UNREACHABLE) visit(walks.stop[stop]!, seconds)
  }
}

/** Gives targets the best of their own label and those of their stops less the walk. */
export interface Walker {
  /**
   * Opens the blocks where some way may take `limit` seconds at most, walk included; elsewhere every way asks for more.
   * Blocks take part only while they stand at `rank` in `ranks`, if given.
   */
  open(shortest: Int32Array, limit: number, ranks?: Int32Array, rank?: number): void
  /**
   * Walks from the stops to the targets of the open blocks. Of two labels the later departure wins, then the earlier
   * arrival. Writes the targets that improved to `changed` and returns how many.
   */
  walk(
    latest: Int32Array,
    labels: Labels,
    targetDepart: Int32Array,
    targetArrive: Int32Array,
    changed: Int32Array,
  ): number
}

/** Makes a walker, with its working memory. */
export function makeWalker(walks: Walks): Walker {
  const { firstTarget, target, firstGroup, groupSquare, groupSeconds, firstStop, stop, least, most } = walks
  const { firstSeconds, seconds, firstNear, nearBlock, nearSeconds } = walks
  const blockCount = firstTarget.length - 1
  const isOpen = new Uint8Array(blockCount)
  const opened = new Int32Array(blockCount)
  let openedCount = 0
  /** The stops that matter to a block: their columns, and their labels. */
  const column = new Int32Array(stop.length)
  const chosenDepart = new Int32Array(stop.length)
  const chosenArrive = new Int32Array(stop.length)
  /** The labels of the block's targets while its stops are looked at. */
  const best = new Int32Array(target.length)
  const bestArrive = new Int32Array(target.length)
  const isChanged = new Uint8Array(target.length)

  /** Chooses the stops that may be best for some target of the block; returns how many. `floor`: what all have at least. */
  const chooseStops = (block: number, ownFloor: number, latest: Int32Array, { depart, arrive }: Labels): number => {
    let floor = ownFloor
    let count = 0
    const lastGroup = firstGroup[block + 1]!
    for (let group = firstGroup[block]!; group < lastGroup; group++) {
      // A label that is NEVER less a walk is below any floor.
      if (latest[groupSquare[group]!]! - groupSeconds[group]! < floor) continue
      const last = firstStop[group + 1]!
      for (let each = firstStop[group]!; each < last; each++) {
        const leave = depart[stop[each]!]!
        if (leave - least[each]! < floor) continue
        column[count++] = each
        const sure = leave - most[each]!
        if (sure > floor) floor = sure
      }
    }
    const firstColumn = firstStop[firstGroup[block]!]!
    let kept = 0
    for (let index = 0; index < count; index++) {
      const each = column[index]!
      const at = stop[each]!
      const leave = depart[at]!
      if (leave - least[each]! < floor) continue
      column[kept] = each - firstColumn
      chosenDepart[kept] = leave
      chosenArrive[kept++] = arrive[at]!
    }
    return kept
  }

  return {
    open(shortest, limit, ranks, rank) {
      for (let index = 0; index < openedCount; index++) isOpen[opened[index]!] = 0
      openedCount = 0
      for (let square = 0; square < shortest.length; square++) {
        const left = limit - shortest[square]!
        if (left < 0) continue
        const last = firstNear[square + 1]!
        for (let near = firstNear[square]!; near < last; near++) {
          const block = nearBlock[near]!
          if (isOpen[block] === 1 || nearSeconds[near]! > left || (ranks && ranks[block] !== rank)) continue
          isOpen[block] = 1
          opened[openedCount++] = block
        }
      }
    },

    walk(latest, labels, targetDepart, targetArrive, changed) {
      let changes = 0
      for (let index = 0; index < openedCount; index++) {
        const block = opened[index]!
        const firstPlace = firstTarget[block]!
        const lastPlace = firstTarget[block + 1]!
        let floor = -NEVER
        for (let place = firstPlace; place < lastPlace; place++) {
          const before = targetDepart[target[place]!]!
          if (before < floor) floor = before
        }
        const count = chooseStops(block, floor, latest, labels)
        if (count === 0) continue
        const size = lastPlace - firstPlace
        for (let each = 0; each < size; each++) {
          const number = target[firstPlace + each]!
          best[each] = targetDepart[number]!
          bestArrive[each] = targetArrive[number]!
          isChanged[each] = 0
        }
        for (let chosen = 0; chosen < count; chosen++) {
          const row = firstSeconds[block]! + column[chosen]! * size
          const leaves = chosenDepart[chosen]!
          const arrives = chosenArrive[chosen]!
          for (let each = 0; each < size; each++) {
            const leave = leaves - seconds[row + each]!
            if (leave < best[each]! || (leave === best[each]! && arrives >= bestArrive[each]!)) continue
            best[each] = leave
            bestArrive[each] = arrives
            isChanged[each] = 1
          }
        }
        for (let each = 0; each < size; each++) {
          if (isChanged[each] === 0) continue
          const number = target[firstPlace + each]!
          targetDepart[number] = best[each]!
          targetArrive[number] = bestArrive[each]!
          changed[changes++] = number
        }
      }
      return changes
    },
  }
}
