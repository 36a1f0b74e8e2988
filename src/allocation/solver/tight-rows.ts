import type { Rows } from './cheapest-seating.ts'
import type { Seating } from './seating.ts'

/** Rows that keep some pairs of a graph, perhaps with other costs. */
export interface KeptRows extends Rows {
  /** The number of each pair in the graph. */
  readonly pair: Uint32Array
}

/** The pairs of these pupils that `keep` admits, in the order they had. */
export function keepPairs(
  rows: Rows & { readonly pair?: Uint32Array },
  pupils: Int32Array,
  keep: (p: number, e: number) => boolean,
): KeptRows {
  const start = new Uint32Array(rows.pupils + 1)
  for (const p of pupils) {
    for (let e = rows.start[p]!, last = rows.start[p + 1]!; e < last; e++) if (keep(p, e)) start[p + 1]!++
  }
  for (let p = 0; p < rows.pupils; p++) start[p + 1]! += start[p]!
  const offer = new Int32Array(start[rows.pupils]!)
  const cost = new Float64Array(offer.length)
  const pair = new Uint32Array(offer.length)
  for (const p of pupils) {
    let to = start[p]!
    for (let e = rows.start[p]!, last = rows.start[p + 1]!; e < last; e++) {
      if (!keep(p, e)) continue
      offer[to] = rows.offer[e]!
      cost[to] = rows.cost[e]!
      pair[to++] = rows.pair ? rows.pair[e]! : e
    }
  }
  return { ...rows, start, offer, pair, cost }
}

/**
 * The pairs that some seating of least cost may use: those at which the pupil pays, cost and price, as little as at the seat
 * given. With the offers whose price rose kept full, their seatings are exactly those of least cost.
 */
export function tightRows(
  rows: Rows & { readonly pair?: Uint32Array },
  pupils: Int32Array,
  seating: Seating,
  prices: Float64Array,
  costOf: Float64Array,
): KeptRows {
  return keepPairs(rows, pupils, (p, e) => {
    const paid = costOf[p]! + prices[seating.offerOf[p]!]!
    return paid === rows.cost[e]! + prices[rows.offer[e]!]!
  })
}

/** The same rows with the cost that each pair (of a pupil, in the rows) is given, each row cheapest first, then by offer. */
export function withCosts(rows: KeptRows, costOfPair: (p: number, e: number) => number): KeptRows {
  const { pupils, start } = rows
  const offer = rows.offer.slice()
  const pair = rows.pair.slice()
  const cost = new Float64Array(offer.length)
  for (let p = 0; p < pupils; p++) {
    const from = start[p]!
    const last = start[p + 1]!
    for (let e = from; e < last; e++) cost[e] = costOfPair(p, e)
    if (last - from < 2) continue
    const order = Uint32Array.from({ length: last - from }, (_, i) => from + i)
    order.sort((a, b) => cost[a]! - cost[b]! || rows.offer[a]! - rows.offer[b]!)
    cost.set(
      Float64Array.from(order, (e) => cost[e]!),
      from,
    )
    for (let i = 0; i < order.length; i++) {
      offer[from + i] = rows.offer[order[i]!]!
      pair[from + i] = rows.pair[order[i]!]!
    }
  }
  return { ...rows, offer, pair, cost }
}
