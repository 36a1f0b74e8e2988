import { createHash } from 'node:crypto'
import { z } from 'zod'
import { sayProblem } from '#/platform/input-problems.ts'
import type { AllocationResult } from '../allocate.ts'
import type { Figures } from './figures.ts'
import { unplacedCodes } from './unplaced.ts'

const count = z.int().min(0)
const coverage = { pupils: count, pupilWeeks: count, placed: count, unplaced: count }
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const file = z.strictObject({ kind: z.string(), name: z.string(), sha256 })

/** summary.json: what a result comes to, what it was made from, and how long it took. The only output that may differ between two runs. */
export const summarySchema = z.strictObject({
  format: z.literal('passerelle-summary/1'),
  scheme: z.string(),
  weeks: z.array(z.string()),
  limits: z.strictObject({ maxMinutes: count, maxWalkMinutes: count, maxTransfers: count }),
  /** The lottery text. */
  seed: z.string(),
  /** How reach was known: timetables, crow's distance (an estimate), or the times of travel.csv. */
  reach: z.enum(['timetable', 'estimate', 'given']),
  counts: z.strictObject({
    pupils: count,
    pupilsPlaced: count,
    pupilsPartlyPlaced: count,
    pupilsWithoutPlace: count,
    pupilWeeks: count,
    held: count,
    given: count,
    unplaced: count,
    unplacedByCode: z.record(z.enum(unplacedCodes), count),
    offers: count,
    seats: count,
  }),
  problems: z.array(
    z.strictObject({
      problem: z.string(),
      weeks: z.array(z.string()),
      pupils: count,
      offers: count,
      seats: count,
      candidatePairs: count,
      placed: count,
      over60: count,
      over45: count,
      over30: count,
      totalCost: count,
      shortages: count,
      missingSeats: count,
      closedGroups: z.array(z.string()),
      rounds: count,
    }),
  ),
  travel: z.strictObject({
    journeys: count,
    median: count,
    ninthDecile: count,
    longest: count,
    over30: count,
    over45: count,
    over60: count,
    classes: z.array(z.strictObject({ from: count, to: count, journeys: count })),
  }),
  bySchool: z.array(z.strictObject({ school: z.string(), name: z.string(), ...coverage })),
  byPriority: z.array(z.strictObject({ from: z.int(), to: z.int(), ...coverage })),
  timetables: z.strictObject({
    /** For each day asked for, the day of the timetables that answered. */
    days: z.array(z.strictObject({ asked: z.iso.date(), used: z.iso.date() })),
    warnings: z.array(z.string()),
    feeds: z.array(
      z.strictObject({
        name: z.string(),
        sha256,
        firstDate: z.string(),
        lastDate: z.string(),
        defects: z.array(z.strictObject({ kind: z.string(), count, example: z.string() })),
      }),
    ),
  }),
  notes: z.array(z.string()),
  inputs: z.array(file),
  /** The other files of the folder. */
  outputs: z.array(z.strictObject({ name: z.string(), sha256 })),
  versions: z.strictObject({ passerelle: z.string(), node: z.string() }),
  seconds: z.array(z.strictObject({ stage: z.string(), seconds: z.number(), residentMegabytes: count })),
  peakMegabytes: count,
  /** SHA-256 of this very file with 64 zeros here: shows a slip of the disk or of a hand, not a forger, whom the recomputation is for. */
  seal: sha256,
})
export type Summary = z.infer<typeof summarySchema>

/** What only the edge knows. */
export interface RunFacts {
  readonly versions: Summary['versions']
  readonly seconds: Summary['seconds']
  readonly peakMegabytes: number
  readonly outputs: Summary['outputs']
}

const noSeal = '0'.repeat(64)

/** The text of summary.json, sealed. */
export function writeSummary(result: AllocationResult, figures: Figures, run: RunFacts): string {
  const text = `${JSON.stringify(makeSummary(result, figures, run), null, 2)}\n`
  return text.replace(`"seal": "${noSeal}"`, `"seal": "${sealOf(text)}"`)
}

/** The seal that a text of summary.json should bear. */
export function sealOf(text: string): string {
  const blank = text.replace(/"seal": "[0-9a-f]{64}"\n\}\n$/, `"seal": "${noSeal}"\n}\n`)
  return createHash('sha256').update(blank).digest('hex')
}

function makeSummary(result: AllocationResult, figures: Figures, run: RunFacts): Summary {
  const { inputs, problems, feeds, answerDays } = result
  const { campaign, digests, notes } = inputs
  const { travel, bySchool, byPriority, ...counts } = figures
  return {
    format: 'passerelle-summary/1',
    scheme: campaign.scheme,
    weeks: [...campaign.weeks],
    limits: {
      maxMinutes: campaign.maxMinutes,
      maxWalkMinutes: campaign.maxWalkMinutes,
      maxTransfers: campaign.maxTransfers,
    },
    seed: campaign.lottery,
    reach: result.reachKind,
    counts,
    problems: problems.map(({ problem, pupils, solution, closed, rounds, candidatePairs, shortages }) => ({
      problem: problem.key,
      weeks: [...problem.weeks],
      pupils: pupils.length,
      offers: problem.offers.length,
      seats: problem.seats.reduce((sum, seats) => sum + seats, 0),
      candidatePairs,
      placed: solution.placed,
      over60: solution.over60,
      over45: solution.over45,
      over30: solution.over30,
      totalCost: solution.totalCost,
      shortages: shortages.length,
      missingSeats: shortages.reduce((sum, { missing }) => sum + missing, 0),
      closedGroups: closed.map(({ offer }) => inputs.offers[problem.offers[offer]!]!.id).toSorted(),
      rounds,
    })),
    travel: { ...travel, classes: [...travel.classes] },
    bySchool: [...bySchool],
    byPriority: [...byPriority],
    timetables: {
      days: (answerDays?.days ?? []).map(({ asked, used }) => ({ asked: asked.toString(), used: used.toString() })),
      warnings: [...(answerDays?.warnings ?? [])],
      feeds: feeds.map(({ name, sha256: digest, firstDate, lastDate, defects }) => ({
        name,
        sha256: digest,
        firstDate,
        lastDate,
        defects: [...defects],
      })),
    },
    notes: notes.map(sayProblem),
    inputs: [...digests, ...feeds.map((feed) => ({ kind: 'gtfs', name: feed.name, sha256: feed.sha256 }))],
    outputs: run.outputs,
    versions: run.versions,
    seconds: run.seconds,
    peakMegabytes: run.peakMegabytes,
    seal: noSeal,
  }
}
