import { PRICE_CEILING, type Rows } from './cheapest-seating.ts'
import { offerHeap } from './offer-heap.ts'
import { type Seating, seat, takeSlot } from './seating.ts'

/**
 * Seats each of these pupils by a shortest augmenting path in reduced costs (Dijkstra with potentials: Tomizawa 1971,
 * Edmonds and Karp 1972), one after the other. Requires, and keeps: every seated pupil is at a candidate of least cost plus
 * price, and an offer with a free seat has the price it began with. So at the end the seating is of least cost among those
 * of these pupils. `costOf` holds the cost of each pupil's pair.
 * False when a price outgrew exact arithmetic.
 */
export function augmentShortest(
  rows: Rows,
  seating: Seating,
  prices: Float64Array,
  costOf: Float64Array,
  floor: number,
  unseated: ArrayLike<number>,
  onSeated: (count: number) => void,
): boolean {
  const { start, offer, cost, seats, offers } = rows
  const { slotStart, taken, pupilIn, offerOf, slotOf } = seating
  const distance = new Float64Array(offers).fill(Number.POSITIVE_INFINITY)
  const viaPupil = new Int32Array(offers)
  const viaPair = new Uint32Array(offers)
  // Offers reached, and those of them at exactly the distance being worked on.
  const reached = new Int32Array(offers)
  const ready = new Int32Array(offers)
  const heap = offerHeap(distance)

  for (let i = 0; i < unseated.length; i++) {
    if (!seatOne(unseated[i]!)) return false
    if ((i & 255) === 255) onSeated(i + 1)
  }
  return true

  function seatOne(root: number): boolean {
    let reachedCount = 0
    let readyCount = 0
    let bound = Number.POSITIVE_INFINITY
    let end = -1
    let at = Number.NEGATIVE_INFINITY
    let o = -1
    let slot = 0
    let lastSlot = 0
    let p = root
    let head = 0
    for (;;) {
      const lead = o < 0 ? 0 : at - prices[o]! - costOf[p]!
      for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
        const base = lead + cost[e]!
        if (base + floor >= bound) break
        const next = offer[e]!
        const length = base + prices[next]!
        if (length >= bound) continue
        const before = distance[next]!
        if (length >= before) continue
        viaPupil[next] = p
        viaPair[next] = e
        if (taken[next]! < seats[next]!) {
          bound = length
          end = next
          continue
        }
        distance[next] = length
        if (before === Number.POSITIVE_INFINITY) reached[reachedCount++] = next
        if (length <= at) {
          if (before !== Number.POSITIVE_INFINITY) heap.remove(next)
          ready[readyCount++] = next
        } else heap.push(next)
      }
      if (bound <= at) break
      slot++
      if (slot >= lastSlot) {
        if (head < readyCount) o = ready[head++]!
        else {
          o = heap.pop()
          if (o < 0) break
          at = distance[o]!
          if (at >= bound) break
        }
        slot = slotStart[o]!
        lastSlot = slot + taken[o]!
      }
      p = pupilIn[slot]!
    }
    if (end < 0) throw new Error('A pupil of the placed set cannot be seated: the set is not independent.')
    heap.clear()
    for (let i = 0; i < reachedCount; i++) {
      const near = reached[i]!
      const length = distance[near]!
      distance[near] = Number.POSITIVE_INFINITY
      if (length < bound) prices[near]! += bound - length
      if (prices[near]! > PRICE_CEILING) return false
    }
    for (let to = end, freed = -1; ; ) {
      const mover = viaPupil[to]!
      const left = slotOf[mover]!
      const from = offerOf[mover]!
      costOf[mover] = cost[viaPair[to]!]!
      if (freed < 0) seat(seating, mover, to)
      else takeSlot(seating, mover, to, freed)
      if (mover === root) return true
      freed = left
      to = from
    }
  }
}
