import { auction } from './auction.ts'
import type { CandidateGraph } from './candidate-graph.ts'
import type { Seating } from './seating.ts'
import { settle } from './settle.ts'
import { augmentShortest } from './shortest-augmenting-paths.ts'

/** What the algorithms of least cost read of a graph. */
export type Rows = Pick<CandidateGraph, 'pupils' | 'offers' | 'seats' | 'start' | 'offer' | 'cost'>

/** Sums of a cost and two prices stay below 2^53 as long as prices stay below this. */
export const PRICE_CEILING = 2 ** 51

/** Bids in one round of the auction before it is cut short (the rest is done by shortest paths), per pupil. */
const BIDS = 100
/** Bids of the single round without epsilon, per pupil. */
const PLAIN_BIDS = 20

export interface Auctioned {
  /** All seats will be taken, so that prices may begin anywhere: the auction goes through rounds of falling epsilon. */
  readonly full: boolean
  /** A lower bound of the prices given. */
  readonly floor: number
}

/**
 * Seats these pupils, who can all be seated at once, at least total cost: an auction of seats comes near, the shortest
 * augmenting paths make it exact. `prices` come in as those of free seats (infinite: closed to these pupils) and go out as
 * the optimal ones: each pupil pays, in cost and price, the least of the row, and a seat that stays free keeps its price.
 * (If `full`, no seat does.) False if prices outgrew exact arithmetic; nothing is then to be used.
 */
export function cheapestSeating(
  rows: Rows,
  pupils: Int32Array,
  seating: Seating,
  prices: Float64Array,
  costOf: Float64Array,
  how: Auctioned,
  onShare: (share: number) => void,
): boolean {
  const { seats, start, cost } = rows
  const { offerOf, slotStart, slotOf, taken } = seating
  const limits = new Float64Array(slotStart[rows.offers]!)
  const initial = prices.slice()
  let unseated = pupils
  if (how.full) {
    let dearest = 0
    for (const p of pupils) dearest = Math.max(dearest, cost[start[p + 1]! - 1]!)
    // From eight times the dearest pair down by fours to a quarter of a unit.
    const rounds = Math.ceil(Math.log2(dearest + 1) / 2) + 3
    for (let round = 0; round < rounds; round++) {
      const epsilon = 4 ** (rounds - 2 - round)
      const bidders = settle(rows, seating, prices, limits, costOf, epsilon, pupils)
      if (!auction(rows, seating, prices, limits, how.floor, epsilon, bidders, BIDS * pupils.length)) {
        startAgain()
        break
      }
      onShare((0.8 * (round + 1)) / rounds)
    }
    for (let o = 0; o < prices.length; o++) prices[o] = Math.floor(prices[o]!)
  } else if (!auction(rows, seating, prices, limits, how.floor, 0, pupils, PLAIN_BIDS * pupils.length)) startAgain()
  unseated = settle(rows, seating, prices, limits, costOf, 0, pupils)
  const done = 1 - unseated.length / Math.max(1, pupils.length)
  return augmentShortest(rows, seating, prices, costOf, how.floor, unseated, (count) =>
    onShare(done + (1 - done) * (count / unseated.length)),
  )

  function startAgain(): void {
    prices.set(initial)
    for (let o = 0; o < rows.offers; o++) if (seats[o]! > 0 && initial[o]! < Number.POSITIVE_INFINITY) taken[o] = 0
    for (const p of pupils) {
      offerOf[p] = -1
      slotOf[p] = -1
    }
  }
}
