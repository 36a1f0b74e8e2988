import {
  type AllocationResult,
  calendarOfPupil,
  kilometresBetween,
  type ObservedProblem,
  workPlace,
} from '#/allocation/index.ts'
import { workingDays } from '#/calendar/index.ts'
import { type Progress, silent } from '#/platform/progress.ts'
import type { DayJourneys, Reach } from '#/transit/index.ts'
import type { BeyondReach } from './tables.ts'

/** Offers told to a pupil whom none reaches. */
const told = 3
/** Journeys asked for at most: beyond, pupils get distances only, and the result stays quick where a whole land has no bus. */
const mostPairs = 6000
/** How long a journey may be to be told, in minutes: past this, nobody would call it a way to go. */
const longestTold = 180

interface Wanted {
  readonly pupil: number
  readonly week: string
  readonly offers: readonly { readonly offer: number; readonly kilometres: number }[]
}

/** For each pupil whom no offer is within reach of: the nearest offers that the rules open, and what stops the journey to each. */
export async function explainDistances(
  result: AllocationResult,
  observed: readonly ObservedProblem[],
  reach: Reach | undefined,
  { progress = silent }: { progress?: Progress } = {},
): Promise<ReadonlyMap<number, readonly BeyondReach[]>> {
  const wanted = nearest(result, observed)
  const explained = new Map<number, readonly BeyondReach[]>()
  if (reach?.kind !== 'timetable') {
    for (const { pupil, offers } of wanted)
      explained.set(
        pupil,
        offers.map((each) => withoutJourney(result, each)),
      )
    return explained
  }
  const { inputs } = result
  const groups = Map.groupBy(wanted, ({ pupil, week }) => `${week} ${calendarOfPupil(inputs, inputs.pupils[pupil]!)}`)
  let pairs = 0
  for (const group of groups.values()) {
    const { pupil: first, week } = group[0]!
    const dates = workingDays(week, calendarOfPupil(inputs, inputs.pupils[first]!))
    const asked = group.slice(0, Math.floor((mostPairs - pairs) / told))
    pairs += asked.length * told
    for (const { pupil, offers } of group.slice(asked.length))
      explained.set(
        pupil,
        offers.map((each) => withoutJourney(result, each)),
      )
    if (asked.length === 0) continue
    const flat = asked.flatMap(({ pupil, offers }) => offers.map((each) => ({ pupil, ...each })))
    const { maxWalkMinutes, maxTransfers } = inputs.campaign
    const days = await reach.journeys(
      {
        dates,
        homes: flat.map(({ pupil }) => inputs.pupils[pupil]!.position),
        places: flat.map(({ offer }) => workPlace(inputs, offer)),
        limits: { maxMinutes: longestTold, maxWalkMinutes, maxTransfers },
      },
      flat.map((_, index) => ({ home: index, place: index })),
    )
    for (const [index, { pupil, offer, kilometres }] of flat.entries()) {
      const list = explained.get(pupil) ?? []
      explained.set(pupil, [
        ...list,
        { ...withoutJourney(result, { offer, kilometres }), ...obstacle(days[index] ?? []) },
      ])
    }
    progress({ stage: 'Explications', done: explained.size, total: wanted.length })
  }
  return explained
}

const withoutJourney = (
  { inputs }: AllocationResult,
  { offer, kilometres }: { offer: number; kilometres: number },
): BeyondReach => ({
  offer: inputs.offers[offer]!.id,
  kilometres: Math.round(kilometres * 10) / 10,
  minutes: null,
  days: [],
})

function obstacle(days: readonly DayJourneys[]): Pick<BeyondReach, 'minutes' | 'days'> {
  const missing = days.filter(({ out, back }) => !out || !back)
  const minutes = days.flatMap(({ out, back }) => (out && back ? [Math.max(out.minutes, back.minutes)] : []))
  return {
    minutes: minutes.length === 0 ? null : Math.max(...minutes),
    days: missing.map(({ day, out, back }) => ({
      date: day.asked.toString(),
      out: out !== undefined,
      back: back !== undefined,
    })),
  }
}

function nearest({ inputs, unplaced }: AllocationResult, observed: readonly ObservedProblem[]): Wanted[] {
  const wanted: Wanted[] = []
  const seen = new Set<number>()
  for (const { pupil, week, code } of unplaced) {
    if (code !== 'out_of_reach' || seen.has(pupil)) continue
    seen.add(pupil)
    const home = inputs.pupils[pupil]!.position
    const best: { offer: number; kilometres: number }[] = []
    for (const { problem, profiles, verdicts } of observed) {
      if (problem.key !== week && problem.key !== 'all') continue
      for (const offer of problem.offers) {
        const { position, seats } = inputs.offers[offer]!
        // A degree of latitude is 111 km: most offers fall away without trigonometry.
        if (best.length === told && Math.abs(position.lat - home.lat) * 111 > best.at(-1)!.kilometres) continue
        if (!seats.some((each) => each.week === week && each.seats > 0)) continue
        if (!verdicts.eligible(profiles.ofOffer[offer]!, profiles.ofPupil[pupil]!)) continue
        const kilometres = kilometresBetween(position, home)
        const place = best.findIndex((other) => kilometres < other.kilometres)
        if (place < 0 && best.length === told) continue
        best.splice(place < 0 ? best.length : place, 0, { offer, kilometres })
        if (best.length > told) best.pop()
      }
    }
    if (best.length > 0) wanted.push({ pupil, week, offers: best })
  }
  return wanted
}
