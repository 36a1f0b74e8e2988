import { NO_ALIGHTING, NO_BOARDING } from './feed.ts'
import type { Journey, JourneyLeg, Position } from './index.ts'
import { type Labels, NEVER } from './labels.ts'
import type { DepartureSearch } from './latest-departures.ts'
import type { Network } from './network.ts'
import { makeLastStops, type Question } from './reach-sweep.ts'
import { CHANGE_SECONDS, walkSeconds } from './walking.ts'
import { visitWalks, type Walks } from './walks.ts'

/** Follows single journeys of a question, step by step, with the very labels the table is made of. */
export interface JourneyFinder {
  /** Searches towards a place (from it, in the evening). */
  aim(place: Position, hourSeconds: number): void
  /** The journey between a home and the place aimed at; undefined when there is none. */
  find(home: Position): Journey | undefined
}

export function makeJourneyFinder(
  network: Network,
  question: Question,
  search: DepartureSearch,
  changes: Walks,
  maxWalkSeconds: number,
  maxRides: number,
): JourneyFinder {
  const { timetable, mirrored } = question
  const last = makeLastStops(network.stopCount)
  const lastWalk = new Int32Array(network.stopCount).fill(-1)
  /** The labels after each round; arrays are used again from place to place. */
  const rounds: Labels[] = []
  const kept = Array.from({ length: maxRides }, () => ({
    depart: new Int32Array(network.stopCount),
    arrive: new Int32Array(network.stopCount),
  }))
  let deadline = 0

  /** The fewest rides with which a stop has this label, if any. */
  const ridesOf = (stop: number, depart: number, arrive: number): number =>
    rounds.findIndex((round) => round.depart[stop] === depart && round.arrive[stop] === arrive) + 1

  const find = (home: Position): Step[] | undefined => {
    let best = { depart: NEVER, arrive: 0, rides: 0, walk: 0, stop: -1 }
    const direct = walkSeconds(last.lat, last.lon, home.lat, home.lon)
    if (direct <= maxWalkSeconds)
      best = { depart: deadline - direct, arrive: deadline, rides: 0, walk: direct, stop: -1 }
    const final = rounds.at(-1)
    if (final)
      network.walkable.within(home.lat, home.lon, maxWalkSeconds, (stop, walk) => {
        if (final.depart[stop] === NEVER) return
        const depart = final.depart[stop]! - walk
        const arrive = final.arrive[stop]!
        if (depart < best.depart || (depart === best.depart && arrive > best.arrive)) return
        const each = { depart, arrive, rides: ridesOf(stop, final.depart[stop]!, arrive), walk, stop }
        if (isBetter(each, best)) best = each
      })
    if (best.depart === NEVER) return undefined
    const first: Step = { kind: 'walk', depart: best.depart, arrive: best.depart + best.walk, from: -1, to: best.stop }
    return best.stop === -1 ? [first] : [first, ...follow(best.stop, best.rides, best.depart + best.walk, best.arrive)]
  }

  /** The steps from boarding at a stop, at a label's departure, to the place. */
  const follow = (from: number, rides: number, depart: number, arrive: number): Step[] => {
    const ride = findRide(from, rides, depart, arrive)
    const walked: Step = {
      kind: 'walk',
      depart: ride.arrive,
      arrive: ride.arrive + ride.walk,
      from: ride.to,
      to: ride.next?.stop ?? -1,
    }
    const rest = ride.next ? follow(ride.next.stop, ride.next.rides, ride.next.depart, arrive) : []
    const step: Step = { kind: 'ride', depart, arrive: ride.arrive, from, to: ride.to, trip: ride.trip }
    return walked.from === walked.to ? [step, ...rest] : [step, walked, ...rest]
  }

  const findRide = (from: number, rides: number, depart: number, arrive: number): Ride => {
    const { firstVisit, visitPattern, visitPosition, firstPosition, firstTrip, firstTime, flags, stop } = timetable
    let best: Ride | undefined
    for (let visit = firstVisit[from]!; visit < firstVisit[from + 1]!; visit++) {
      const pattern = visitPattern[visit]!
      const position = visitPosition[visit]!
      const first = firstPosition[pattern]!
      if ((flags[first + position]! & NO_BOARDING) !== 0) continue
      const trips = firstTrip[pattern + 1]! - firstTrip[pattern]!
      const times = firstTime[pattern]!
      const row = timetable.depart.subarray(times + position * trips, times + (position + 1) * trips)
      const trip = row.indexOf(depart)
      if (trip < 0) continue
      for (let off = position + 1; first + off < firstPosition[pattern + 1]!; off++) {
        if ((flags[first + off]! & NO_ALIGHTING) !== 0) continue
        const arrives = timetable.arrive[times + off * trips + trip]!
        const end = goOn(stop[first + off]!, arrives, rides, arrive)
        const name = timetable.trip[firstTrip[pattern]! + trip]!
        if (end && (!best || end.walk < best.walk || (end.walk === best.walk && arrives < best.arrive)))
          best = { trip: name, to: stop[first + off]!, arrive: arrives, ...end }
      }
    }
    if (!best) throw new Error(`no ride leads to the label of stop ${from} (${depart} → ${arrive}, ${rides} rides)`)
    return best
  }

  /** How a ride's end joins the label: the last walk, or the next vehicle. */
  const goOn = (stop: number, time: number, rides: number, arrive: number): Onward | undefined => {
    if (rides === 1) {
      const walk = lastWalk[stop]!
      return walk >= 0 && time + walk === arrive && arrive <= deadline ? { walk, next: undefined } : undefined
    }
    let best: Onward | undefined
    const { depart, arrive: onward } = rounds[rides - 2]!
    visitWalks(changes, stop, (to, seconds) => {
      if (onward[to] !== arrive || depart[to]! < time + seconds) return
      const walk = to === stop ? 0 : seconds - CHANGE_SECONDS
      if (best?.next && (best.walk < walk || (best.walk === walk && best.next.stop <= to))) return
      best = { walk, next: { stop: to, depart: depart[to]!, rides: ridesOf(to, depart[to]!, arrive) } }
    })
    return best
  }

  return {
    aim(place, hourSeconds) {
      deadline = mirrored ? 0 - hourSeconds : hourSeconds
      for (let index = 0; index < last.count; index++) lastWalk[last.stops[index]!] = -1
      last.find(network.walkable, place.lat, place.lon, maxWalkSeconds)
      for (let index = 0; index < last.count; index++) lastWalk[last.stops[index]!] = last.walks[index]!
      rounds.length = 0
      search.search(deadline, last.stops, last.walks, last.count, maxRides, (rides, { depart, arrive }) => {
        const round = kept[rides - 1]!
        round.depart.set(depart)
        round.arrive.set(arrive)
        rounds.push(round)
      })
    },
    find(home) {
      const steps = find(home)
      if (!steps) return undefined
      return tell(network, mirrored ? mirrorSteps(steps) : steps)
    },
  }
}

