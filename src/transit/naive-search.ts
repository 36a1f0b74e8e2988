/**
 * A second way to the same answers, for tests only: rounds over all trips with plain objects and no cleverness. It shares
 * nothing with the search but the length of a walk.
 */
export interface NaiveCall {
  readonly stop: number
  readonly arrive: number
  readonly depart: number
  readonly boards: boolean
  readonly alights: boolean
}
export interface NaiveNetwork {
  readonly trips: readonly (readonly NaiveCall[])[]
  /** Seconds from getting off to the next vehicle, by stop got off, then stop got on. */
  readonly changes: ReadonlyMap<number, ReadonlyMap<number, number>>
}
/** Seconds on foot from a door to the stops within the limit. */
export type Doorstep = ReadonlyMap<number, number>

/** The earliest arrival at a door when leaving another at `time` or after, with so many vehicles at most. */
export function earliestArrival(
  network: NaiveNetwork,
  from: Doorstep,
  to: Doorstep,
  time: number,
  maxRides: number,
): number {
  let ready = new Map([...from].map(([stop, walk]) => [stop, time + walk]))
  let best = Number.POSITIVE_INFINITY
  for (let ride = 0; ride < maxRides; ride++) {
    const reached = new Map<number, number>()
    for (const trip of network.trips) {
      let aboard = false
      for (const { stop, arrive, depart, boards, alights } of trip) {
        if (aboard && alights && arrive < (reached.get(stop) ?? Number.POSITIVE_INFINITY)) reached.set(stop, arrive)
        if (boards && (ready.get(stop) ?? Number.POSITIVE_INFINITY) <= depart) aboard = true
      }
    }
    ready = new Map()
    for (const [stop, arrive] of reached) {
      best = Math.min(best, arrive + (to.get(stop) ?? Number.POSITIVE_INFINITY))
      for (const [next, seconds] of network.changes.get(stop) ?? [])
        ready.set(next, Math.min(ready.get(next) ?? Number.POSITIVE_INFINITY, arrive + seconds))
    }
  }
  return best
}

/** The latest moment to leave a door and still be at the other by `deadline`, found by trying departures. */
export function latestDeparture(
  network: NaiveNetwork,
  from: Doorstep,
  to: Doorstep,
  deadline: number,
  maxRides: number,
): number | undefined {
  const departures = network.trips.flatMap((trip) =>
    trip.flatMap(({ stop, depart, boards }) => (boards && from.has(stop) ? [depart - from.get(stop)!] : [])),
  )
  const sorted = [...new Set(departures)].toSorted((a, b) => a - b)
  let [low, high] = [-1, sorted.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (earliestArrival(network, from, to, sorted[middle]!, maxRides) <= deadline) low = middle
    else high = middle - 1
  }
  return sorted[low]
}

export interface NaiveLabel {
  readonly depart: number
  readonly arrive: number
  readonly rides: number
}

const later = (a: NaiveLabel | undefined, b: NaiveLabel): NaiveLabel =>
  !a ||
  b.depart > a.depart ||
  (b.depart === a.depart && (b.arrive < a.arrive || (b.arrive === a.arrive && b.rides < a.rides)))
    ? b
    : a

/** The rule of the table in its own words: the best way from a stop is made of the best way from where it changes. */
export function bestWay(
  network: NaiveNetwork,
  from: Doorstep,
  to: Doorstep,
  deadline: number,
  maxRides: number,
): NaiveLabel | undefined {
  const labels = new Map<number, NaiveLabel>()
  /** By when to get off at a stop, and what follows. */
  const offers = new Map<number, NaiveLabel>()
  for (let ride = 1; ride <= maxRides; ride++) {
    const found = new Map(labels)
    for (const trip of network.trips)
      for (const [index, { stop, depart, boards }] of trip.entries())
        for (const off of boards ? trip.slice(index + 1) : []) {
          if (!off.alights) continue
          const walk = to.get(off.stop)
          if (ride === 1 && walk !== undefined && off.arrive + walk <= deadline)
            found.set(stop, later(found.get(stop), { depart, arrive: off.arrive + walk, rides: 1 }))
          const offer = offers.get(off.stop)
          if (offer && off.arrive <= offer.depart)
            found.set(stop, later(found.get(stop), { depart, arrive: offer.arrive, rides: offer.rides + 1 }))
        }
    labels.clear()
    for (const [stop, label] of found) labels.set(stop, label)
    offers.clear()
    for (const [stop, targets] of network.changes)
      for (const [next, seconds] of targets) {
        const label = labels.get(next)
        if (label) offers.set(stop, later(offers.get(stop), { ...label, depart: label.depart - seconds }))
      }
  }
  let best: NaiveLabel | undefined
  for (const [stop, walk] of from) {
    const label = labels.get(stop)
    if (label) best = later(best, { ...label, depart: label.depart - walk })
  }
  return best
}

/** The same network with time running backwards. */
export function backwards({ trips, changes }: NaiveNetwork): NaiveNetwork {
  const turned = new Map<number, Map<number, number>>()
  for (const [from, targets] of changes)
    for (const [to, seconds] of targets)
      turned.set(to, (turned.get(to) ?? new Map<number, number>()).set(from, seconds))
  return {
    trips: trips.map((trip) =>
      trip.toReversed().map(({ stop, arrive, depart, boards, alights }) => ({
        stop,
        arrive: -depart,
        depart: -arrive,
        boards: alights,
        alights: boards,
      })),
    ),
    changes: turned,
  }
}
