import type { Problem, Solution } from '../solver/index.ts'
import type { Candidates } from './candidates.ts'
import { joinMandatorySeats, mandatorySeats, withMandatorySeats } from './mandatory-seats.ts'
import { reseating } from './reseating.ts'
import type { WeekProblem } from './week-problem.ts'

/** A group that does not run: what it had when it was closed, what it needed, and why it closed. */
export interface ClosedGroup {
  /** Index into the problem's offers. */
  readonly offer: number
  /** Pupils it had in the round that closed it, those who hold it already apart. */
  readonly had: number
  readonly needed: number
  readonly round: number
  /**
   * `too_few`: no more pupils can reach it, or it has no more seats, than would still be too few. `spare`: everybody placed has a place without it.
   * `contested`: its first seats cannot be filled together with those of groups that must run.
   */
  readonly why: 'too_few' | 'spare' | 'contested'
}

export interface GroupedSolution {
  readonly solution: Solution
  /** The candidates without the closed groups. */
  readonly candidates: Candidates
  readonly closed: readonly ClosedGroup[]
  /** Groups kept because somebody would lose a place without them, and held to what they need; indexes, ascending. */
  readonly filled: readonly number[]
  /** How many times the problem was solved. */
  readonly rounds: number
}

/**
 * Solves a problem in which some offers run only with a group of a least size. Which groups run is NP-hard to choose best, so it is decided
 * by a rule that anyone can replay:
 * 0. a group that fewer pupils can reach than it needs, or with fewer seats, closes: nothing could fill it (`too_few`);
 * 1. the problem is solved without looking at least sizes. Of the groups that got some pupils but too few, those that miss most first (ties by
 *    the lottery's draw), each closes if all pupils placed can still be placed without it (`spare`); its pupils move, and may fill another;
 * 2. where others remain, the groups that run and without which somebody placed would have no place are kept; then, those that miss least
 *    first, each of the others is kept too if the seats it needs and those of all groups kept before can be filled together; else it closes
 *    for good (`contested`), and the rule begins again at 1 with all `spare` groups open;
 * 3. all is solved anew with the groups kept filled to what they need, until no group falls short. A group that got nobody stays open.
 * So no closing costs a place but those of 0 and `contested`, and keeping a group costs none either (see mandatory-seats.ts). Each round closes
 * or keeps a group, and each beginning has one group less, so it ends.
 */
export function solveWithGroups(
  all: Candidates,
  { needed }: Pick<WeekProblem, 'needed'>,
  solve: (problem: Problem) => Solution,
  onRound: (round: number, closed: number) => void = () => {},
): GroupedSolution {
  const groups = [...needed.keys()].filter((offer) => needed[offer]! > 0)
  let forGood = neverFilled(all, needed)
  let spare: ClosedGroup[] = []
  let filled: number[] = []
  let mandatory = mandatorySeats(all, groups)
  for (let round = 1; ; round++) {
    const closed = [...forGood, ...spare]
    onRound(round, closed.length)
    const candidates = withoutOffers(all, new Set(closed.map(({ offer }) => offer)))
    const problem = withMandatorySeats(candidates, filled, needed)
    const solution = joinMandatorySeats(solve(problem), all.offers, filled)
    const short = fallingShort(solution, candidates, needed)
    if (short.length === 0) return { solution, candidates, closed, filled, rounds: round }
    const { had, close, canDoWithout } = reseating(candidates, solution.offerOf)
    const closable: ClosedGroup[] = []
    for (const group of short)
      if (had[group.offer]! < group.needed && close(group.offer)) closable.push({ ...group, round, why: 'spare' })
    const needy = short.filter(
      ({ offer }) => had[offer]! < needed[offer]! && !closable.some((group) => group.offer === offer),
    )
    const runs = (group: number): boolean => had[group]! >= needed[group]! && !filled.includes(group)
    const standing =
      needy.length === 0
        ? []
        : groups.filter((group) => runs(group) && !canDoWithout(group) && mandatory.add(group, needed[group]!))
    const contested = needy.toReversed().filter(({ offer }) => !mandatory.add(offer, needed[offer]!))
    if (contested.length > 0) {
      forGood = [...forGood, ...contested.map((group): ClosedGroup => ({ ...group, round, why: 'contested' }))]
      spare = []
      filled = []
      mandatory = mandatorySeats(all, groups)
    } else {
      spare = [...spare, ...closable]
      filled = [...filled, ...standing, ...needy.map(({ offer }) => offer)].toSorted((a, b) => a - b)
    }
  }
}

/** Groups with some pupils but too few, those that miss most first. */
function fallingShort(
  { offerOf }: Solution,
  { offers, offerKey }: Candidates,
  needed: Int32Array,
): Pick<ClosedGroup, 'offer' | 'had' | 'needed'>[] {
  const had = new Int32Array(offers)
  for (const offer of offerOf) if (offer >= 0) had[offer]!++
  const short: Pick<ClosedGroup, 'offer' | 'had' | 'needed'>[] = []
  for (let offer = 0; offer < offers; offer++)
    if (had[offer]! > 0 && had[offer]! < needed[offer]!) short.push({ offer, had: had[offer]!, needed: needed[offer]! })
  const missing = (group: Pick<ClosedGroup, 'had' | 'needed'>) => group.needed - group.had
  return short.sort((a, b) => missing(b) - missing(a) || offerKey[a.offer]! - offerKey[b.offer]! || a.offer - b.offer)
}

function neverFilled({ offers, offer, seats }: Candidates, needed: Int32Array): ClosedGroup[] {
  const reachable = new Int32Array(offers)
  for (const each of offer) reachable[each]!++
  return [...needed.keys()]
    .filter(
      (each) => needed[each]! > 0 && reachable[each]! > 0 && Math.min(seats[each]!, reachable[each]!) < needed[each]!,
    )
    .map((each) => ({ offer: each, had: 0, needed: needed[each]!, round: 0, why: 'too_few' }))
}

/** The same problem without the candidates of some offers; numbers stay, the offers keep no seat. */
function withoutOffers(from: Candidates, closed: ReadonlySet<number>): Candidates {
  if (closed.size === 0) return from
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
