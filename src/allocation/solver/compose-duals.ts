import type { CandidateGraph } from './candidate-graph.ts'
import type { LeastCost } from './least-cost.ts'
import type { Problem, Solution } from './problem.ts'
import { WITHOUT_SEATS } from './saturated-part.ts'
import { OBJECTIVES, tierOf } from './scale.ts'

/** The seating of the pupils placed, and what is known of its parts. */
export interface Composed {
  readonly offerOf: Int32Array
  readonly prices: LeastCost['prices']
  /** Of each offer of the graph: ROOMY, SATURATED or WITHOUT_SEATS. */
  readonly partOf: Uint8Array
  /** Of each offer: a pupil's candidates of another rank than the own seat's have a higher one. */
  readonly rankOf: Int32Array
}

/**
 * One composite cost, with weights such that no sum of later objectives outweighs one unit of an earlier one, and its dual
 * values. Prices are optimal objective by objective: with these weights their sum is for the composite. The weights also
 * exceed what any later price could undo. Pupils and offers of each rank gain and lose, rank by rank, a constant so large that
 * nobody of a lower rank would go there; offers without seats cost more than anything.
 */
export function composeDuals(
  problem: Problem,
  graph: CandidateGraph,
  composed: Composed,
): Pick<Solution, 'weights' | 'pupilDual' | 'offerDual'> {
  const { offerOf, prices, partOf, rankOf } = composed
  let placed = 0n
  for (let p = 0; p < graph.pupils; p++) if (offerOf[p]! >= 0) placed++
  const dearest = BigInt(largest(problem.cost))
  // What one pair and the prices at both its ends can amount to, by objective.
  const span = prices.map((price, k) => (k === OBJECTIVES - 1 ? dearest : 1n) + 2n * BigInt(largest(price)))
  const cost = 1n
  const over30 = 1n + max(placed * dearest, span[3]!)
  const over45 = 1n + max(placed * (over30 + dearest), over30 * span[2]! + span[3]!)
  const over60 = 1n + max(placed * (over45 + over30 + dearest), over45 * span[1]! + over30 * span[2]! + span[3]!)
  const weights = { over60, over45, over30, cost }
  const anything = over60 * span[0]! + over45 * span[1]! + over30 * span[2]! + span[3]!

  const price = (o: number): bigint =>
    over60 * BigInt(prices[0]![o]!) +
    over45 * BigInt(prices[1]![o]!) +
    over30 * BigInt(prices[2]![o]!) +
    BigInt(prices[3]![o]!)
  const beyondAll = anything * BigInt(largest(rankOf) + 1)
  const ofTier = [0n, over30, over30 + over45, over30 + over45 + over60]
  const priceAt: bigint[] = new Array(graph.offers)
  const offerDual: bigint[] = new Array(problem.offers).fill(0n)
  for (let o = 0; o < graph.offers; o++) {
    priceAt[o] = partOf[o] === WITHOUT_SEATS ? beyondAll : price(o) + anything * BigInt(rankOf[o]!)
    offerDual[graph.offerAt[o]!] = -priceAt[o]!
  }
  const pupilDual: bigint[] = new Array(problem.pupils).fill(0n)
  for (let p = 0; p < graph.pupils; p++) {
    const o = offerOf[p]!
    if (o < 0) continue
    const e = pairOf(problem, graph.pupilAt[p]!, graph.offerAt[o]!)
    pupilDual[graph.pupilAt[p]!] = ofTier[tierOf(problem.worstMinutes[e]!)]! + BigInt(problem.cost[e]!) + priceAt[o]!
  }
  return { weights, pupilDual, offerDual }
}

/** The pair of a pupil with a candidate, in the problem's rows. */
export function pairOf(problem: Problem, p: number, o: number): number {
  let low = problem.start[p]!
  let high = problem.start[p + 1]! - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (problem.offer[middle]! < o) low = middle + 1
    else high = middle
  }
  return low
}

function largest(values: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!))
  return most
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
