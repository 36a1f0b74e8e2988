import type { CandidateGraph } from './candidate-graph.ts'
import type { ReversePairs } from './reverse-pairs.ts'
import type { Seating } from './seating.ts'

/** Where an offer stands once the pupils to place are known. */
export const ROOMY = 0
export const SATURATED = 1
export const WITHOUT_SEATS = 2

/**
 * Splits the offers for a given set of pupils, all seated: from the roomy ones somebody seated could move on, one after the
 * other, to a free seat; the saturated ones are filled by the same pupils in every matching, who can reach nothing else.
 * So pupils seated in the roomy part never sit in the saturated part, and both can be solved apart.
 */
export function offerParts(graph: CandidateGraph, seating: Seating, reverse: ReversePairs): Uint8Array {
  const { offers, seats } = graph
  const { taken, offerOf } = seating
  const part = new Uint8Array(offers).fill(SATURATED)
  const queue = new Int32Array(offers)
  let tail = 0
  for (let o = 0; o < offers; o++) {
    if (seats[o] === 0) part[o] = WITHOUT_SEATS
    else if (taken[o]! < seats[o]!) {
      part[o] = ROOMY
      queue[tail++] = o
    }
  }
  for (let head = 0; head < tail; head++) {
    const o = queue[head]!
    for (let e = reverse.start[o]!, end = reverse.start[o + 1]!; e < end; e++) {
      const from = offerOf[reverse.pupil[e]!]!
      if (from < 0 || part[from] !== SATURATED) continue
      part[from] = ROOMY
      queue[tail++] = from
    }
  }
  return part
}
