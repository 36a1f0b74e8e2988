import type { CandidateGraph } from './candidate-graph.ts'
import { cheapestSeating, PRICE_CEILING, type Rows } from './cheapest-seating.ts'
import type { Problem } from './problem.ts'
import { rotationComponents } from './rotations.ts'
import { digitsOf, OBJECTIVES, objectivesOf } from './scale.ts'
import { emptySeating, type Seating } from './seating.ts'
import { TIE_BREAK_RANGE, tieBreak } from './tie-break.ts'
import { type KeptRows, keepPairs, tightRows, withCosts } from './tight-rows.ts'

/** A part of the problem that can be solved apart: pupils who are all seated, and the offers they may sit at. */
export interface Part {
  readonly graph: CandidateGraph
  /** The graph's pairs, or those of them that these pupils may use. */
  readonly rows: Rows & { readonly pair?: Uint32Array }
  readonly pupils: Int32Array
  readonly has: (o: number) => boolean
  /** The pupils fill all the seats. */
  readonly full: boolean
  /** Of each offer, 1 if its seats must all be taken; those of a full part are anyway. */
  readonly mustFill?: Uint8Array | undefined
  /** Not all objectives at once. */
  readonly oneByOne: boolean
}

export interface LeastCost {
  readonly offerOf: Int32Array
  /**
   * For each objective a price of each offer. In order of the objectives, what a pupil pays in objective and price is nowhere
   * less than at the own seat, and the first price that is not zero is positive, at an offer without a free seat (unless full,
   * or where an offer must be filled).
   */
  readonly prices: readonly Float64Array[]
}

/** A seating that is least in one objective after the other, as far as it is known which pairs it may use. */
interface Narrowed {
  readonly rows: KeptRows
  readonly seating: Seating
  readonly mustStayFull: Uint8Array
}

/**
 * Among all ways to seat these pupils: fewest over 60 minutes, over 45, over 30, least cost, least tie-break. The first four
 * are solved at once as digits of one number; should a digit overflow (no real territory comes near), one after the other.
 * Then the tie-break, on the few pairs that remain.
 */
export function leastCost(problem: Problem, part: Part, onShare: (share: number) => void): LeastCost {
  const { graph } = part
  // Seats that must be taken are cheaper than any sum of costs can be: there is no room for that beside all objectives at once.
  const together =
    part.oneByOne || (part.mustFill && !part.full) ? undefined : allAtOnce(part, (share) => onShare(0.9 * share))
  const { prices, ...narrowed } = together ?? oneByOne(part)
  const { rows, seating, mustStayFull } = narrowed
  const componentOf = rotationComponents(rows, seating, (o) => mustStayFull[o] === 1)
  const movable = keepPairs(rows, part.pupils, (p, e) => {
    return componentOf[rows.offer[e]!] === componentOf[seating.offerOf[p]!]
  })
  if (movable.offer.length === part.pupils.length) return { offerOf: seating.offerOf, prices }
  const tied = withCosts(movable, (p, e) => {
    return tieBreak(problem.pupilKey[graph.pupilAt[p]!]!, problem.offerKey[graph.offerAt[movable.offer[e]!]!]!)
  })
  const last = narrow(part, tied, mustStayFull, TIE_BREAK_RANGE, (share) => onShare(0.9 + 0.1 * share))
  return { offerOf: last.seating.offerOf, prices }
}

function allAtOnce(part: Part, onShare: (share: number) => void): (Narrowed & Pick<LeastCost, 'prices'>) | undefined {
  const { graph, rows, pupils, full } = part
  const seating = emptySeating(graph)
  const costOf = new Float64Array(graph.pupils)
  const packed = new Float64Array(graph.offers).map((_, o) => (part.has(o) ? 0 : Number.POSITIVE_INFINITY))
  if (!cheapestSeating(rows, pupils, seating, packed, costOf, { full, floor: 0 }, onShare)) return undefined
  if (full) fromZero(packed)
  const prices = unpack(part, packed)
  if (!isOptimal(part, seating, prices)) return undefined
  const mustStayFull = Uint8Array.from(packed, (price) => (full || price > 0 ? 1 : 0))
  return { rows: tightRows(rows, pupils, seating, packed, costOf), seating, mustStayFull, prices }
}

