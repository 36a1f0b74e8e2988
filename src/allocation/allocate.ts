import { workingDays } from '#/calendar/index.ts'
import { type Progress, silent } from '#/platform/progress.ts'
import type { AnswerDays, Reach } from '#/transit/index.ts'
import type { AllocationInputs } from './inputs/read-inputs.ts'
import type { Observer } from './observer.ts'
import { type Candidates, findCandidates } from './problem/candidates.ts'
import { type GroupedSolution, solveWithGroups } from './problem/close-groups.ts'
import { type NamedShortage, nameShortages } from './problem/shortages.ts'
import { drawOf, keyOf, standings } from './problem/standing.ts'
import { travelPlanner } from './problem/travel.ts'
import { mayMiss, type WeekProblem, weekProblems, weeksFilled } from './problem/week-problem.ts'
import { wishTable } from './problem/wishes.ts'
import { type JourneyColumns, journeyColumns } from './result/journey-columns.ts'
import { type OpenShortage, openShortages } from './result/open-shortages.ts'
import { placeNamer } from './result/place-names.ts'
import { explainer, type LeftOut, type Unplaced } from './result/unplaced.ts'
import { groupByProfile, judgeProfiles } from './rules/profiles.ts'
import { type Problem, type Solution, solve } from './solver/index.ts'
import { type StageSeconds, stopwatch } from './stopwatch.ts'

/** A pupil's week at an offer. Indexes are those of the inputs. */
export interface Placement {
  readonly pupil: number
  readonly offer: number
  readonly week: string
  /** The problem that gave it; undefined for what the pupil held already (`fixed`). */
  readonly problem: string | undefined
  /** Undefined when what the pupil holds is out of reach. */
  readonly minutesOut: number | undefined
  readonly minutesBack: number | undefined
  /** Undefined with travel.csv, which knows no times of day. */
  readonly journey: JourneyColumns | undefined
  /** From 1; 0 when no wish is met. */
  readonly wishRank: number
  /** Minutes both ways and points for wishes; undefined for what is held already. */
  readonly cost: number | undefined
}

/** A week problem and how it was solved. Its pupils and offers by number are those of `pupils` and `problem.offers`. */
export interface SolvedProblem {
  readonly problem: WeekProblem
  readonly pupils: Uint32Array
  readonly solution: Solution
  readonly closed: GroupedSolution['closed']
  readonly filled: GroupedSolution['filled']
  readonly rounds: number
  /** Candidate pairs before groups closed. */
  readonly candidatePairs: number
  readonly shortages: readonly NamedShortage[]
}

/** How reach was known: timetables, crow's distance, or the times of travel.csv. */
type ReachKind = 'timetable' | 'estimate' | 'given'

export interface AllocationResult {
  readonly inputs: AllocationInputs
  readonly reachKind: ReachKind
  readonly problems: readonly SolvedProblem[]
  /** By pupil, then week. */
  readonly placements: readonly Placement[]
  /** By pupil, then week. */
  readonly unplaced: readonly Unplaced[]
  /** The shortages to act on, the one that leaves out most pupils first. */
  readonly openShortages: readonly OpenShortage[]
  /** Which days the timetables answered for; undefined without timetables. */
  readonly answerDays: AnswerDays | undefined
  readonly feeds: Reach['feeds']
  readonly seconds: readonly StageSeconds[]
}

export interface AllocateOptions {
  readonly progress?: Progress
  readonly signal?: AbortSignal | undefined
  readonly threads?: number | undefined
  readonly observer?: Observer | undefined
  /** Replaced in tests only. */
  readonly solve?: (problem: Problem) => Solution
}

/**
 * The whole allocation: who gets which place, who gets none and why. Same inputs and reach, same result, whatever the threads.
 * `reach` is not looked at, and may be left out, when the inputs bring their own travel times.
 * Rejects with the signal's reason when stopped.
 */
