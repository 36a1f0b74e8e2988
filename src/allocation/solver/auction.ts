import { PRICE_CEILING, type Rows } from './cheapest-seating.ts'
import type { Seating } from './seating.ts'

/**
 * An auction of seats (Bertsekas, 1988), with one price per offer: a pupil bids for the candidate of least cost and price,
 * up to the price at which the second best is as good (plus epsilon). When more bid than there are seats, the lowest limit
 * leaves and becomes the price. Everyone seated is within epsilon of the best at these prices; offers with a free seat keep
 * the price they had. Some may stay without a seat: with epsilon 0 those for
 * whom no price could rise, and those still waiting after `bids` bids. False when a price outgrew exact arithmetic.
 *
 * `floor` is a lower bound of all prices: rows stand cheapest first, so that a scan stops when nothing better can follow.
 */
export function auction(
  rows: Rows,
  seating: Seating,
  prices: Float64Array,
  limits: Float64Array,
  floor: number,
  epsilon: number,
  bidders: Int32Array,
  bids: number,
): boolean {
  const { start, offer, cost, seats } = rows
  const { slotStart, taken, pupilIn, offerOf, slotOf } = seating
  const stack = bidders.slice().reverse()
  let waiting = stack.length
  let bidsLeft = bids
  while (waiting > 0 && bidsLeft-- > 0) {
    const p = stack[--waiting]!
    let best = Number.POSITIVE_INFINITY
    let second = Number.POSITIVE_INFINITY
    let o = -1
    for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
      const base = cost[e]!
      if (base + floor >= second) break
      const value = base + prices[offer[e]!]!
      if (value >= second) continue
      if (value < best) {
        second = best
        best = value
        o = offer[e]!
      } else second = value
    }
    const limit = prices[o]! + (second - best) + epsilon
    const from = slotStart[o]!
    const count = taken[o]!
    if (count < seats[o]!) {
      taken[o] = count + 1
      // Up the heap of limits, the lowest at its root.
      let i = count
      while (i > 0) {
        const above = (i - 1) >> 1
        if (limits[from + above]! <= limit) break
        limits[from + i] = limits[from + above]!
        pupilIn[from + i] = pupilIn[from + above]!
        i = above
      }
      limits[from + i] = limit
      pupilIn[from + i] = p
      offerOf[p] = o
      continue
    }
    const lowest = limits[from]!
    if (limit <= lowest) {
      if (limit > prices[o]!) {
        prices[o] = limit
        stack[waiting++] = p
      }
      continue
    }
    if (lowest > PRICE_CEILING) return false
    prices[o] = lowest
    const evicted = pupilIn[from]!
    offerOf[evicted] = -1
    stack[waiting++] = evicted
    let i = 0
    for (let child = 1; child < count; child = 2 * i + 1) {
      if (child + 1 < count && limits[from + child + 1]! < limits[from + child]!) child++
      if (limits[from + child]! >= limit) break
      limits[from + i] = limits[from + child]!
      pupilIn[from + i] = pupilIn[from + child]!
      i = child
    }
    limits[from + i] = limit
    pupilIn[from + i] = p
    offerOf[p] = o
  }
  for (let o = 0; o < rows.offers; o++) {
    for (let slot = slotStart[o]!, end = slot + taken[o]!; slot < end; slot++) slotOf[pupilIn[slot]!] = slot
  }
  return true
}
