import type { Problem, Solution } from '../solver/index.ts'

/** The first seats of groups that must run, each promised to a pupil who can take it, so that they can all be filled together. */
export interface MandatorySeats {
  /** Promises so many seats of a group; false, and nothing has changed, when that cannot be done beside those before. */
  add(group: number, seats: number): boolean
}

/**
 * Which pupils are promised does not matter: by the theorem of Mendelsohn and Dulmage (1958), when some pupils fill these seats and a set of
 * pupils can be placed, a seating does both. So filling groups costs nobody's place.
 */
export function mandatorySeats({ pupils, start, offer }: Problem, groups: readonly number[]): MandatorySeats {
  const wanting = new Map<number, number[]>(groups.map((group) => [group, []]))
  for (let pupil = 0; pupil < pupils; pupil++)
    for (let at = start[pupil]!; at < start[pupil + 1]!; at++) wanting.get(offer[at]!)?.push(pupil)
  const promised = new Int32Array(pupils).fill(-1)
  const seenIn = new Int32Array(pupils)
  let search = 0
  /** One more pupil for a group, at need one promised to another group, which finds someone else. */
  const find = (root: number): boolean => {
    search++
    const givesUp = new Map<number, { readonly pupil: number; readonly to: number }>()
    const queue = [root]
    for (const group of queue)
      for (const pupil of wanting.get(group) ?? []) {
        if (seenIn[pupil] === search) continue
        seenIn[pupil] = search
        const holder = promised[pupil]!
        if (holder < 0) {
          promised[pupil] = group
          for (let step = givesUp.get(group); step; step = givesUp.get(step.to)) promised[step.pupil] = step.to
          return true
        }
        if (holder === root || givesUp.has(holder)) continue
        givesUp.set(holder, { pupil, to: group })
        queue.push(holder)
      }
    return false
  }
  return {
    add(group, seats) {
      const before = promised.slice()
      for (let seat = 0; seat < seats; seat++) {
        if (find(group)) continue
        promised.set(before)
        return false
      }
      return true
    },
  }
}

/** The problem with the mandatory seats of these groups as offers of their own, after all others, that must be filled. */
export function withMandatorySeats(problem: Problem, groups: readonly number[], needed: Int32Array): Problem {
  if (groups.length === 0) return problem
  const { pupils, offers, start } = problem
  const first = new Int32Array(offers).fill(-1)
  for (const [index, group] of groups.entries()) first[group] = offers + index
  let more = 0
  for (const each of problem.offer) if (first[each]! >= 0) more++
  const length = problem.offer.length + more
  const doubled = {
    start: new Uint32Array(pupils + 1),
    offer: new Uint32Array(length),
    worstMinutes: new Uint16Array(length),
    cost: new Uint16Array(length),
  }
  let to = 0
  const copy = (at: number, offer: number): void => {
    doubled.offer[to] = offer
    doubled.worstMinutes[to] = problem.worstMinutes[at]!
    doubled.cost[to++] = problem.cost[at]!
  }
  for (let pupil = 0; pupil < pupils; pupil++) {
    for (let at = start[pupil]!; at < start[pupil + 1]!; at++) copy(at, problem.offer[at]!)
    for (let at = start[pupil]!; at < start[pupil + 1]!; at++) {
      const own = first[problem.offer[at]!]!
      if (own >= 0) copy(at, own)
    }
    doubled.start[pupil + 1] = to
  }
  const seats = problem.seats.slice()
  for (const group of groups) seats[group]! -= needed[group]!
  return {
    ...problem,
    ...doubled,
    offers: offers + groups.length,
    seats: Int32Array.from([...seats, ...groups.map((group) => needed[group]!)]),
    offerKey: Uint32Array.from([...problem.offerKey, ...groups.map((group) => problem.offerKey[group]!)]),
    mustFill: Uint8Array.from({ length: offers + groups.length }, (_, offer) => (offer < offers ? 0 : 1)),
  }
}

/** The solution of such a problem, told of the groups as they were: their dual value is that of the mandatory seats. */
export function joinMandatorySeats(solution: Solution, offers: number, groups: readonly number[]): Solution {
  if (groups.length === 0) return solution
  const offerDual = solution.offerDual.slice(0, offers)
  // Where others sit beyond the mandatory seats, both have the same value; where nobody does, this is the one that binds.
  for (const [index, group] of groups.entries()) offerDual[group] = solution.offerDual[offers + index]!
  const known = (offer: number): boolean => offer < offers
  return {
    ...solution,
    offerOf: solution.offerOf.map((offer) => (offer < offers ? offer : groups[offer - offers]!)),
    offerDual,
    cover: { ...solution.cover, offers: solution.cover.offers.filter(known) },
    shortages: solution.shortages.map((shortage) => ({ ...shortage, offers: shortage.offers.filter(known) })),
  }
}