function oneByOne(part: Part): Narrowed & Pick<LeastCost, 'prices'> {
  const { graph, pupils, full } = part
  const prices: Float64Array[] = []
  const digits = new Float64Array(OBJECTIVES)
  let rows = keepPairs(part.rows, pupils, (_, e) => part.has(part.rows.offer[e]!))
  let mustStayFull = full || !part.mustFill ? new Uint8Array(graph.offers).fill(full ? 1 : 0) : part.mustFill
  let seating = emptySeating(graph)
  for (let k = 0; k < OBJECTIVES; k++) {
    const { pair } = rows
    const costed = withCosts(rows, (_, e) => {
      objectivesOf(graph.cost[pair[e]!]!, digits)
      return digits[k]!
    })
    const step = narrow(part, costed, mustStayFull, 2 ** 16, () => {})
    if (full) fromZero(step.prices)
    prices.push(step.prices.map((price) => (Number.isFinite(price) ? price : 0)))
    ;({ rows, seating, mustStayFull } = step)
  }
  return { rows, seating, mustStayFull, prices }
}

/** Least cost on rows of costs below `range`, with some offers that must stay full: their seats count less than nothing. */
function narrow(
  part: Part,
  rows: KeptRows,
  mustStayFull: Uint8Array,
  range: number,
  onShare: (share: number) => void,
): Narrowed & { prices: Float64Array } {
  const { graph, pupils, full } = part
  const seating = emptySeating(graph)
  const costOf = new Float64Array(graph.pupils)
  const floor = full ? 0 : -range * (pupils.length + 1)
  if (-floor > PRICE_CEILING) throw new RangeError('More pupils than the exact arithmetic of the solver has room for.')
  const prices = new Float64Array(graph.offers)
  for (let o = 0; o < graph.offers; o++)
    prices[o] = !part.has(o) ? Number.POSITIVE_INFINITY : mustStayFull[o] ? floor : 0
  if (!cheapestSeating(rows, pupils, seating, prices, costOf, { full, floor }, onShare)) {
    throw new RangeError('Prices outgrew the exact arithmetic of the solver.')
  }
  const filled = mustStayFull.map((must, o) => (must === 1 || prices[o]! > 0 ? 1 : 0))
  return { rows: tightRows(rows, pupils, seating, prices, costOf), seating, mustStayFull: filled, prices }
}

/** Prices of seats that are all taken mean the same from any start: the least is made 0. */
function fromZero(prices: Float64Array): void {
  let least = Number.POSITIVE_INFINITY
  for (const price of prices) least = Math.min(least, price)
  for (let o = 0; o < prices.length; o++) prices[o]! -= least
}

function unpack(part: Part, packed: Float64Array): Float64Array[] {
  const prices = Array.from({ length: OBJECTIVES }, () => new Float64Array(packed.length))
  const digits = new Float64Array(OBJECTIVES)
  for (let o = 0; o < packed.length; o++) {
    if (!part.has(o)) continue
    digitsOf(packed[o]!, digits)
    for (let k = 0; k < OBJECTIVES; k++) prices[k]![o] = digits[k]!
  }
  return prices
}

/** Whether prices by objective prove, digit by digit, that no seating of these pupils is better. */
function isOptimal(part: Part, seating: Seating, prices: readonly Float64Array[]): boolean {
  const { rows, pupils, full } = part
  const { offers, start, offer, cost } = rows
  // Three tier digits share a number with room to spare (each below 2^15), the cost has its own.
  const high = new Float64Array(offers)
  for (let o = 0; o < offers; o++) {
    const [over60, over45, over30] = [prices[0]![o]!, prices[1]![o]!, prices[2]![o]!]
    if (Math.max(Math.abs(over60), Math.abs(over45), Math.abs(over30)) > 2 ** 14) return false
    high[o] = (over60 * 2 ** 17 + over45) * 2 ** 17 + over30
    if (!full && part.has(o) && (high[o]! < 0 || (high[o] === 0 && prices[3]![o]! < 0))) return false
  }
  const low = prices[3]!
  const tierHigh = Float64Array.of(0, 1, 2 ** 17 + 1, 2 ** 34 + 2 ** 17 + 1)
  const digits = new Float64Array(OBJECTIVES)
  for (const p of pupils) {
    const own = seating.offerOf[p]!
    let ownHigh = 0
    let ownLow = 0
    for (let e = start[p]!; e < start[p + 1]!; e++) {
      if (offer[e] !== own) continue
      const tier = objectivesOf(cost[e]!, digits)
      ownHigh = tierHigh[tier]! + high[own]!
      ownLow = digits[3]! + low[own]!
    }
    for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
      const o = offer[e]!
      if (!part.has(o)) continue
      const tier = objectivesOf(cost[e]!, digits)
      const difference = tierHigh[tier]! + high[o]! - ownHigh
      if (difference < 0 || (difference === 0 && digits[3]! + low[o]! < ownLow)) return false
    }
  }
  return true
}
