import { setImmediate as nextTurn } from 'node:timers/promises'
import { silent } from '#/platform/progress.ts'
import { chooseAnswerDays, type FeedProfile, makeFeedProfile } from './answer-days.ts'
import type { Feed } from './feed.ts'
import { type Footpaths, makeFootpaths } from './footpaths.ts'
import type { DayJourneys, Journey, Reach, ReachRequest } from './index.ts'
import { makeJourneyFinder } from './journeys.ts'
import { makeDepartureSearch } from './latest-departures.ts'
import { makeNearSpots } from './near-spots.ts'
import { makeNetwork } from './network.ts'
import { distinctPlaces, layOutTable, sweepPlaces } from './reach-table.ts'
import { makeQuestioner, makeSweepJob } from './timetable-questions.ts'

/** Reach by the timetables of these feeds together. */
export function makeTimetableReach(feeds: readonly Feed[]): Reach {
  const network = makeNetwork(feeds)
  const footpathsByWalk = new Map<number, Footpaths>()
  const footpathsFor = (maxWalkMinutes: number): Footpaths => {
    const known = footpathsByWalk.get(maxWalkMinutes) ?? makeFootpaths(network, maxWalkMinutes * 60)
    footpathsByWalk.set(maxWalkMinutes, known)
    return known
  }
  const questionsOf = makeQuestioner(network)
  let profiles: readonly FeedProfile[] | undefined
  const choose = (dates: readonly Temporal.PlainDate[]) => {
    profiles ??= feeds.map(makeFeedProfile)
    return chooseAnswerDays(profiles, dates)
  }
  return {
    kind: 'timetable',
    feeds: feeds.map(({ report }) => report),
    answerDays: (dates) => choose(dates).answer,

    async table({ dates, homes, places, limits }, options = {}) {
      const { places: distinct, of } = distinctPlaces(places)
      const { questions } = questionsOf(choose(dates).feedDays, distinct)
      if (homes.length === 0 || places.length === 0 || questions.length === 0)
        return layOutTable([], new Int32Array(places.length), 1)
      const job = makeSweepJob(network, footpathsFor(limits.maxWalkMinutes), questions, homes, distinct, limits)
      return layOutTable(await sweepPlaces(job, options), of, distinct.length)
    },

    nearSpots: (spots, limits) =>
      makeNearSpots({ network, footpaths: footpathsFor(limits.maxWalkMinutes), choose, questionsOf }, spots, limits),

    async journeys(request, pairs, options = {}) {
      const { dates, homes, places, limits } = request
      const { progress = silent, signal } = options
      const chosen = choose(dates)
      const { questions, ofDay } = questionsOf(chosen.feedDays, places)
      const footpaths = footpathsFor(limits.maxWalkMinutes)
      const { places: distinct, of } = distinctPlaces(places)
      const pairsOf = Map.groupBy(pairs.keys(), (pair) => of[pairs[pair]!.place]!)
      const found: (Journey | undefined)[][] = questions.map(() => [])
      let done = 0
      for (const [number, { timetable, mirrored }] of questions.entries()) {
        const changes = mirrored ? footpaths.mirrored : footpaths.forward
        const finder = makeJourneyFinder(
          network,
          { timetable, mirrored },
          makeDepartureSearch(timetable, changes, network.squares),
          changes,
          limits.maxWalkMinutes * 60,
          limits.maxTransfers + 1,
        )
        for (const [place, asked] of pairsOf) {
          const { arriveBySeconds, leaveAfterSeconds } = distinct[place]!
          finder.aim(distinct[place]!, mirrored ? leaveAfterSeconds : arriveBySeconds)
          for (const pair of asked) found[number]![pair] = within(limits, finder.find(homes[pairs[pair]!.home]!))
          progress({ stage: 'Détail des trajets', done: ++done, total: questions.length * pairsOf.size })
          if (done % 32 === 0) await nextTurn()
          signal?.throwIfAborted()
        }
      }
      return pairs.map((_, pair) =>
        chosen.answer.days.map(
          (day, index): DayJourneys => ({
            day,
            out: found[ofDay[index]!.out]![pair],
            back: found[ofDay[index]!.back]![pair],
          }),
        ),
      )
    },
  }
}

const within = ({ maxMinutes }: ReachRequest['limits'], journey: Journey | undefined): Journey | undefined =>
  journey && journey.minutes <= maxMinutes ? journey : undefined
