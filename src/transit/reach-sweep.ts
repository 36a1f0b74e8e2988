import type { DayTimetable } from './day-timetable.ts'
import type { Footpaths } from './footpaths.ts'
import { NEVER } from './labels.ts'
import { type DepartureSearch, makeDepartureSearch } from './latest-departures.ts'
import { indexPositions, type PositionIndex } from './network.ts'
import { moveInto, releaseMemory } from './owned-memory.ts'
import { findSquareBests, makeSquareBests, type Squares } from './squares.ts'
import { makeWalker, type Walks } from './walks.ts'

/** A day's way to answer: `mirrored` for the evening, whose time runs backwards. */
export interface Question {
  readonly timetable: DayTimetable
  readonly mirrored: boolean
}

/** Everything the sweep reads, in plain arrays that another thread can be given. */
export interface SweepJob {
  readonly questions: readonly Question[]
  readonly footpaths: Footpaths
  readonly squares: Squares
  readonly stopLat: Float64Array
  readonly stopLon: Float64Array
  readonly walkableStops: readonly number[]
  readonly homeLat: Float64Array
  readonly homeLon: Float64Array
  /** From each home to the stops around it. */
  readonly homeWalks: Walks
  readonly placeLat: Float64Array
  readonly placeLon: Float64Array
  readonly arriveBy: Int32Array
  readonly leaveAfter: Int32Array
  readonly maxMinutes: number
  readonly maxWalkSeconds: number
  readonly maxRides: number
}

/** Pairs of some places in a row: `counts` says how many of each place, homes ascending. */
export interface SweepRows {
  readonly counts: Uint32Array
  readonly home: Uint32Array
  readonly minutesOut: Uint16Array
  readonly minutesBack: Uint16Array
}

/** Makes a sweep over a job's places, with its working memory. */
export function makeSweep(job: SweepJob): (fromPlace: number, toPlace: number) => SweepRows {
  const { homeWalks, squares, maxMinutes, maxWalkSeconds } = job
  const homeCount = job.homeLat.length
  const stopCount = job.stopLat.length
  const stops = indexPositions(job.walkableStops, job.stopLat, job.stopLon)
  const homes = indexPositions(
    Array.from({ length: homeCount }, (_, home) => home).filter((home) => !Number.isNaN(job.homeLat[home]!)),
    job.homeLat,
    job.homeLon,
  )
  const searches = job.questions.map(({ timetable, mirrored }) =>
    makeDepartureSearch(timetable, mirrored ? job.footpaths.mirrored : job.footpaths.forward, squares),
  )
  const last = makeLastStops(stopCount)
  const bestDepart = new Int32Array(homeCount).fill(NEVER)
  const bestArrive = new Int32Array(homeCount)
  const walker = makeWalker(homeWalks)
  const bests = makeSquareBests(squares)
  /** How many questions of this place some home of each block has passed. */
  const blockPassed = new Int32Array(homeWalks.firstTarget.length - 1)
  // A home near the place may stand there twice: on foot, then by a better ride.
  const touched = new Int32Array(2 * homeCount)
  let touchedCount = 0
  /** How many questions of this place each home has passed. */
  const passed = new Uint16Array(homeCount)
  const worst = [new Uint16Array(homeCount), new Uint16Array(homeCount)] as const

  const ask = (question: number, search: DepartureSearch, deadline: number): void => {
    homes.within(last.lat, last.lon, maxWalkSeconds, (home, walk) => {
      bestDepart[home] = deadline - walk
      bestArrive[home] = deadline
      touched[touchedCount++] = home
    })
    const found = search.search(deadline, last.stops, last.walks, last.count, job.maxRides)
    findSquareBests(squares, found.reached, found.reachedCount, found, bests)
    // Elsewhere nobody rides in time, and who walks all the way never fares better by a ride that takes too long.
    walker.open(bests.shortest, maxMinutes * 60, blockPassed, question)
    touchedCount += walker.walk(bests.latest, found, bestDepart, bestArrive, touched.subarray(touchedCount))
  }

  /** Notes who passed this question, who passed all before; forgets the labels. */
  const settle = (question: number, minutes: Uint16Array): number => {
    let alive = 0
    for (let index = 0; index < touchedCount; index++) {
      const home = touched[index]!
      if (bestDepart[home] === NEVER) continue
      const spent = Math.ceil((bestArrive[home]! - bestDepart[home]!) / 60)
      bestDepart[home] = NEVER
      if (passed[home] !== question || spent > maxMinutes) continue
      passed[home] = question + 1
      if (spent > minutes[home]!) minutes[home] = spent
      if (homeWalks.blockOf[home]! >= 0) blockPassed[homeWalks.blockOf[home]!] = question + 1
      alive++
    }
    touchedCount = 0
    return alive
  }

  return (fromPlace, toPlace) => {
    const rows = makeRows()
    const counts = new Uint32Array(toPlace - fromPlace)
    for (let place = fromPlace; place < toPlace; place++) {
      last.find(stops, job.placeLat[place]!, job.placeLon[place]!, maxWalkSeconds)
      passed.fill(0)
      blockPassed.fill(0)
      worst[0].fill(0)
      worst[1].fill(0)
      let alive = homeCount
      for (const [question, { mirrored }] of job.questions.entries()) {
        ask(question, searches[question]!, mirrored ? -job.leaveAfter[place]! : job.arriveBy[place]!)
        alive = settle(question, worst[mirrored ? 1 : 0])
        if (alive === 0) break
      }
      if (alive === 0) continue
      const before = rows.length
      for (let home = 0; home < homeCount; home++)
        if (passed[home] === job.questions.length) rows.push(home, worst[0][home]!, worst[1][home]!)
      counts[place - fromPlace] = rows.length - before
    }
    return { counts, ...rows.take() }
  }
}

/** The stops one can walk from to a place. */
export interface LastStops {
  lat: number
  lon: number
  readonly stops: Int32Array
  readonly walks: Int32Array
  count: number
  find(index: PositionIndex, lat: number, lon: number, maxWalkSeconds: number): void
}

export function makeLastStops(stopCount: number): LastStops {
  const last: LastStops = {
    lat: 0,
    lon: 0,
    stops: new Int32Array(stopCount),
    walks: new Int32Array(stopCount),
    count: 0,
    find(index, lat, lon, maxWalkSeconds) {
      last.lat = lat
      last.lon = lon
      last.count = 0
      index.within(lat, lon, maxWalkSeconds, (stop, walk) => {
        last.stops[last.count] = stop
        last.walks[last.count++] = walk
      })
    },
  }
  return last
}

function makeRows() {
  let home = new Uint32Array(1 << 12)
  let minutesOut = new Uint16Array(1 << 12)
  let minutesBack = new Uint16Array(1 << 12)
  const rows = {
    length: 0,
    push(each: number, out: number, back: number) {
      if (rows.length === home.length) {
        home = moveInto(home, new Uint32Array(home.length * 2))
        minutesOut = moveInto(minutesOut, new Uint16Array(home.length))
        minutesBack = moveInto(minutesBack, new Uint16Array(home.length))
      }
      home[rows.length] = each
      minutesOut[rows.length] = out
      minutesBack[rows.length++] = back
    },
    take() {
      const taken = {
        home: home.slice(0, rows.length),
        minutesOut: minutesOut.slice(0, rows.length),
        minutesBack: minutesBack.slice(0, rows.length),
      }
      for (const each of [home, minutesOut, minutesBack]) releaseMemory(each)
      return taken
    },
  }
  return rows
}
