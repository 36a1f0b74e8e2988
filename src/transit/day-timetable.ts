import { createHash } from 'node:crypto'
import { NO_ALIGHTING, NO_BOARDING } from './feed.ts'
import { makeGrowingArray } from './growing-array.ts'
import type { Network } from './network.ts'

/**
 * The trips of one day as the search reads them. Trips are grouped in patterns: same stops, and each trip strictly later
 * than the one before at every stop, so that "the last that arrives by" is found by halving.
 */
export interface DayTimetable {
  readonly stopCount: number
  readonly patternCount: number
  /** Positions of pattern p stand from firstPosition[p] to firstPosition[p + 1]. */
  readonly firstPosition: Int32Array
  readonly stop: Int32Array
  readonly flags: Uint8Array
  /** Trips of pattern p stand from firstTrip[p] to firstTrip[p + 1]. */
  readonly firstTrip: Int32Array
  /** Feed and trip of each, to name it: the trip's number counted over all feeds. */
  readonly trip: Int32Array
  /** Times of pattern p start at firstTime[p]: position after position, the times of all its trips. */
  readonly firstTime: Int32Array
  readonly arrive: Int32Array
  readonly depart: Int32Array
  /** Where each stop stands in patterns: from firstVisit[s] to firstVisit[s + 1]. */
  readonly firstVisit: Int32Array
  readonly visitPattern: Int32Array
  readonly visitPosition: Int32Array
  /** Equal for timetables that answer every question alike. */
  readonly fingerprint: string
}

const DAY = 86_400

/** Between which times of day trips matter. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/**
 * The timetable of a day: each feed answers with the day given for it, and with the trips of its eve that run past
 * midnight. Times are seconds since that day's midnight.
 */
export function makeDayTimetable(network: Network, days: readonly number[], window: TimeWindow): DayTimetable {
  const patterns: Pattern[] = []
  let firstTripOfFeed = 0
  for (const [number, feed] of network.feeds.entries()) {
    const { trips, calendar } = feed
    const day = days[number]!
    const byRun = new Map<number, Trip[]>()
    for (let trip = 0; trip < trips.route.length; trip++) {
      const [from, to] = [trips.start[trip]!, trips.start[trip + 1]!]
      const last = trips.arrive[to - 1]!
      for (const eve of [false, true]) {
        const shift = eve ? -DAY : 0
        if (eve && last < DAY) continue
        if (trips.depart[from]! + shift > window.to || last + shift < window.from) continue
        if (!calendar.runs(trips.service[trip]!, eve ? day - 1 : day)) continue
        const run = network.runs[number]!.ofTrip[trip]!
        const known = byRun.get(run)
        const each = { trip, from, to, shift }
        if (known) known.push(each)
        else byRun.set(run, [each])
      }
    }
    for (const run of [...byRun.keys()].toSorted((a, b) => a - b))
      for (const each of splitByPace(byRun.get(run)!, trips.arrive, trips.depart))
        patterns.push({ feed: number, firstTripOfFeed, trips: each })
    firstTripOfFeed += trips.route.length
  }
  return packPatterns(network, patterns)
}

interface Trip {
  readonly trip: number
  readonly from: number
  readonly to: number
  readonly shift: number
}
interface Pattern {
  readonly feed: number
  readonly firstTripOfFeed: number
  readonly trips: readonly Trip[]
}

/** Splits trips with the same stops into rows where nobody overtakes; a trip equal to another in every time is dropped. */
function splitByPace(trips: readonly Trip[], arrive: Int32Array, depart: Int32Array): Trip[][] {
  const sorted = trips.toSorted(
    (a, b) => depart[a.from]! + a.shift - (depart[b.from]! + b.shift) || compareTimes(a, b, arrive, depart),
  )
  const rows: Trip[][] = []
  let before: Trip | undefined
  for (const trip of sorted) {
    if (before && compareTimes(before, trip, arrive, depart) === 0) continue
    before = trip
    const row = rows.find((each) => isLater(trip, each.at(-1)!, arrive, depart))
    if (row) row.push(trip)
    else rows.push([trip])
  }
  return rows
}

function compareTimes(a: Trip, b: Trip, arrive: Int32Array, depart: Int32Array): number {
  for (let call = a.from, other = b.from; call < a.to; call++, other++) {
    const difference =
      arrive[call]! + a.shift - (arrive[other]! + b.shift) || depart[call]! + a.shift - (depart[other]! + b.shift)
    if (difference !== 0) return difference
  }
  return 0
}

function isLater(trip: Trip, than: Trip, arrive: Int32Array, depart: Int32Array): boolean {
  for (let call = trip.from, other = than.from; call < trip.to; call++, other++)
    if (
      arrive[call]! + trip.shift <= arrive[other]! + than.shift ||
      depart[call]! + trip.shift <= depart[other]! + than.shift
    )
      return false
  return true
}