interface Step {
  readonly kind: 'walk' | 'ride'
  readonly depart: number
  readonly arrive: number
  /** Stops; -1 at home and at the work place. */
  readonly from: number
  readonly to: number
  readonly trip?: number
}
interface Onward {
  readonly walk: number
  readonly next: { readonly stop: number; readonly depart: number; readonly rides: number } | undefined
}
interface Ride extends Onward {
  readonly trip: number
  readonly to: number
  readonly arrive: number
}

/** Later departure, earlier arrival, fewer vehicles; then less walk and the stop's number, so that there is one answer. */
function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.depart !== b.depart) return a.depart > b.depart
  if (a.arrive !== b.arrive) return a.arrive < b.arrive
  if (a.rides !== b.rides) return a.rides < b.rides
  return a.walk !== b.walk ? a.walk < b.walk : a.stop < b.stop
}
interface Candidate {
  readonly depart: number
  readonly arrive: number
  readonly rides: number
  readonly walk: number
  readonly stop: number
}

/** Turns time round (by subtraction, which never makes a -0); a walk between vehicles is then made at once after getting off. */
function mirrorSteps(steps: readonly Step[]): Step[] {
  const turned = steps.toReversed().map(({ kind, depart, arrive, from, to, trip }) => ({
    kind,
    depart: 0 - arrive,
    arrive: 0 - depart,
    from: to,
    to: from,
    ...(trip === undefined ? {} : { trip }),
  }))
  return turned.map((step, index) => {
    const before = turned[index - 1]
    if (step.kind === 'ride' || !before) return step
    return { ...step, depart: before.arrive, arrive: before.arrive + step.arrive - step.depart }
  })
}

function tell(network: Network, steps: readonly Step[]): Journey {
  const legs = steps
    .filter(({ kind, depart, arrive }) => kind === 'ride' || arrive > depart || steps.length === 1)
    .map((step) => tellLeg(network, step))
  const [departSeconds, arriveSeconds] = [steps[0]!.depart, steps.at(-1)!.arrive]
  return {
    departSeconds,
    arriveSeconds,
    minutes: Math.ceil((arriveSeconds - departSeconds) / 60),
    transfers: Math.max(0, steps.filter(({ kind }) => kind === 'ride').length - 1),
    legs,
  }
}

function tellLeg(network: Network, { kind, depart, arrive, from, to, trip }: Step): JourneyLeg {
  const leg = {
    kind,
    departSeconds: depart,
    arriveSeconds: arrive,
    ...(from >= 0 ? { from: network.stopNames[from]! } : {}),
    ...(to >= 0 ? { to: network.stopNames[to]! } : {}),
  }
  return trip === undefined ? leg : { ...leg, ...nameTrip(network, trip) }
}

function nameTrip(network: Network, trip: number): Pick<JourneyLeg, 'line' | 'headsign' | 'mode'> {
  let number = trip
  for (const { trips, routes } of network.feeds) {
    if (number >= trips.route.length) {
      number -= trips.route.length
      continue
    }
    const route = trips.route[number]!
    const headsign = trips.headsign[number]!
    return { line: routes.lines[route] ?? '?', headsign, mode: routes.modes[route] ?? 'bus' }
  }
  throw new Error(`trip ${trip} is in no feed`)
}
