import type { CandidateGraph } from './candidate-graph.ts'
import type { Rows } from './cheapest-seating.ts'
import type { ReversePairs } from './reverse-pairs.ts'
import { rotationComponents } from './rotations.ts'
import type { Seating } from './seating.ts'
import { keepPairs } from './tight-rows.ts'

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

/** The saturated part's pairs that some seating of these pupils may use, and the order of what holds them apart. */
export interface SaturatedRows {
  readonly rows: Rows & { readonly pair?: Uint32Array }
  /** Of each offer, 0 if roomy: whoever has a candidate of another rank than the own has it of a higher one, out of reach. */
  readonly rankOf: Int32Array
}

/** Rows are only copied when more than one pair in this many falls away. */
const WORTH_COPYING = 3

/**
 * Where all seats are taken, pupils can only change seats in rotations: moves that leave a strongly connected component of
 * offers are in no seating (the fine decomposition of Dulmage and Mendelsohn). Without them long chains are no work.
 */
export function saturatedRows(
  graph: CandidateGraph,
  seating: Seating,
  part: Uint8Array,
  pupils: Int32Array,
): SaturatedRows {
  const { start, offer } = graph
  const component = rotationComponents(graph, seating, (o) => part[o] !== ROOMY)
  let inside = 0
  let all = 0
  for (const p of pupils) {
    const own = component[seating.offerOf[p]!]!
    for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
      all++
      if (component[offer[e]!] === own) inside++
    }
  }
  if ((all - inside) * WORTH_COPYING <= all)
    return { rows: graph, rankOf: part.reduce(plainRank, new Int32Array(part.length)) }
  // Tarjan numbers a component after all that it leads to.
  const rankOf = new Int32Array(part.length)
  for (let o = 0; o < part.length; o++) if (part[o] === SATURATED) rankOf[o] = graph.offers + 1 - component[o]!
  const rows = keepPairs(graph, pupils, (p, e) => component[offer[e]!] === component[seating.offerOf[p]!])
  return { rows, rankOf }
}

function plainRank(ranks: Int32Array, part: number, o: number): Int32Array {
  ranks[o] = part === SATURATED ? 1 : 0
  return ranks
}
