import { type Progress, silent } from '#/platform/progress.ts'
import type { Reach } from '#/transit/index.ts'
import type { AllocationInputs } from '../inputs/read-inputs.ts'
import { type Claimed, checkCover, checkDuals, checkPriority, checkShortages } from './check-certificate.ts'
import { checkGaps } from './check-gaps.ts'
import { checkGroups } from './check-groups.ts'
import { checkGiven, checkJourneys, checkRows } from './check-places.ts'
import { checkSummary } from './check-summary.ts'
import { type ProblemFacts, problemFacts, problemKeys } from './facts.ts'
import { type Findings, findings } from './findings.ts'
import { type ClaimedFiles, readClaims } from './read-claims.ts'

/**
 * Checks a result folder against the inputs: rules, seats, groups, what is held, reach, times and costs, the largest number, priority,
 * shortages, least cost, the reasons of those left out, and every figure of the summary. Shares with the engine only the readers of files,
 * the schemas of the JSON outputs and reach. Nothing found means verified.
 */
export async function verify(
  inputs: AllocationInputs,
  reach: Reach | undefined,
  files: ClaimedFiles,
  progress: Progress = silent,
): Promise<Findings> {
  const found = findings()
  const claims = readClaims(files, found)
  if (!claims) return found
  const number = {
    pupil: new Map(inputs.pupils.map(({ id }, index) => [id, index])),
    offer: new Map(inputs.offers.map(({ id }, index) => [id, index])),
  }
  const assignment = checkRows(inputs, claims, number, found)
  if (claims.certificate.lottery !== inputs.campaign.lottery)
    found.add('certificat', 'le tirage au sort n’est pas celui de la campagne.')
  const keys = problemKeys(inputs)
  const listed = claims.certificate.problems.map(({ problem }) => problem)
  if (listed.join() !== keys.join())
    found.add('certificat', `problèmes ${listed.join(', ')} au lieu de ${keys.join(', ')}.`)
  const placedInAll = new Set(assignment.get('all')?.keys())
  const facts = new Map<string, ProblemFacts>()
  const closedOf = new Map<string, ReadonlySet<number>>()
  const linesOf = Map.groupBy(claims.places, ({ pupil }) => pupil)
  for (const [step, key] of keys.entries()) {
    progress({ stage: `Vérification (${key})`, done: step, total: keys.length + 1 })
    const claim = claims.certificate.problems.find(({ problem }) => problem === key)
    const problem = await problemFacts(inputs, reach, key, missing(inputs, key, assignment, placedInAll))
    facts.set(key, problem)
    const members = assignment.get(key) ?? new Map<number, number>()
    const closed = new Set((claim?.closedGroups ?? []).flatMap(({ offer }) => number.offer.get(offer) ?? []))
    const filled = new Set((claim?.filledGroups ?? []).flatMap((id) => number.offer.get(id) ?? []))
    closedOf.set(key, closed)
    checkGiven(inputs, problem, members, (pupil) => linesOf.get(inputs.pupils[pupil]!.id) ?? [], closed, found)
    if (!claim) continue
    const claimed: Claimed = {
      inputs,
      facts: problem,
      claim,
      members: onlyKnown(members, problem),
      closed,
      filled,
      number,
    }
    checkGroups(claimed, found)
    checkCover(claimed, found)
    checkPriority(claimed, found)
    checkShortages(claimed, found)
    checkDuals(claimed, found)
  }
  progress({ stage: 'Vérification (trajets et motifs)', done: keys.length, total: keys.length + 1 })
  await checkJourneys(inputs, reach, claims.places, number, found)
  checkGaps(
    inputs,
    claims.gaps,
    { facts, closed: closedOf, certificate: claims.certificate, number, placedInAll },
    found,
  )
  checkSummary(inputs, reach, claims, facts, number, found)
  return found
}

/** Pupils of a problem: those who miss several weeks for `all`, else those who miss that week and got nothing for weeks together. */
function missing(
  inputs: AllocationInputs,
  key: string,
  assignment: ReadonlyMap<string, ReadonlyMap<number, number>>,
  placedInAll: ReadonlySet<number>,
): number[] {
  return [...inputs.pupils.keys()].filter((pupil) => {
    const { fixed, weeks } = inputs.pupils[pupil]!
    if (fixed !== undefined) return false
    if (key === 'all') return weeks.length > 1
    const together = placedInAll.has(pupil)
      ? inputs.offers[assignment.get('all')!.get(pupil)!]!.seats.map(({ week }) => week)
      : []
    return weeks.includes(key) && !together.includes(key)
  })
}

/** Places that the problem does not know were told apart already; the proofs look at the others. */
function onlyKnown(
  members: ReadonlyMap<number, number>,
  { pupils, capacity }: ProblemFacts,
): ReadonlyMap<number, number> {
  const wanted = new Set(pupils)
  return new Map([...members].filter(([pupil, offer]) => wanted.has(pupil) && capacity.has(offer)))
}
