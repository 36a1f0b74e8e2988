import type { CandidateGraph } from './candidate-graph.ts'
import type { MaximumMatching } from './maximum-matching.ts'
import type { ReversePairs } from './reverse-pairs.ts'
import { takeSlot } from './seating.ts'

const FAR = 2 ** 30

/**
 * Changes a maximum matching so that it seats the greedy basis of the transversal matroid (Edmonds and Fulkerson, 1965):
 * the pupils kept when all are taken in order of standing and each is kept if all those kept can still be seated together.
 *
 * In a matroid the same set is what remains when pupils are taken from the last standing to the first and each is dropped
 * if the number seated does not fall. Only pupils of the over-demanded part can be dropped; one who is seated can be iff
 * somebody without a seat, not dropped yet, reaches that seat alternately, and then takes it along the path. The search
 * goes backwards from the seat, guided by lower bounds of the distance to somebody waiting, which only ever grow (as in
 * Ahuja and Orlin's shortest augmenting paths, 1991) and are recomputed after each pass's worth of work. An offer that
 * nobody waiting reaches is closed for ever: no later path passes there. So failed searches cost little in all.
 */
export function keepBestStanding(
  graph: CandidateGraph,
  matching: MaximumMatching,
  reverse: ReversePairs,
  order: ArrayLike<number>,
): void {
  const { pupils, offers, start, offer } = graph
  const { seating, overDemandedPupil, overDemandedOffer } = matching
  const { offerOf, slotOf, slotStart, taken, pupilIn } = seating
  const dropped = new Uint8Array(pupils)
  // FAR: nobody waiting reaches the offer, now or ever.
  const distance = new Int32Array(offers)
  const nextPair = reverse.start.slice()
  const queue = new Int32Array(offers)
  // The offers from the seat sought to where the search stands, and the pupil who would move from each to the one before.
  const path = new Int32Array(offers + 1)
  const mover = new Int32Array(offers + 1)
  let pairs = 0
  for (let o = 0; o < offers; o++) if (overDemandedOffer[o] !== 0) pairs += reverse.start[o + 1]! - reverse.start[o]!
  let work = 0
  let waiting: number[] = []
  for (let p = 0; p < pupils; p++) if (offerOf[p]! < 0 && start[p]! < start[p + 1]!) waiting.push(p)
  let count = waiting.length

  measure()
  for (let i = pupils - 1; i >= 0 && count > 0; i--) {
    const p = order[i]!
    if (overDemandedPupil[p] === 0 || start[p] === start[p + 1]) continue
    if (offerOf[p]! < 0 || replace(p)) {
      dropped[p] = 1
      count--
    }
  }

  /** Distances by breadth from everybody waiting. */
  function measure(): void {
    distance.fill(FAR)
    nextPair.set(reverse.start)
    work = 0
    waiting = waiting.filter((p) => offerOf[p]! < 0 && dropped[p] === 0)
    let tail = 0
    for (const p of waiting) reach(p, 1)
    for (let head = 0; head < tail; head++) {
      const o = queue[head]!
      for (let slot = slotStart[o]!, end = slot + taken[o]!; slot < end; slot++) reach(pupilIn[slot]!, distance[o]! + 1)
    }
    function reach(p: number, length: number): void {
      for (let e = start[p]!, last = start[p + 1]!; e < last; e++) {
        const o = offer[e]!
        if (distance[o] !== FAR) continue
        distance[o] = length
        queue[tail++] = o
      }
    }
  }

  function replace(last: number): boolean {
    const root = offerOf[last]!
    path[0] = root
    let depth = 0
    while (distance[root]! < FAR) {
      const o = path[depth]!
      const wanted = distance[o]! - 1
      const end = reverse.start[o + 1]!
      let e = nextPair[o]!
      let found = -1
      for (; e < end; e++) {
        const p = reverse.pupil[e]!
        if (dropped[p] !== 0) continue
        const from = offerOf[p]!
        if (from < 0 ? wanted === 0 : distance[from] === wanted) {
          found = p
          break
        }
      }
      work += e - nextPair[o]! + 1
      nextPair[o] = e
      if (found >= 0) {
        mover[depth] = found
        if (wanted === 0) {
          moveAlong(depth, last)
          return true
        }
        path[++depth] = offerOf[found]!
        continue
      }
      if (work > pairs + offers) {
        measure()
        depth = 0
        continue
      }
      retreat(o)
      if (depth > 0) depth--
    }
    return false
  }

  /** Sets the distance of an offer without a next step to what its candidates' seats allow. */
  function retreat(o: number): void {
    let nearest = FAR
    for (let e = reverse.start[o]!, end = reverse.start[o + 1]!; e < end; e++) {
      const p = reverse.pupil[e]!
      if (dropped[p] !== 0) continue
      const from = offerOf[p]!
      if (from === o) continue
      const length = from < 0 ? 0 : distance[from]!
      if (length < nearest) nearest = length
    }
    work += reverse.start[o + 1]! - reverse.start[o]!
    distance[o] = Math.min(FAR, nearest + 1)
    nextPair[o] = reverse.start[o]!
  }

  function moveAlong(depth: number, last: number): void {
    let freed = slotOf[last]!
    for (let i = 0; i <= depth; i++) {
      const p = mover[i]!
      const left = slotOf[p]!
      takeSlot(seating, p, path[i]!, freed)
      freed = left
    }
    offerOf[last] = -1
    slotOf[last] = -1
  }
}
