import type { Problem, Solution } from '../solver/index.ts'
import type { Candidates } from './candidates.ts'
import type { WeekProblem } from './week-problem.ts'

/** A group that does not run: what it had when it was closed, and what it needed. */
export interface ClosedGroup {
  /** Index into the problem's offers. */
  readonly offer: number
  /** Pupils it had in the round that closed it, those who hold it already apart. */
  readonly had: number
  readonly needed: number
  readonly round: number
}

export interface GroupedSolution {
  readonly solution: Solution
  /** The candidates without the closed groups. */
  readonly candidates: Candidates
  readonly closed: readonly ClosedGroup[]
  /** How many times the problem was solved. */
  readonly rounds: number
}

/** A round closes this share of the groups that fall short, those that miss most first. */
const shareClosed = 0.25
/** From this round on, all groups that fall short close together, so that the number of rounds stays small. */
const lastGentleRound = 30

/**
 * Solves a problem in which some offers run only with a group of a least size. Which groups run is NP-hard to choose best, so it is decided
 * by a rule that anyone can replay:
 * 0. a group that fewer pupils can reach than it needs closes at once: nothing could fill it;
 * 1. the problem is solved without looking at least sizes;
 * 2. of the groups that got some pupils but too few, the quarter (at least one) that miss most close, ties by the lottery's draw of the offer;
 *    their pupils are free again and all is solved anew, since they may fill other groups;
 * 3. until no group falls short. A group that got nobody stays open: it asks for nobody.
 * Each round closes at least one group, so it ends; after 30 rounds every group that falls short closes.
 */
export function solveWithGroups(
  all: Candidates,
  { needed }: Pick<WeekProblem, 'needed'>,
  solve: (problem: Problem) => Solution,
  onRound: (round: number, closed: number) => void = () => {},
): GroupedSolution {
  const closed: ClosedGroup[] = []
  let candidates = all
  const close = (groups: readonly ClosedGroup[]) => {
    closed.push(...groups)
    if (groups.length > 0) candidates = withoutOffers(candidates, new Set(groups.map(({ offer }) => offer)))
  }
  close(neverFilled(all, needed))
  for (let round = 1; ; round++) {
    onRound(round, closed.length)
    const solution = solve(candidates)
    const short = fallingShort(solution, candidates, needed, round)
    if (short.length === 0) return { solution, candidates, closed, rounds: round }
    const many = round > lastGentleRound ? short.length : Math.ceil(short.length * shareClosed)
    close(short.slice(0, many))
  }
}

/** Groups with some pupils but too few, those that miss most first. */
function fallingShort(
  { offerOf }: Solution,
  { offers, offerKey }: Candidates,
  needed: Int32Array,
  round: number,
): ClosedGroup[] {
  const had = new Int32Array(offers)
  for (const offer of offerOf) if (offer >= 0) had[offer]!++
  const short: ClosedGroup[] = []
  for (let offer = 0; offer < offers; offer++)
    if (had[offer]! > 0 && had[offer]! < needed[offer]!)
      short.push({ offer, had: had[offer]!, needed: needed[offer]!, round })
  const missing = (group: ClosedGroup) => group.needed - group.had
  return short.sort((a, b) => missing(b) - missing(a) || offerKey[a.offer]! - offerKey[b.offer]! || a.offer - b.offer)
}

function neverFilled({ offers, offer, seats }: Candidates, needed: Int32Array): ClosedGroup[] {
  const reachable = new Int32Array(offers)
  for (const each of offer) reachable[each]!++
  return [...needed.keys()]
    .filter(
      (each) => needed[each]! > 0 && reachable[each]! > 0 && Math.min(seats[each]!, reachable[each]!) < needed[each]!,
    )
    .map((each) => ({ offer: each, had: 0, needed: needed[each]!, round: 0 }))
}

/** The same problem without the candidates of some offers; numbers stay, the offers keep no seat. */
function withoutOffers(from: Candidates, closed: ReadonlySet<number>): Candidates {
  const gone = new Uint8Array(from.offers)
  for (const offer of closed) gone[offer] = 1
  const start = new Uint32Array(from.pupils + 1)
  let kept = 0
  for (let pupil = 0; pupil < from.pupils; pupil++) {
    for (let at = from.start[pupil]!; at < from.start[pupil + 1]!; at++) if (!gone[from.offer[at]!]) kept++
    start[pupil + 1] = kept
  }
  const [offer, worstMinutes, minutesOut, cost] = [
    new Uint32Array(kept),
    new Uint16Array(kept),
    new Uint16Array(kept),
    new Uint16Array(kept),
  ]
  for (let at = 0, to = 0; at < from.offer.length; at++) {
    if (gone[from.offer[at]!]) continue
    offer[to] = from.offer[at]!
    worstMinutes[to] = from.worstMinutes[at]!
    minutesOut[to] = from.minutesOut[at]!
    cost[to++] = from.cost[at]!
  }
  return {
    ...from,
    seats: from.seats.map((seats, each) => (gone[each] ? 0 : seats)),
    start,
    offer,
    worstMinutes,
    minutesOut,
    cost,
  }
}
