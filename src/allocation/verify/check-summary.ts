import { isDeepStrictEqual } from 'node:util'
import { sayProblem } from '#/platform/input-problems.ts'
import type { Reach } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import type { Summary } from '../result/summary.ts'
import type { Numbering } from './check-places.ts'
import type { ProblemFacts } from './facts.ts'
import type { Findings } from './findings.ts'
import type { ClaimedPlace, Claims } from './read-claims.ts'
import { workdays } from './rules.ts'

/** Every figure of summary.json that follows from the inputs and the other outputs, counted again. */
export function checkSummary(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  claims: Claims,
  facts: ReadonlyMap<string, ProblemFacts>,
  number: Numbering,
  found: Findings,
): void {
  const { summary } = claims
  const same = (what: string, claimed: unknown, counted: unknown) => {
    if (!isDeepStrictEqual(claimed, counted))
      found.add('résumé', `${what} : ${JSON.stringify(claimed)} écrit, ${JSON.stringify(counted)} recompté.`)
  }
  const { campaign } = inputs
  const { maxMinutes, maxWalkMinutes, maxTransfers } = campaign
  same('scheme', summary.scheme, campaign.scheme)
  same('weeks', summary.weeks, campaign.weeks)
  same('limits', summary.limits, { maxMinutes, maxWalkMinutes, maxTransfers })
  same('seed', summary.seed, campaign.lottery)
  same('reach', summary.reach, reach?.kind ?? 'given')
  same('notes', summary.notes, inputs.notes.map(sayProblem))
  const feeds = reach?.feeds ?? []
  same('inputs', summary.inputs, [
    ...inputs.digests,
    ...feeds.map(({ name, sha256 }) => ({ kind: 'gtfs', name, sha256 })),
  ])
  same(
    'timetables.feeds',
    summary.timetables.feeds,
    feeds.map(({ name, sha256, firstDate, lastDate, defects }) => ({ name, sha256, firstDate, lastDate, defects })),
  )
  checkDays(inputs, reach, summary, same)
  checkCounts(inputs, claims, number, same)
  for (const [index, claim] of claims.certificate.problems.entries()) {
    const problem = facts.get(claim.problem)
    if (!problem) continue
    same(
      `problems.${claim.problem}`,
      { ...summary.problems[index], rounds: 0 },
      {
        problem: claim.problem,
        weeks: claim.weeks,
        pupils: problem.pupils.length,
        offers: problem.offers.length,
        seats: [...problem.capacity.values()].reduce((sum, seats) => sum + seats, 0),
        candidatePairs: problem.pairCount,
        placed: claim.placed,
        over60: claim.over60,
        over45: claim.over45,
        over30: claim.over30,
        totalCost: claim.totalCost,
        shortages: claim.shortages.length,
        missingSeats: claim.shortages.reduce((sum, { missing }) => sum + missing, 0),
        closedGroups: claim.closedGroups.map(({ offer }) => offer).toSorted(),
        rounds: 0,
      },
    )
  }
}

type Same = (what: string, claimed: unknown, counted: unknown) => void

function checkDays(inputs: AllocationInputs, reach: Reach | undefined, summary: Summary, same: Same): void {
  if (reach?.kind !== 'timetable') {
    same('timetables', [summary.timetables.days, summary.timetables.warnings], [[], []])
    return
  }
  const local = ['general', ...[...inputs.schools.values()].map(({ calendar }) => calendar)]
  const texts = new Set(
    inputs.campaign.weeks.flatMap((week) => [...new Set(local)].flatMap((each) => workdays(week, each).map(String))),
  )
  const answer = reach.answerDays([...texts].toSorted().map((text) => Temporal.PlainDate.from(text)))
  same(
    'timetables.days',
    summary.timetables.days,
    answer.days.map(({ asked, used }) => ({ asked: String(asked), used: String(used) })),
  )
  same('timetables.warnings', summary.timetables.warnings, answer.warnings)
}