export async function allocate(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  options: AllocateOptions = {},
): Promise<AllocationResult> {
  const { progress = silent, signal, threads } = options
  if (inputs.travel) reach = undefined
  else if (!reach) throw new TypeError('an allocation needs a reach, or travel times among its inputs')
  const watch = stopwatch()
  const shared = watch.time('Règles', () => prepare(inputs))
  const placements: Placement[] = heldPlacements(inputs)
  const filled = new Set(placements.map(({ pupil, week }) => slot(pupil, week)))
  const solved: SolvedProblem[] = []
  const leftOut = new Map<string, LeftOut>()
  const nameOf = await placeNamer(inputs.schools.values())
  const problems = weekProblems(inputs)
  const travelGroups = travelPlanner(inputs, reach, problems)
  for (const problem of problems) {
    signal?.throwIfAborted()
    const pupils = pupilsOf(inputs, problem, filled)
    const verdicts = watch.time('Règles', () => judgeProfiles(shared.profiles, problem))
    const travel = await watch.timeAsync('Trajets', () => travelGroups(problem, pupils, { progress, signal, threads }))
    const candidates = watch.time('Appariements', () =>
      findCandidates({ ...shared, problem, pupils, verdicts, travel }),
    )
    options.observer?.problem({ problem, pupils, profiles: shared.profiles, verdicts, travel, candidates })
    const stage = `Affectation (${problem.key === 'all' ? 'places pour toutes les semaines' : problem.key})`
    progress({ stage, done: 0, total: 1 })
    // Lets a server answer, and a stop be heard, between the long steps.
    await new Promise((resolve) => setImmediate(resolve))
    signal?.throwIfAborted()
    const grouped = watch.time('Affectation', () =>
      solveWithGroups(candidates, problem, options.solve ?? solve, () => signal?.throwIfAborted()),
    )
    progress({ stage, done: 1, total: 1 })
    const { solution, closed, filled: filledGroups, rounds } = grouped
    for (const placement of placementsOf(inputs, problem, pupils, grouped, shared.wishes)) {
      placements.push(placement)
      filled.add(slot(placement.pupil, placement.week))
    }
    const withCandidates = (local: number) => candidates.start[local + 1]! > candidates.start[local]!
    const lacking = solution.shortages
      .map((shortage) => ({ ...shortage, pupils: shortage.pupils.filter(withCandidates) }))
      .filter((shortage) => shortage.offers.length > 0 && shortage.pupils.length > shortage.seats)
    const shortages = nameShortages(inputs, problem, pupils, lacking, nameOf)
    solved.push({
      ...{ problem, pupils, solution, closed, filled: filledGroups, rounds },
      candidatePairs: candidates.offer.length,
      shortages,
    })
    leftOut.set(problem.key, {
      problem,
      verdicts,
      reached: countRows(inputs, pupils, candidates),
      open: countRows(inputs, pupils, grouped.candidates),
      shortageOf: new Map(shortages.flatMap((shortage) => shortage.pupils.map((pupil) => [pupil, shortage] as const))),
    })
  }
  const reachKind = reach?.kind ?? 'given'
  const placedInAll = new Set(placements.filter(({ problem }) => problem === 'all').map(({ pupil }) => pupil))
  const unplaced = watch.time('Explications', () => explain(inputs, shared, reachKind, filled, leftOut, placedInAll))
  const told = await watch.timeAsync('Horaires des trajets', () =>
    tellJourneys(inputs, reach, placements, { progress, signal, observer: options.observer }),
  )
  return {
    inputs,
    reachKind,
    problems: solved,
    placements: told.toSorted((a, b) => a.pupil - b.pupil || (a.week < b.week ? -1 : 1)),
    unplaced,
    openShortages: openShortages(
      inputs,
      solved.flatMap((each) => each.shortages),
      unplaced,
      nameOf,
    ),
    answerDays: reach?.kind === 'timetable' ? reach.answerDays(allDays(inputs)) : undefined,
    feeds: reach?.feeds ?? [],
    seconds: watch.stages(),
  }
}

const slot = (pupil: number, week: string): string => `${pupil} ${week}`

function prepare(inputs: AllocationInputs) {
  const { campaign, pupils, offers } = inputs
  const draws = pupils.map(({ id }) => drawOf(campaign.lottery, id))
  return {
    profiles: groupByProfile(inputs),
    wishes: wishTable(pupils, offers),
    maxMinutes: Uint16Array.from(pupils, ({ maxMinutes }) => Math.min(maxMinutes ?? Infinity, campaign.maxMinutes)),
    standing: standings(pupils, draws),
    pupilKey: Uint32Array.from(draws, keyOf),
    offerKey: Uint32Array.from(offers, ({ id }) => keyOf(drawOf(campaign.lottery, id))),
  }
}

function heldPlacements({ pupils, offers }: AllocationInputs): Placement[] {
  const at = new Map(offers.map(({ id }, index) => [id, index]))
  return pupils.flatMap(({ fixed, weeks, wishes }, pupil) => {
    const offer = fixed === undefined ? undefined : at.get(fixed)
    if (offer === undefined) return []
    const wishRank = wishes.indexOf(offers[offer]!.sector) + 1
    const none = { minutesOut: undefined, minutesBack: undefined, journey: undefined, cost: undefined }
    return weeks.map((week) => ({ pupil, offer, week, problem: undefined, wishRank, ...none }))
  })
}

