import { type AllocationResult, hoursMinutes, type NamedShortage } from '#/allocation/index.ts'
import type { BeyondReach, ProblemWhy, PupilState, RunFigures, RunJourney } from './tables.ts'

/** The tables that a result fills, and the columns of each besides the territory and the run. */
export const resultColumns = {
  run_pupils: {
    pupil: 'text',
    school: 'text',
    level: 'text',
    priority: 'integer',
    state: 'text',
    code: 'text',
    minutes: 'integer',
    lat: 'double precision',
    lon: 'double precision',
    why: 'jsonb',
  },
  run_placements: {
    pupil: 'text',
    week: 'text',
    offer: 'text',
    minutes_out: 'integer',
    minutes_back: 'integer',
    leave_home: 'text',
    arrive: 'text',
    leave_work: 'text',
    back_home: 'text',
    transfers: 'integer',
    wish_rank: 'integer',
    cost: 'integer',
    fixed: 'boolean',
    journey: 'jsonb',
  },
  run_unplaced: { pupil: 'text', week: 'text', code: 'text', reason: 'text', shortage: 'text' },
  run_shortages: {
    id: 'text',
    rank: 'integer',
    place: 'text',
    weeks: 'text[]',
    pupils: 'integer',
    seats: 'integer',
    missing: 'integer',
    lat: 'double precision',
    lon: 'double precision',
    radius_km: 'double precision',
    sectors: 'text[]',
  },
  run_shortage_members: { shortage: 'text', kind: 'text', member: 'text' },
  run_coverage: {
    school: 'text',
    name: 'text',
    pupils: 'integer',
    placed: 'integer',
    partly: 'integer',
    unplaced: 'integer',
    out_of_reach: 'integer',
    seats_taken: 'integer',
    over_60_minutes: 'integer',
    minutes_sum: 'integer',
    lat: 'double precision',
    lon: 'double precision',
  },
} as const

export type ResultTable = keyof typeof resultColumns
/** A row by column; a column left out is null. */
export type ResultRow = Readonly<Record<string, unknown>>

export interface Explanations {
  readonly problemsOf: (pupil: number) => readonly ProblemWhy[]
  readonly beyondOf: (pupil: number) => readonly BeyondReach[]
  readonly journeyOf: (pupil: number, offer: number, week: string) => RunJourney | undefined
}

interface PupilResult {
  readonly state: PupilState
  /** Why a week has no place: out of reach if one is, since no seat added nearby mends that; else the first week's reason. */
  readonly code: string | undefined
  readonly minutes: number | undefined
}

/** Every row of a result, table by table. */
export function* resultRows(
  result: AllocationResult,
  explanations: Explanations,
): Generator<readonly [ResultTable, ResultRow]> {
  const { inputs, placements, unplaced } = result
  const pupils = pupilResults(result)
  for (const [index, { state, code, minutes }] of pupils.entries()) {
    const { id, school, level, priority, position } = inputs.pupils[index]!
    const why = { problems: explanations.problemsOf(index), beyond: explanations.beyondOf(index) }
    yield ['run_pupils', { pupil: id, school, level, priority, state, code, minutes, ...position, why }]
  }
  for (const { pupil, offer, week, problem, minutesOut, minutesBack, journey, wishRank, cost } of placements)
    yield [
      'run_placements',
      {
        pupil: inputs.pupils[pupil]!.id,
        week,
        offer: inputs.offers[offer]!.id,
        minutes_out: minutesOut,
        minutes_back: minutesBack,
        leave_home: journey && hoursMinutes(Math.floor(journey.leaveHomeSeconds / 60)),
        arrive: journey && hoursMinutes(Math.ceil(journey.arriveSeconds / 60)),
        leave_work: journey && hoursMinutes(Math.floor(journey.leaveSeconds / 60)),
        back_home: journey && hoursMinutes(Math.ceil(journey.backHomeSeconds / 60)),
        transfers: journey?.transfers,
        wish_rank: wishRank === 0 ? undefined : wishRank,
        cost,
        fixed: problem === undefined,
        journey: explanations.journeyOf(pupil, offer, week),
      },
    ]
  for (const { pupil, week, code, reason, shortage } of unplaced)
    yield ['run_unplaced', { pupil: inputs.pupils[pupil]!.id, week, code, reason, shortage }]
  const shortages = lastingShortages(result)
  for (const [
    index,
    { id, name, centre, radiusKm, weeks, sectors, pupils: members, offers, seats, missing },
  ] of shortages.entries()) {
    yield [
      'run_shortages',
      {
        id,
        rank: index + 1,
        place: name,
        weeks,
        pupils: members.length,
        seats,
        missing,
        ...centre,
        radius_km: radiusKm,
        sectors,
      },
    ]
    for (const pupil of members)
      yield ['run_shortage_members', { shortage: id, kind: 'pupil', member: inputs.pupils[pupil]!.id }]
    for (const offer of offers)
      yield ['run_shortage_members', { shortage: id, kind: 'offer', member: inputs.offers[offer]!.id }]
  }
  yield* coverageRows(result, pupils)
}