function checkCounts(inputs: AllocationInputs, { places, gaps, summary }: Claims, number: Numbering, same: Same): void {
  const placed = new Map<string, number>()
  for (const { pupil } of places) placed.set(pupil, (placed.get(pupil) ?? 0) + 1)
  const whole = inputs.pupils.filter(({ id, weeks }) => placed.get(id) === weeks.length).length
  const without = inputs.pupils.filter(({ id }) => !placed.has(id)).length
  const isHeld = ({ pupil }: ClaimedPlace) => inputs.pupils[number.pupil.get(pupil) ?? -1]?.fixed !== undefined
  const held = places.filter(isHeld).length
  const codes = Object.fromEntries(
    Object.keys(summary.counts.unplacedByCode).map((code) => [code, gaps.filter((gap) => gap.code === code).length]),
  )
  same('counts', summary.counts, {
    pupils: inputs.pupils.length,
    pupilsPlaced: whole,
    pupilsPartlyPlaced: inputs.pupils.length - whole - without,
    pupilsWithoutPlace: without,
    pupilWeeks: inputs.pupils.reduce((sum, { weeks }) => sum + weeks.length, 0),
    held,
    given: places.length - held,
    unplaced: gaps.length,
    unplacedByCode: codes,
    seats: inputs.offers.flatMap(({ seats }) => seats.map((each) => each.seats)).reduce((sum, seats) => sum + seats, 0),
    offers: inputs.offers.length,
  })
  const cover = (members: typeof inputs.pupils) => {
    const pupilWeeks = members.reduce((sum, { weeks }) => sum + weeks.length, 0)
    const covered = members.reduce((sum, { id }) => sum + (placed.get(id) ?? 0), 0)
    return { pupils: members.length, pupilWeeks, placed: covered, unplaced: pupilWeeks - covered }
  }
  const schools = [...Map.groupBy(inputs.pupils, ({ school }) => school)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  same(
    'bySchool',
    summary.bySchool,
    schools.map(([school, members]) => ({
      school,
      name: inputs.schools.get(school)?.name ?? school,
      ...cover(members),
    })),
  )
  same(
    'byPriority',
    summary.byPriority,
    summary.byPriority.map(({ from, to }) => ({
      from,
      to,
      ...cover(inputs.pupils.filter(({ priority }) => priority >= from && priority <= to)),
    })),
  )
  same(
    'byPriority (total)',
    summary.byPriority.reduce((sum, { pupils }) => sum + pupils, 0),
    inputs.pupils.length,
  )
  checkTravel(
    inputs,
    places.filter((place) => !isHeld(place)),
    number,
    summary,
    same,
  )
}

function checkTravel(
  inputs: AllocationInputs,
  given: readonly ClaimedPlace[],
  number: Numbering,
  summary: Summary,
  same: Same,
): void {
  const counted = new Set<string>()
  const worst: number[] = []
  for (const { pupil, offer, week, minutesOut, minutesBack } of given) {
    const { span, seats } = inputs.offers[number.offer.get(offer) ?? -1] ?? { span: 'week', seats: [] }
    const key = JSON.stringify([pupil, span === 'all' && seats.length > 1 ? 'all' : week])
    if (counted.has(key) || minutesOut === undefined || minutesBack === undefined) continue
    counted.add(key)
    worst.push(Math.max(minutesOut, minutesBack))
  }
  worst.sort((a, b) => a - b)
  const rank = (share: number) => worst[Math.max(0, Math.ceil(share * worst.length) - 1)] ?? 0
  const over = (limit: number) => worst.filter((minutes) => minutes > limit).length
  const { classes, ...rest } = summary.travel
  same('travel', rest, {
    journeys: worst.length,
    median: rank(0.5),
    ninthDecile: rank(0.9),
    longest: worst.at(-1) ?? 0,
    over30: over(30),
    over45: over(45),
    over60: over(60),
  })
  same(
    'travel.classes',
    classes,
    classes.map(({ from, to }) => ({
      from,
      to,
      journeys: worst.filter((minutes) => minutes <= to && (minutes > from || from === 0)).length,
    })),
  )
  same(
    'travel.classes (total)',
    classes.reduce((sum, { journeys }) => sum + journeys, 0),
    worst.length,
  )
}