function packPatterns(network: Network, patterns: readonly Pattern[]): DayTimetable {
  const [stop, flags, trip, arrive, depart] = [0, 0, 0, 0, 0].map(() => makeGrowingArray())
  const [firstPosition, firstTrip, firstTime] = [0, 0, 0].map(() => makeGrowingArray())
  for (const pattern of patterns) {
    const feed = network.feeds[pattern.feed]!.trips
    firstPosition!.push(stop!.length)
    firstTrip!.push(trip!.length)
    firstTime!.push(arrive!.length)
    for (const each of pattern.trips) trip!.push(pattern.firstTripOfFeed + each.trip)
    const { from, to } = pattern.trips[0]!
    for (let position = 0; position < to - from; position++) {
      stop!.push(network.firstStop[pattern.feed]! + feed.stop[from + position]!)
      // The last call offers nothing to board, the first nobody to leave.
      const closed = (position === 0 ? NO_ALIGHTING : 0) | (position === to - from - 1 ? NO_BOARDING : 0)
      flags!.push(feed.flags[from + position]! | closed)
      for (const each of pattern.trips) {
        arrive!.push(feed.arrive[each.from + position]! + each.shift)
        depart!.push(feed.depart[each.from + position]! + each.shift)
      }
    }
  }
  firstPosition!.push(stop!.length)
  firstTrip!.push(trip!.length)
  firstTime!.push(arrive!.length)
  const packed = {
    stopCount: network.stopCount,
    patternCount: patterns.length,
    firstPosition: firstPosition!.take(),
    stop: stop!.take(),
    flags: Uint8Array.from(flags!.take()),
    firstTrip: firstTrip!.take(),
    trip: trip!.take(),
    firstTime: firstTime!.take(),
    arrive: arrive!.take(),
    depart: depart!.take(),
  }
  const hash = createHash('sha256')
  for (const part of [packed.firstPosition, packed.stop, packed.flags, packed.firstTrip, packed.arrive, packed.depart])
    hash.update(part)
  return {
    ...packed,
    ...visitsOf(packed.stopCount, packed.firstPosition, packed.stop),
    fingerprint: hash.digest('hex'),
  }
}

/** Where each stop stands in patterns. */
function visitsOf(
  stopCount: number,
  firstPosition: Int32Array,
  stop: Int32Array,
): Pick<DayTimetable, 'firstVisit' | 'visitPattern' | 'visitPosition'> {
  const firstVisit = new Int32Array(stopCount + 1)
  for (const each of stop) firstVisit[each + 1]!++
  for (let each = 0; each < stopCount; each++) firstVisit[each + 1]! += firstVisit[each]!
  const next = firstVisit.slice()
  const visitPattern = new Int32Array(stop.length)
  const visitPosition = new Int32Array(stop.length)
  for (let pattern = 0; pattern + 1 < firstPosition.length; pattern++)
    for (let at = firstPosition[pattern]!; at < firstPosition[pattern + 1]!; at++) {
      const visit = next[stop[at]!]!++
      visitPattern[visit] = pattern
      visitPosition[visit] = at - firstPosition[pattern]!
    }
  return { firstVisit, visitPattern, visitPosition }
}

/**
 * The same timetable with time running backwards: the earliest return from a place becomes a latest departure towards it,
 * so that one search answers both questions.
 */
export function mirrorDayTimetable(timetable: DayTimetable): DayTimetable {
  const { patternCount, firstPosition, firstTrip, firstTime } = timetable
  const stop = timetable.stop.slice()
  const flags = timetable.flags.slice()
  const trip = timetable.trip.slice()
  const arrive = new Int32Array(timetable.arrive.length)
  const depart = new Int32Array(timetable.depart.length)
  for (let pattern = 0; pattern < patternCount; pattern++) {
    stop.subarray(firstPosition[pattern], firstPosition[pattern + 1]).reverse()
    flags.subarray(firstPosition[pattern], firstPosition[pattern + 1]).reverse()
    trip.subarray(firstTrip[pattern], firstTrip[pattern + 1]).reverse()
    // Reversing the whole block reverses the positions and the trips within each at once.
    const [from, to] = [firstTime[pattern]!, firstTime[pattern + 1]!]
    for (let time = from; time < to; time++) {
      arrive[from + to - 1 - time] = -timetable.depart[time]!
      depart[from + to - 1 - time] = -timetable.arrive[time]!
    }
  }
  return {
    ...timetable,
    stop,
    flags: flags.map(swapFlags),
    trip,
    arrive,
    depart,
    ...visitsOf(timetable.stopCount, firstPosition, stop),
    fingerprint: `${timetable.fingerprint} mirrored`,
  }
}

const swapFlags = (flags: number): number =>
  ((flags & NO_BOARDING) !== 0 ? NO_ALIGHTING : 0) | ((flags & NO_ALIGHTING) !== 0 ? NO_BOARDING : 0)