/**
 * The shortages that leave someone without a place in the end, the one that misses most first; `missing` counts these people.
 * Among pupils short of a seat for several weeks together, some found places week by week: the certificate has the whole group.
 */
function lastingShortages({ problems, unplaced }: AllocationResult): NamedShortage[] {
  const leftOut = Map.groupBy(unplaced, ({ shortage }) => shortage)
  return problems
    .flatMap((problem) => problem.shortages)
    .flatMap((shortage) => {
      const missing = new Set(leftOut.get(shortage.id)?.map(({ pupil }) => pupil)).size
      return missing === 0 ? [] : [{ ...shortage, missing }]
    })
    .toSorted((a, b) => b.missing - a.missing || (a.id < b.id ? -1 : 1))
}

/** Each pupil once: with a place for every week, some weeks or none. */
function pupilResults({ inputs, placements, unplaced }: AllocationResult): PupilResult[] {
  const minutes = new Int32Array(inputs.pupils.length).fill(-1)
  const placed = new Uint16Array(inputs.pupils.length)
  const codes = new Map<number, string>()
  for (const { pupil, minutesOut, minutesBack } of placements) {
    placed[pupil]!++
    minutes[pupil] = Math.max(minutes[pupil]!, minutesOut ?? -1, minutesBack ?? -1)
  }
  for (const { pupil, code } of unplaced) if (!codes.has(pupil) || code === 'out_of_reach') codes.set(pupil, code)
  return inputs.pupils.map(({ fixed, weeks }, pupil) => ({
    state:
      fixed !== undefined
        ? 'fixed'
        : placed[pupil] === weeks.length
          ? 'placed'
          : placed[pupil] === 0
            ? 'unplaced'
            : 'partly',
    code: codes.get(pupil),
    minutes: minutes[pupil]! < 0 ? undefined : minutes[pupil],
  }))
}

function* coverageRows(
  { inputs }: AllocationResult,
  results: readonly PupilResult[],
): Generator<readonly [ResultTable, ResultRow]> {
  const bySchool = Map.groupBy(inputs.pupils.keys(), (pupil) => inputs.pupils[pupil]!.school)
  for (const [school, members] of bySchool) {
    const known = inputs.schools.get(school)
    const count = (matches: (result: PupilResult) => boolean): number =>
      members.filter((pupil) => matches(results[pupil]!)).length
    const travelled = members.flatMap((pupil) => results[pupil]!.minutes ?? [])
    yield [
      'run_coverage',
      {
        school,
        name: known?.name ?? school,
        pupils: members.length,
        placed: count(({ state }) => state === 'placed' || state === 'fixed'),
        partly: count(({ state }) => state === 'partly'),
        unplaced: count(({ state }) => state === 'unplaced'),
        out_of_reach: count(({ code }) => code === 'out_of_reach'),
        seats_taken: count(({ code }) => code === 'seats_taken'),
        over_60_minutes: travelled.filter((minutes) => minutes > 60).length,
        minutes_sum: travelled.reduce((sum, minutes) => sum + minutes, 0),
        lat: known?.position?.lat,
        lon: known?.position?.lon,
      },
    ]
  }
}

/** The figures that lists and headlines show, in pupils: the same counts as the lists that they open. */
export function runFigures(result: AllocationResult, seconds: number): RunFigures {
  const results = pupilResults(result)
  const shortages = lastingShortages(result)
  const minutes = results.flatMap((each) => each.minutes ?? []).toSorted((a, b) => a - b)
  const inState = (...states: PupilState[]): number => results.filter(({ state }) => states.includes(state)).length
  const longerThan = (limit: number): number => minutes.filter((each) => each > limit).length
  const byPriority = Map.groupBy(result.inputs.pupils.keys(), (pupil) => result.inputs.pupils[pupil]!.priority)
  return {
    pupils: results.length,
    placed: inState('placed', 'fixed'),
    partly: inState('partly'),
    unplaced: inState('unplaced'),
    shortages: shortages.length,
    seatsMissing: shortages.reduce((sum, { missing }) => sum + missing, 0),
    over60: longerThan(60),
    over45: longerThan(45),
    over30: longerThan(30),
    medianMinutes: minutes[Math.floor((minutes.length - 1) / 2)] ?? null,
    minutesBands: minutesBands(minutes, result.inputs.campaign.maxMinutes),
    codes: countBy(results.flatMap(({ code }) => code ?? [])),
    priorities: [...byPriority]
      .toSorted(([a], [b]) => b - a)
      .map(([priority, members]) => ({
        priority,
        pupils: members.length,
        placed: members.filter((pupil) => results[pupil]!.code === undefined).length,
      })),
    reach: result.reachKind,
    warnings: result.answerDays?.warnings ?? [],
    seconds: Math.round(seconds * 10) / 10,
  }
}

const countBy = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, same]) => [word, same.length]))

/** Pupils by the worse of their ways, in bands of five minutes. */
function minutesBands(minutes: readonly number[], longest: number): number[] {
  const bands = Array.from({ length: Math.ceil((Math.max(longest, minutes.at(-1) ?? 0) + 1) / 5) }, () => 0)
  for (const each of minutes) bands[Math.floor(each / 5)]!++
  return bands
}