/** Pupils who miss what a problem fills: of `all`, several weeks; of a week, that week still. */
function pupilsOf({ pupils }: AllocationInputs, problem: WeekProblem, filled: ReadonlySet<string>): Uint32Array {
  const chosen = [...pupils.keys()].filter(
    (index) => mayMiss(pupils[index]!, problem) && (problem.key === 'all' || !filled.has(slot(index, problem.key))),
  )
  return Uint32Array.from(chosen)
}

function* placementsOf(
  inputs: AllocationInputs,
  problem: WeekProblem,
  pupils: Uint32Array,
  { solution, candidates }: { readonly solution: Solution; readonly candidates: Candidates },
  wishes: ReturnType<typeof wishTable>,
): Generator<Placement> {
  for (const [local, localOffer] of solution.offerOf.entries()) {
    if (localOffer < 0) continue
    const [pupil, offer] = [pupils[local]!, problem.offers[localOffer]!]
    let at = candidates.start[local]!
    while (candidates.offer[at] !== localOffer) at++
    const cost = candidates.cost[at]!
    const minutesOut = candidates.minutesOut[at]!
    const minutesBack = cost - wishes.points(pupil, offer) - minutesOut
    const pair = {
      pupil,
      offer,
      problem: problem.key,
      minutesOut,
      minutesBack,
      journey: undefined,
      wishRank: wishes.rank(pupil, offer),
      cost,
    }
    for (const week of weeksFilled(problem, inputs.offers[offer]!)) yield { ...pair, week }
  }
}

function countRows(inputs: AllocationInputs, pupils: Uint32Array, { start }: Pick<Problem, 'start'>): Uint32Array {
  const counts = new Uint32Array(inputs.pupils.length)
  for (const [local, pupil] of pupils.entries()) counts[pupil] = start[local + 1]! - start[local]!
  return counts
}

function explain(
  inputs: AllocationInputs,
  { profiles }: ReturnType<typeof prepare>,
  reachKind: ReachKind,
  filled: ReadonlySet<string>,
  leftOut: ReadonlyMap<string, LeftOut>,
  placedInAll: ReadonlySet<number>,
): Unplaced[] {
  const why = explainer(inputs, profiles, reachKind)
  const unplaced: Unplaced[] = []
  const all = leftOut.get('all')
  for (const [pupil, { weeks }] of inputs.pupils.entries()) {
    const missing = weeks.filter((week) => !filled.has(slot(pupil, week)))
    // Who got a seat for weeks together could not get a second one.
    const joined = all && weeks.length > 1 && !placedInAll.has(pupil) ? [all] : []
    for (const week of missing) unplaced.push(why(pupil, week, [...joined, leftOut.get(week)!]))
  }
  return unplaced
}

async function tellJourneys(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  placements: readonly Placement[],
  options: {
    readonly progress: Progress
    readonly signal: AbortSignal | undefined
    readonly observer: Observer | undefined
  },
): Promise<readonly Placement[]> {
  if (!reach) return placements.map((placement) => givenMinutes(inputs, placement))
  // Weeks given together rest on the worst of all their days, as their cost does.
  const wanted = placements.map(({ pupil, offer, week, problem }) => ({
    pupil,
    offer,
    weeks: problem === 'all' ? inputs.offers[offer]!.seats.map((each) => each.week) : [week],
  }))
  const journeys = await journeyColumns(inputs, reach, wanted, options)
  return placements.map((placement, index) => {
    const journey = journeys[index]
    if (placement.problem !== undefined) return { ...placement, journey }
    return { ...placement, journey, minutesOut: journey?.minutesOut, minutesBack: journey?.minutesBack }
  })
}

function givenMinutes({ travel, campaign }: AllocationInputs, placement: Placement): Placement {
  if (placement.problem !== undefined || !travel) return placement
  const row = travel.pupil.findIndex(
    (pupil, index) => pupil === placement.pupil && travel.offer[index] === placement.offer,
  )
  const [minutesOut, minutesBack] = [travel.minutesOut[row], travel.minutesBack[row]]
  if (minutesOut === undefined || minutesBack === undefined || Math.max(minutesOut, minutesBack) > campaign.maxMinutes)
    return placement
  return { ...placement, minutesOut, minutesBack }
}

/** Every working day of the campaign, of any calendar its schools have. */
function allDays({ campaign, schools }: AllocationInputs): readonly Temporal.PlainDate[] {
  const calendars = new Set(['general' as const, ...[...schools.values()].map(({ calendar }) => calendar)])
  const days = campaign.weeks.flatMap((week) => [...calendars].flatMap((calendar) => workingDays(week, calendar)))
  const distinct = new Map(days.map((day) => [day.toString(), day]))
  return [...distinct.values()].toSorted((a, b) => Temporal.PlainDate.compare(a, b))
}
