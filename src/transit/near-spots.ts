import type { ChosenDays } from './answer-days.ts'
import type { Footpaths } from './footpaths.ts'
import type { NearSpots, ReachLimits, Spot, WorkPlace } from './index.ts'
import { NEVER } from './labels.ts'
import { type DepartureSearch, makeDepartureSearch } from './latest-departures.ts'
import type { Network } from './network.ts'
import { makeLastStops, type Question } from './reach-sweep.ts'
import { makeSweepJob, type Questions } from './timetable-questions.ts'
import { walkSeconds } from './walking.ts'
import { visitWalks } from './walks.ts'

interface Searches {
  readonly network: Network
  readonly footpaths: Footpaths
  readonly choose: (dates: readonly Temporal.PlainDate[]) => ChosenDays
  readonly questionsOf: (days: ChosenDays['feedDays'], places: readonly WorkPlace[], turned: true) => Questions
}

/**
 * One home and thousands of work places: the search is turned round. Who leaves home `m` minutes before the hour arrives in time
 * exactly when the latest journey that arrives in time leaves no earlier than that; so one search from home for each hour and step
 * answers for all places at once, where the table asks one search a place.
 */
export function makeNearSpots(
  { network, footpaths, choose, questionsOf }: Searches,
  spots: readonly Spot[],
  { maxWalkMinutes, maxTransfers }: Omit<ReachLimits, 'maxMinutes'>,
): NearSpots {
  const limits = { maxMinutes: 0, maxWalkMinutes, maxTransfers }
  const { homeWalks, maxWalkSeconds, maxRides } = makeSweepJob(network, footpaths, [], spots, [], limits)
  const last = makeLastStops(network.stopCount)
  const window = windowOf(spots)
  let kept: { readonly asked: string; readonly questions: Questions; readonly searches: DepartureSearch[] } | undefined

  /** Timetables are laid out once for the same days. */
  const prepare = (dates: readonly Temporal.PlainDate[]) => {
    const asked = dates.join()
    if (kept?.asked === asked) return kept
    const questions = questionsOf(choose(dates).feedDays, [window], true)
    const searches = questions.questions.map(({ timetable, mirrored }: Question) =>
      makeDepartureSearch(timetable, mirrored ? footpaths.mirrored : footpaths.forward, network.squares),
    )
    kept = { asked, questions, searches }
    return kept
  }

  return (home, dates, steps) => {
    const { questions, searches } = prepare(dates)
    const direct = Int32Array.from(spots, ({ lat, lon }) => walkSeconds(home.lat, home.lon, lat, lon))
    last.find(network.walkable, home.lat, home.lon, maxWalkSeconds)

    /** For each spot the first step that gives enough time, seen from one hour of one day's timetable. */
    const stepsFor = (question: number, hourSeconds: number): Uint8Array => {
      const { mirrored } = questions.questions[question]!
      // In the morning time runs backwards: the hour is the least that a label may show.
      const bound = mirrored ? -hourSeconds : hourSeconds
      const found = new Uint8Array(spots.length).fill(steps.length)
      for (let step = steps.length - 1; step >= 0; step--) {
        const deadline = bound + steps[step]! * 60
        const { depart } = searches[question]!.search(deadline, last.stops, last.walks, last.count, maxRides)
        let alive = 0
        for (let spot = 0; spot < spots.length; spot++) {
          if (found[spot] !== step + 1) continue
          let inTime = direct[spot]! <= maxWalkSeconds && deadline - direct[spot]! >= bound
          if (!inTime)
            visitWalks(homeWalks, spot, (stop, walk) => {
              if (depart[stop] !== NEVER && depart[stop]! - walk >= bound) inTime = true
            })
          if (!inTime) continue
          found[spot] = step
          alive++
        }
        if (alive === 0) break
      }
      return found
    }

    const known = new Map<string, Uint8Array>()
    const stepsAt = (question: number, hour: number): Uint8Array => {
      const key = `${question} ${hour}`
      const found = known.get(key) ?? stepsFor(question, hour)
      known.set(key, found)
      return found
    }
    const worst = new Uint8Array(spots.length)
    const worked = new Uint8Array(spots.length)
    for (const [index, { out, back }] of questions.ofDay.entries())
      for (const [spot, { hours }] of spots.entries()) {
        const day = hours[dates[index]!.dayOfWeek - 1]
        if (!day) continue
        worked[spot] = 1
        const [there, backHome] = [stepsAt(out, day.arriveBySeconds), stepsAt(back, day.leaveAfterSeconds)]
        worst[spot] = Math.max(worst[spot]!, there[spot]!, backHome[spot]!)
      }
    for (let spot = 0; spot < spots.length; spot++) if (worked[spot] === 0) worst[spot] = steps.length
    return worst
  }
}

/** Hours that hold those of all spots. */
function windowOf(spots: readonly Spot[]): WorkPlace {
  let [arriveBySeconds, leaveAfterSeconds] = [0, 24 * 3600]
  for (const { hours } of spots)
    for (const day of hours) {
      if (!day) continue
      arriveBySeconds = Math.max(arriveBySeconds, day.arriveBySeconds)
      leaveAfterSeconds = Math.min(leaveAfterSeconds, day.leaveAfterSeconds)
    }
  return { lat: 0, lon: 0, arriveBySeconds, leaveAfterSeconds }
}
