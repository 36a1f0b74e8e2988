import type { CandidateGraph } from './candidate-graph.ts'
import { emptySeating, type Seating, seat, takeSlot } from './seating.ts'

export interface MaximumMatching {
  readonly seating: Seating
  /**
   * What pupils without a seat reach alternately (candidate, then those seated there, then their candidates…): the
   * over-demanded part of Dulmage and Mendelsohn (1958), the same for every maximum matching. All its seats are taken.
   */
  readonly overDemandedPupil: Uint8Array
  readonly overDemandedOffer: Uint8Array
}

/**
 * A largest matching of all pupils, by Hopcroft and Karp (1973) with seats: pupils first take the cheapest seat free in
 * the order given, then each round finds by breadth the shortest augmenting length and by depth a maximal set of disjoint
 * paths of that length. A few rounds do in practice; O(pairs × √pupils) always. No recursion: paths can be very long.
 */
export function maximumMatching(graph: CandidateGraph, order: ArrayLike<number>): MaximumMatching {
  const { pupils, offers, seats, start, offer } = graph
  const seating = emptySeating(graph)
  const { taken, offerOf, pupilIn, slotStart, slotOf } = seating
  for (let i = 0; i < pupils; i++) {
    const p = order[i]!
    for (let e = start[p]!; e < start[p + 1]!; e++) {
      const o = offer[e]!
      if (taken[o]! >= seats[o]!) continue
      seat(seating, p, o)
      break
    }
  }

  const depthOf = new Int32Array(offers)
  const queue = new Int32Array(pupils)
  const nextPair = new Uint32Array(pupils)
  const nextSlot = new Int32Array(offers)
  const pathPupil = new Int32Array(Math.min(pupils, offers) + 2)
  let roots: number[] = []
  for (let i = 0; i < pupils; i++) if (offerOf[order[i]!]! < 0) roots.push(order[i]!)

  for (;;) {
    const { reached, length } = layers()
    if (length === 0) {
      const overDemandedPupil = new Uint8Array(pupils)
      const overDemandedOffer = new Uint8Array(offers)
      for (let i = 0; i < reached; i++) overDemandedPupil[queue[i]!] = 1
      for (let o = 0; o < offers; o++) if (depthOf[o]! > 0) overDemandedOffer[o] = 1
      return { seating, overDemandedPupil, overDemandedOffer }
    }
    nextSlot.fill(0)
    nextPair.set(start.subarray(0, pupils))
    for (const p of roots) augmentFrom(p, length)
    roots = roots.filter((p) => offerOf[p]! < 0)
  }

  /** Depth of every offer by breadth from the pupils without a seat, down to the first depth with a free seat (0: none). */
  function layers(): { reached: number; length: number } {
    depthOf.fill(0)
    let tail = 0
    for (const p of roots) queue[tail++] = p
    let head = 0
    for (let depth = 1; head < tail; depth++) {
      let found = false
      for (const end = tail; head < end; head++) {
        const p = queue[head]!
        for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
          const o = offer[e]!
          if (depthOf[o] !== 0) continue
          depthOf[o] = depth
          const from = slotStart[o]!
          const count = taken[o]!
          if (count < seats[o]!) found = true
          for (let slot = from; slot < from + count; slot++) queue[tail++] = pupilIn[slot]!
        }
      }
      if (found) return { reached: tail, length: depth }
    }
    return { reached: tail, length: 0 }
  }

  /** Follows the layers from p by depth; seats everybody on the path one step further if it ends at a free seat. */
  function augmentFrom(root: number, length: number): void {
    pathPupil[0] = root
    let depth = 0
    while (depth >= 0) {
      const p = pathPupil[depth]!
      const last = start[p + 1]!
      let e = nextPair[p]!
      let o = -1
      for (; e < last; e++) {
        o = offer[e]!
        if (depthOf[o] !== depth + 1) continue
        if (depth + 1 === length ? taken[o]! < seats[o]! : nextSlot[o]! < taken[o]!) break
      }
      nextPair[p] = e
      if (e === last) {
        // A dead end: whoever sits in this slot cannot move in this round.
        depth--
        if (depth >= 0) nextSlot[offer[nextPair[pathPupil[depth]!]!]!]!++
        continue
      }
      if (depth + 1 < length) {
        pathPupil[++depth] = pupilIn[slotStart[o]! + nextSlot[o]!]!
        continue
      }
      for (let i = 0; i < depth; i++) nextSlot[offer[nextPair[pathPupil[i]!]!]!]!++
      for (let i = depth, freed = -1; i >= 0; i--) {
        const mover = pathPupil[i]!
        const left = slotOf[mover]!
        const to = offer[nextPair[mover]!]!
        if (freed < 0) seat(seating, mover, to)
        else takeSlot(seating, mover, to, freed)
        freed = left
      }
      return
    }
  }
}
