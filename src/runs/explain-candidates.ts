import {
  type AllocationInputs,
  type AllocationResult,
  avoidedRefusal,
  eligibleStage,
  type ObservedProblem,
  type Refusal,
  wishTable,
} from '#/allocation/index.ts'
import type { OfferStop, OfferWhy, ProblemWhy } from './tables.ts'

/** Offers open to a pupil that are kept, best first, and offers closed by a rule, nearest first. */
const [openKept, closedKept] = [4, 2]

/** What a problem knew of one pupil, as indexes: words come when the result is known. */
interface Kept {
  readonly problem: ObservedProblem['problem']
  /** By pupil of the inputs; 0 for those outside the problem. */
  readonly within: Uint32Array
  readonly open: Uint32Array
  readonly rowOf: Int32Array
  readonly candidates: ObservedProblem['candidates']
  /** By pupil and rank: local offer, minutes out and back, stage of the refusal; -1 for none. */
  readonly closed: Int32Array
  readonly refusalOf: (pupil: number, localOffer: number) => Refusal | undefined
}

/** Remembers, while an allocation goes on, what explains each pupil's result. */
export function candidateExplainer(inputs: AllocationInputs) {
  const problems: Kept[] = []
  const wishes = wishTable(inputs.pupils, inputs.offers)
  return {
    observe(facts: ObservedProblem): void {
      problems.push(keep(inputs, facts))
    },
    /** What each problem the pupil took part in knew, in the order they were solved. */
    explain(result: AllocationResult): (pupil: number) => ProblemWhy[] {
      const given = givenOffers(result)
      const left = problems.map((kept) => seatsLeft(kept, result))
      return (pupil) =>
        problems.flatMap((kept, index) =>
          kept.rowOf[pupil]! < 0 ? [] : [explainPupil(inputs, wishes, kept, left[index]!, given, pupil)],
        )
    },
  }
}

function keep(
  inputs: AllocationInputs,
  { problem, pupils, profiles, verdicts, travel, candidates }: ObservedProblem,
): Kept {
  const count = inputs.pupils.length
  const rowOf = new Int32Array(count).fill(-1)
  for (const [local, pupil] of pupils.entries()) rowOf[pupil] = local
  const within = new Uint32Array(count)
  const closed = new Int32Array(count * closedKept * 3).fill(-1)
  for (const { table, homeStart, homePupils, placeOf } of travel)
    for (let offer = 0; offer < placeOf.length; offer++) {
      const place = placeOf[offer]!
      if (place < 0) continue
      const offerProfile = profiles.ofOffer[problem.offers[offer]!]!
      const avoidedBy = profiles.avoidedBy.get(problem.offers[offer]!)
      for (let pair = table.start[place]!; pair < table.start[place + 1]!; pair++) {
        const home = table.home[pair]!
        for (let at = homeStart[home]!; at < homeStart[home + 1]!; at++) {
          const pupil = homePupils[at]!
          within[pupil]!++
          if (avoidedBy?.has(pupil) || !verdicts.eligible(offerProfile, profiles.ofPupil[pupil]!))
            keepNearest(closed, pupil, offer, table.minutesOut[pair]!, table.minutesBack[pair]!)
        }
      }
    }
  const open = new Uint32Array(count)
  for (const [local, pupil] of pupils.entries()) open[pupil] = candidates.start[local + 1]! - candidates.start[local]!
  const refusalOf = (pupil: number, localOffer: number) => {
    const offerProfile = profiles.ofOffer[problem.offers[localOffer]!]!
    const stage = verdicts.stage[offerProfile * profiles.pupils.length + profiles.ofPupil[pupil]!]!
    if (stage < eligibleStage) return verdicts.refusal(offerProfile, profiles.ofPupil[pupil]!)
    return profiles.avoidedBy.get(problem.offers[localOffer]!)?.has(pupil) ? avoidedRefusal : undefined
  }
  return { problem, within, open, rowOf, candidates, closed, refusalOf }
}

/** Puts a pair among the nearest closed ones of a pupil, the nearest first. */
function keepNearest(closed: Int32Array, pupil: number, offer: number, out: number, back: number): void {
  const base = pupil * closedKept * 3
  const worst = Math.max(out, back)
  for (let rank = 0; rank < closedKept; rank++) {
    const at = base + rank * 3
    const there = closed[at]! < 0 ? Infinity : Math.max(closed[at + 1]!, closed[at + 2]!)
    if (worst >= there) continue
    closed.copyWithin(at + 3, at, base + (closedKept - 1) * 3)
    closed[at] = offer
    closed[at + 1] = out
    closed[at + 2] = back
    return
  }
}

