import type { DayTimetable } from './day-timetable.ts'
import { NO_ALIGHTING, NO_BOARDING } from './feed.ts'
import { type Labels, NEVER } from './labels.ts'
import { findSquareBests, makeSquareBests, type Squares } from './squares.ts'
import { makeWalker, type Walks } from './walks.ts'

/**
 * For every stop, the latest departure by vehicle from it that reaches the place in time, and the arrival that goes with it.
 * The arrays are the search's own: read them before the next search.
 */
export interface LatestDepartures extends Labels {
  /** The stops that have a label, in no set order: the first `reachedCount`. */
  readonly reached: Int32Array
  readonly reachedCount: number
}

/** A round of the search: labels with at most so many vehicles. Kept only for those who follow a journey's steps. */
export type RoundVisitor = (rides: number, labels: Labels) => void

export interface DepartureSearch {
  /**
   * Searches backwards from a place that must be reached by `deadline`, over the stops one can walk from.
   *
   * Of two ways from a stop the later departure wins, then the earlier arrival, then the one with fewer vehicles; a way is
   * made of the best way from where it changes. Rounds are those of RAPTOR (Delling, Pajor, Werneck 2012), run in reverse.
   */
  search(
    deadline: number,
    lastStops: Int32Array,
    lastWalks: Int32Array,
    lastCount: number,
    maxRides: number,
    each?: RoundVisitor,
  ): LatestDepartures
}

/** Makes a search over one timetable, with its working memory. */
export function makeDepartureSearch(timetable: DayTimetable, footpaths: Walks, squares: Squares): DepartureSearch {
  const { stopCount, patternCount, firstPosition, stop, flags, firstTrip, firstTime } = timetable
  const { arrive: tripArrive, depart: tripDepart, firstVisit, visitPattern, visitPosition } = timetable
  const depart = new Int32Array(stopCount)
  const arrive = new Int32Array(stopCount)
  /** By when one must get off at a stop to go on from it, and the arrival that follows. */
  const deadline = new Int32Array(stopCount)
  const onward = new Int32Array(stopCount)
  /** The last position of each pattern where the round has something new to offer; -1 for none. */
  const lastPosition = new Int32Array(patternCount).fill(-1)
  const marked = new Int32Array(patternCount)
  let markedCount = 0
  const fresh = new Int32Array(stopCount)
  const bests = makeSquareBests(squares)
  const walker = makeWalker(footpaths)
  const changed = new Int32Array(stopCount)
  const reached = new Int32Array(stopCount)
  let reachedCount = 0
  const improved = new Int32Array(stopCount)
  const isImproved = new Uint8Array(stopCount)
  let improvedCount = 0

  const markPatterns = (at: number): void => {
    for (let visit = firstVisit[at]!; visit < firstVisit[at + 1]!; visit++) {
      const pattern = visitPattern[visit]!
      const position = visitPosition[visit]!
      if (position === 0) continue
      if (lastPosition[pattern] === -1) marked[markedCount++] = pattern
      if (position > lastPosition[pattern]!) lastPosition[pattern] = position
    }
  }

  /** `walking` is 1 in the first round: what follows is a walk whose length stands in `onward`, else an arrival. */
  const scanPattern = (pattern: number, walking: 0 | 1): void => {
    const first = firstPosition[pattern]!
    const trips = firstTrip[pattern + 1]! - firstTrip[pattern]!
    const times = firstTime[pattern]!
    let trip = -1
    let best = 0
    for (let position = lastPosition[pattern]!; position >= 0; position--) {
      const at = stop[first + position]!
      const closed = flags[first + position]!
      const row = times + position * trips
      if (trip >= 0 && (closed & NO_BOARDING) === 0) {
        const leaves = tripDepart[row + trip]!
        const known = depart[at]!
        if (leaves > known || (leaves === known && best < arrive[at]!)) {
          if (known === NEVER) reached[reachedCount++] = at
          depart[at] = leaves
          arrive[at] = best
          if (isImproved[at] === 0) {
            isImproved[at] = 1
            improved[improvedCount++] = at
          }
        }
      }
      const latest = deadline[at]!
      if (latest === NEVER || (closed & NO_ALIGHTING) !== 0) continue
      if (trip + 1 < trips && tripArrive[row + trip + 1]! <= latest) {
        let low = trip + 1
        let high = trips - 1
        while (low < high) {
          const middle = (low + high + 1) >> 1
          if (tripArrive[row + middle]! <= latest) low = middle
          else high = middle - 1
        }
        trip = low
        best = walking * tripArrive[row + trip]! + onward[at]!
      } else if (trip >= 0 && tripArrive[row + trip]! <= latest) {
        const arrives = walking * tripArrive[row + trip]! + onward[at]!
        if (arrives < best) best = arrives
      }
    }
    lastPosition[pattern] = -1
  }

  const scanMarked = (walking: 0 | 1): void => {
    improvedCount = 0
    for (let index = 0; index < markedCount; index++) scanPattern(marked[index]!, walking)
    markedCount = 0
  }

  /** From where the round improved, tells the stops before by when to get off; marks the patterns that call there. */
  const changeVehicles = (): void => {
    fresh.fill(NEVER)
    for (let index = 0; index < improvedCount; index++) {
      fresh[improved[index]!] = depart[improved[index]!]!
      isImproved[improved[index]!] = 0
    }
    const labels = { depart: fresh, arrive }
    findSquareBests(squares, improved, improvedCount, labels, bests)
    walker.open(bests.shortest, -NEVER - 1)
    const count = walker.walk(bests.latest, labels, deadline, onward, changed)
    for (let index = 0; index < count; index++) markPatterns(changed[index]!)
  }

  return {
    search(arriveBy, lastStops, lastWalks, lastCount, maxRides, each) {
      depart.fill(NEVER)
      reachedCount = 0
      deadline.fill(NEVER)
      for (let index = 0; index < lastCount; index++) {
        const at = lastStops[index]!
        deadline[at] = arriveBy - lastWalks[index]!
        onward[at] = lastWalks[index]!
        markPatterns(at)
      }
      scanMarked(1)
      each?.(1, { depart, arrive })
      deadline.fill(NEVER)
      for (let rides = 2; rides <= maxRides; rides++) {
        if (improvedCount === 0) break
        changeVehicles()
        scanMarked(0)
        each?.(rides, { depart, arrive })
      }
      for (let index = 0; index < improvedCount; index++) isImproved[improved[index]!] = 0
      return { depart, arrive, reached, reachedCount }
    },
  }
}
