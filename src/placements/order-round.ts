import { metresBetween } from '#/platform/distance.ts'

/** A position, in degrees. */
export interface RoundStop {
  readonly lat: number
  readonly lon: number
}

/** Stops of one round: more than a day holds, and few enough for the best order to be found rather than guessed. */
export const mostStops = 16

/**
 * The shortest round over straight distances, from a start through every stop and back, as the stops' indexes in order, and its metres.
 * Exact (Held and Karp, 1962): 2ⁿ·n² steps, some 50 ms for 16 stops. Of two directions, the one that begins with the lower index.
 * @throws RangeError beyond `mostStops`.
 */
export function orderRound(
  start: RoundStop,
  stops: readonly RoundStop[],
): { readonly order: readonly number[]; readonly metres: number } {
  const n = stops.length
  if (n > mostStops) throw new RangeError(`${n} stops: a round holds ${mostStops} at most`)
  if (n === 0) return { order: [], metres: 0 }
  const away = stops.map((stop) => metres(start, stop))
  const between = stops.map((one) => stops.map((other) => metres(one, other)))
  const sets = 1 << n
  // best[set · n + last]: the shortest way from the start through a set of stops that ends at one of them.
  const best = new Float64Array(sets * n).fill(Number.POSITIVE_INFINITY)
  const former = new Int8Array(sets * n).fill(-1)
  for (let stop = 0; stop < n; stop++) best[(1 << stop) * n + stop] = away[stop] ?? 0
  for (let set = 1; set < sets; set++)
    for (let last = 0; last < n; last++) {
      const here = best[set * n + last] ?? Number.POSITIVE_INFINITY
      if (here === Number.POSITIVE_INFINITY) continue
      for (let next = 0; next < n; next++) {
        if (set & (1 << next)) continue
        const at = (set | (1 << next)) * n + next
        const length = here + (between[last]?.[next] ?? 0)
        if (length < (best[at] ?? 0)) {
          best[at] = length
          former[at] = last
        }
      }
    }
  const home = (stop: number): number => (best[(sets - 1) * n + stop] ?? 0) + (away[stop] ?? 0)
  let last = 0
  for (let stop = 1; stop < n; stop++) if (home(stop) < home(last)) last = stop
  const total = home(last)
  const order: number[] = []
  for (let set = sets - 1; last >= 0; ) {
    order.unshift(last)
    const before = former[set * n + last] ?? -1
    set &= ~(1 << last)
    last = before
  }
  return { order: (order[0] ?? 0) <= (order.at(-1) ?? 0) ? order : order.toReversed(), metres: total }
}

const metres = (one: RoundStop, other: RoundStop): number => metresBetween(one.lat, one.lon, other.lat, other.lon)
