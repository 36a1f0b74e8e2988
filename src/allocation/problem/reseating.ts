import type { Problem } from '../solver/index.ts'

/** A seating from which offers can be taken away, one after the other, as long as everybody seated keeps a seat. */
export interface Reseating {
  /** Pupils seated at each offer as things stand. */
  readonly had: Int32Array
  /** Whether those seated at an offer could all sit elsewhere, others moving at need. */
  readonly canDoWithout: (offer: number) => boolean
  /** Moves those seated at an offer elsewhere for good; false, and nothing has changed, when somebody would lose the seat. */
  readonly close: (offer: number) => boolean
}

/** `offerOf` is the seating to begin with, -1 for pupils without a seat, who stay without one. */
export function reseating(problem: Problem, offerOf: Int32Array): Reseating {
  const { offers, seats, start, offer, worstMinutes, cost } = problem
  const seat = offerOf.slice()
  const had = new Int32Array(offers)
  const members = Array.from({ length: offers }, (): number[] => [])
  const shut = new Uint8Array(offers)
  const seenIn = new Int32Array(offers)
  const viaPupil = new Int32Array(offers)
  let search = 0

  const leave = (pupil: number): void => {
    const from = seat[pupil]!
    if (from < 0) return
    const list = members[from]!
    list.splice(list.indexOf(pupil), 1)
    had[from]!--
    seat[pupil] = -1
  }
  const take = (pupil: number, to: number): void => {
    leave(pupil)
    members[to]!.push(pupil)
    had[to]!++
    seat[pupil] = to
  }
  for (const [pupil, at] of offerOf.entries()) {
    if (at < 0) continue
    seat[pupil] = -1
    take(pupil, at)
  }

  /** The free seat a pupil would mind least, by minutes in their tier, then cost. */
  const freeSeat = (pupil: number): number => {
    let [best, dearest] = [-1, Infinity]
    for (let at = start[pupil]!; at < start[pupil + 1]!; at++) {
      const to = offer[at]!
      if (shut[to] === 1 || had[to]! >= seats[to]!) continue
      const minutes = worstMinutes[at]!
      const value = (minutes > 60 ? 3 : minutes > 45 ? 2 : minutes > 30 ? 1 : 0) * 65_536 + cost[at]!
      if (value < dearest) [best, dearest] = [to, value]
    }
    return best
  }
  /** Seats a pupil, at need by a shortest chain of moves. */
  const place = (root: number): boolean => {
    search++
    const queue = [root]
    for (const pupil of queue) {
      const free = freeSeat(pupil)
      if (free >= 0) {
        for (let [mover, to] = [pupil, free]; ; ) {
          const from = seat[mover]!
          take(mover, to)
          if (mover === root) return true
          ;[mover, to] = [viaPupil[from]!, from]
        }
      }
      for (let at = start[pupil]!; at < start[pupil + 1]!; at++) {
        const to = offer[at]!
        if (shut[to] === 1 || seenIn[to] === search) continue
        seenIn[to] = search
        viaPupil[to] = pupil
        for (const member of members[to]!) queue.push(member)
      }
    }
    return false
  }

  /** Closes an offer and seats its members elsewhere, or says that it cannot; gives back how all was before. */
  const empty = (group: number) => {
    const before = seat.slice()
    const movers = members[group]!.toSorted((a, b) => a - b)
    shut[group] = 1
    for (const pupil of movers) leave(pupil)
    return { done: movers.every(place), before }
  }
  const restore = (group: number, before: Int32Array): void => {
    shut[group] = 0
    for (const [pupil, at] of before.entries()) if (at >= 0 && seat[pupil] !== at) take(pupil, at)
  }

  return {
    had,
    canDoWithout(group) {
      const { done, before } = empty(group)
      restore(group, before)
      return done
    },
    close(group) {
      const { done, before } = empty(group)
      if (!done) restore(group, before)
      return done
    },
  }
}
