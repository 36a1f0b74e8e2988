import type { Rows } from './cheapest-seating.ts'
import type { Seating } from './seating.ts'

/**
 * Unseats those of these pupils who are not within epsilon of their best at these prices, and returns all who have no seat.
 * For the others it notes what their pair costs and up to which price they would stay, ordered for the next auction.
 */
export function settle(
  rows: Rows,
  seating: Seating,
  prices: Float64Array,
  limits: Float64Array,
  costOf: Float64Array,
  epsilon: number,
  pupils: Int32Array,
): Int32Array {
  const { start, offer, cost, offers } = rows
  const { slotStart, taken, pupilIn, offerOf, slotOf } = seating
  const limitOf = new Float64Array(rows.pupils)
  const unseated = new Int32Array(pupils.length)
  const touched = new Uint8Array(offers)
  let count = 0
  for (const p of pupils) {
    const o = offerOf[p]!
    if (o < 0) {
      unseated[count++] = p
      continue
    }
    touched[o] = 1
    let elsewhere = Number.POSITIVE_INFINITY
    let here = Number.POSITIVE_INFINITY
    for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
      const value = cost[e]! + prices[offer[e]!]!
      if (offer[e] === o) {
        here = value
        costOf[p] = cost[e]!
      } else if (value < elsewhere) elsewhere = value
    }
    limitOf[p] = prices[o]! + (elsewhere - here) + epsilon
    if (here <= elsewhere + epsilon) continue
    unseated[count++] = p
    offerOf[p] = -1
    slotOf[p] = -1
  }
  for (let o = 0; o < offers; o++) {
    if (touched[o] === 0) continue
    const from = slotStart[o]!
    let to = 0
    for (let slot = from, end = from + taken[o]!; slot < end; slot++) {
      const p = pupilIn[slot]!
      if (offerOf[p] !== o) continue
      const limit = limitOf[p]!
      let i = to++
      while (i > 0) {
        const above = (i - 1) >> 1
        if (limits[from + above]! <= limit) break
        limits[from + i] = limits[from + above]!
        pupilIn[from + i] = pupilIn[from + above]!
        i = above
      }
      limits[from + i] = limit
      pupilIn[from + i] = p
    }
    taken[o] = to
    for (let slot = from; slot < from + to; slot++) slotOf[pupilIn[slot]!] = slot
  }
  return unseated.slice(0, count)
}
