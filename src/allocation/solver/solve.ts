import { type CandidateGraph, candidateGraph, canonical } from './candidate-graph.ts'
import { composeDuals, pairOf } from './compose-duals.ts'
import { leastCost } from './least-cost.ts'
import { type MaximumMatching, maximumMatching } from './maximum-matching.ts'
import { keepBestStanding } from './placed-set.ts'
import type { Problem, Solution } from './problem.ts'
import { reversePairs } from './reverse-pairs.ts'
import { offerParts, ROOMY, SATURATED, saturatedRows } from './saturated-part.ts'
import { OBJECTIVES } from './scale.ts'
import { shortagesOf, vertexCover } from './shortages.ts'

export interface SolveOptions {
  /** Told as work goes on: the share done (0 to 1) and what is being done (`order`, `matching`, `standing`, `cost`, `proof`). */
  readonly onProgress?: (share: number, stage: string) => void
  /** Solves one objective after the other even where one number can hold them all: slower, same result (for tests). */
  readonly oneByOne?: boolean
}

/**
 * The allocation: as many pupils as possible, exactly those whom standing keeps, each at a seat, with fewest over 60, 45 and
 * 30 minutes, then least cost, then least tie-break; and the proof of each.
 *
 * Steps: a largest matching of everybody; who stays, by standing; the parts that can be solved apart; least cost in each; the
 * cover, the shortages and the dual values. Each file says its idea and where it comes from.
 */
export function solve(given: Problem, options: SolveOptions = {}): Solution {
  const tell = options.onProgress ?? (() => {})
  tell(0, 'order')
  const problem = canonical(given)
  const graph = candidateGraph(problem)
  tell(0.05, 'matching')
  const order = new Int32Array(problem.pupils)
  for (let p = 0; p < problem.pupils; p++) order[problem.standing[graph.pupilAt[p]!]!] = p
  const matching = maximumMatching(graph, order)
  tell(0.2, 'standing')
  const seatedAt = matching.seating.offerOf
  const partOf = keepByStanding(graph, matching, order)

  tell(0.35, 'cost')
  const offerOf = new Int32Array(graph.pupils).fill(-1)
  const prices = Array.from({ length: OBJECTIVES }, () => new Float64Array(graph.offers))
  const pupilsIn = (part: number) =>
    Int32Array.from(order)
      .sort()
      .filter((p) => seatedAt[p]! >= 0 && partOf[seatedAt[p]!] === part)
  const mustFill = problem.mustFill && Uint8Array.from(graph.offerAt, (o) => problem.mustFill![o]!)
  const saturated = pupilsIn(SATURATED)
  const roomy = pupilsIn(ROOMY)
  const apart = saturatedRows(graph, matching.seating, partOf, saturated)
  const share = saturated.length / Math.max(1, saturated.length + roomy.length)
  for (const part of [SATURATED, ROOMY]) {
    const full = part === SATURATED
    const pupils = full ? saturated : roomy
    if (pupils.length === 0) continue
    const [from, length] = full ? [0, share] : [share, 1 - share]
    const has = (o: number): boolean => partOf[o] === part
    const found = leastCost(
      problem,
      { graph, rows: full ? apart.rows : graph, pupils, has, full, mustFill, oneByOne: options.oneByOne === true },
      (done) => tell(0.35 + 0.6 * (from + length * done), 'cost'),
    )
    for (const p of pupils) offerOf[p] = found.offerOf[p]!
    for (let o = 0; o < graph.offers; o++) {
      if (has(o)) for (let k = 0; k < OBJECTIVES; k++) prices[k]![o] = found.prices[k]![o]!
    }
  }

  tell(0.95, 'proof')
  const result = new Int32Array(problem.pupils).fill(-1)
  const taken = new Int32Array(problem.offers)
  const counts = { placed: 0, over60: 0, over45: 0, over30: 0, totalCost: 0 }
  for (let i = 0; i < graph.pupils; i++) {
    if (offerOf[i]! < 0) continue
    const p = graph.pupilAt[i]!
    const o = graph.offerAt[offerOf[i]!]!
    result[p] = o
    const e = pairOf(problem, p, o)
    const minutes = problem.worstMinutes[e]!
    counts.placed++
    if (minutes > 60) counts.over60++
    if (minutes > 45) counts.over45++
    if (minutes > 30) counts.over30++
    counts.totalCost += problem.cost[e]!
    taken[o]!++
  }
  if (problem.mustFill?.some((must, o) => must === 1 && taken[o]! < problem.seats[o]!))
    throw new RangeError('The pupils placed cannot fill all the seats that must be filled.')
  const solution = {
    offerOf: result,
    ...counts,
    cover: vertexCover(graph, matching),
    shortages: shortagesOf(problem, graph, matching),
    ...composeDuals(problem, graph, { offerOf, prices, partOf, rankOf: apart.rankOf }),
  }
  tell(1, 'proof')
  return solution
}

/** Settles who is placed, and the parts of the offers; the reverse pairs, as large as the graph, live no longer than that. */
function keepByStanding(graph: CandidateGraph, matching: MaximumMatching, order: Int32Array): Uint8Array {
  const reverse = reversePairs(graph)
  keepBestStanding(graph, matching, reverse, order)
  return offerParts(graph, matching.seating, reverse)
}