/** The offer each pupil was given by each problem. */
function givenOffers(result: AllocationResult): (key: string, pupil: number) => number | undefined {
  const given = new Map<string, Int32Array>()
  for (const { pupil, offer, problem } of result.placements) {
    if (problem === undefined) continue
    const offers = given.get(problem) ?? new Int32Array(result.inputs.pupils.length).fill(-1)
    given.set(problem, offers)
    offers[pupil] = offer
  }
  return (key, pupil) => {
    const offer = given.get(key)?.[pupil] ?? -1
    return offer < 0 ? undefined : offer
  }
}

/** Seats left by the problem, by local offer; -1 where the group does not run. */
function seatsLeft({ problem }: Kept, result: AllocationResult): Int32Array {
  const solved = result.problems.find((each) => each.problem.key === problem.key)
  const left = problem.seats.slice()
  if (!solved) return left
  for (const offer of solved.solution.offerOf) if (offer >= 0) left[offer]!--
  for (const { offer } of solved.closed) left[offer] = -1
  return left
}

function explainPupil(
  inputs: AllocationInputs,
  wishes: ReturnType<typeof wishTable>,
  kept: Kept,
  left: Int32Array,
  givenOf: (key: string, pupil: number) => number | undefined,
  pupil: number,
): ProblemWhy {
  const { problem, rowOf, candidates, closed } = kept
  const given = givenOf(problem.key, pupil)
  const local = rowOf[pupil]!
  const [from, to] = [candidates.start[local]!, candidates.start[local + 1]!]
  const givenAt = range(from, to).find((at) => problem.offers[candidates.offer[at]!] === given)
  const givenCost = givenAt === undefined ? Infinity : candidates.cost[givenAt]!
  const best = bestRows(candidates.cost, from, to, openKept)
  if (givenAt !== undefined && !best.includes(givenAt)) best.splice(openKept - 1, 1, givenAt)
  const offers = best.map((at): OfferWhy => {
    const localOffer = candidates.offer[at]!
    const offer = problem.offers[localOffer]!
    const out = candidates.minutesOut[at]!
    const seats = left[localOffer]!
    const stop = offer === given ? 'given' : seats < 0 ? 'group' : seats > 0 ? 'free' : 'taken'
    const back = candidates.cost[at]! - wishes.points(pupil, offer) - out
    return { offer: inputs.offers[offer]!.id, out, back, rank: wishes.rank(pupil, offer), stop }
  })
  for (let rank = 0; rank < closedKept; rank++) {
    const at = (pupil * closedKept + rank) * 3
    const localOffer = closed[at]!
    if (localOffer < 0) break
    const offer = problem.offers[localOffer]!
    offers.push({
      offer: inputs.offers[offer]!.id,
      out: closed[at + 1]!,
      back: closed[at + 2]!,
      rank: wishes.rank(pupil, offer),
      stop: stopOf(kept.refusalOf(pupil, localOffer)),
    })
  }
  let better = 0
  for (let at = from; at < to; at++) if (candidates.cost[at]! < givenCost) better++
  return { key: problem.key, within: kept.within[pupil]!, open: kept.open[pupil]!, better, offers }
}

function stopOf(refusal: Refusal | undefined): OfferStop {
  switch (refusal?.code) {
    case 'no_offer_for_level':
      return 'level'
    case 'age':
      return refusal.why === 'min_age' ? 'age' : 'hours'
    case 'needs':
      return 'needs'
    case 'reserved':
      return refusal.why === 'avoided' ? 'avoided' : 'reserved'
    case 'no_offer_in_week':
    case undefined:
    default:
      return 'week'
  }
}

/** The rows of least cost, the least first; equal costs keep the order of rows. */
function bestRows(cost: Uint16Array, from: number, to: number, kept: number): number[] {
  const best: number[] = []
  for (let at = from; at < to; at++) {
    if (best.length === kept && cost[at]! >= cost[best.at(-1)!]!) continue
    const place = best.findIndex((other) => cost[at]! < cost[other]!)
    best.splice(place < 0 ? best.length : place, 0, at)
    if (best.length > kept) best.pop()
  }
  return best
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index)
