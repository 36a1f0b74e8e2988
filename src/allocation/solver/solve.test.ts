import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Problem, solve } from './index.ts'
import { checkSolution, pairsOf, problemOf, problems } from './solver-world.ts'
import { tieBreak } from './tie-break.ts'

/** The pupils kept one by one in order of standing, by trying all seatings (augmenting paths, recursively). */
function greedyByStanding(problem: Problem): boolean[] {
  const order = Array.from({ length: problem.pupils }, (_, p) => p).sort(
    (a, b) => problem.standing[a]! - problem.standing[b]!,
  )
  const seated: number[][] = Array.from({ length: problem.offers }, () => [])
  const kept = new Array<boolean>(problem.pupils).fill(false)
  const place = (p: number, seen: Set<number>): boolean => {
    for (let e = problem.start[p]!; e < problem.start[p + 1]!; e++) {
      const o = problem.offer[e]!
      if (seen.has(o)) continue
      seen.add(o)
      if (seated[o]!.length < problem.seats[o]!) {
        seated[o]!.push(p)
        return true
      }
      for (let i = 0; i < seated[o]!.length; i++) {
        if (!place(seated[o]![i]!, seen)) continue
        seated[o]![i] = p
        return true
      }
    }
    return false
  }
  for (const p of order) kept[p] = place(p, new Set())
  return kept
}

/** The lexicographically least objectives, tie-break included, over all seatings of exactly these pupils. */
function leastByExhaustion(problem: Problem, kept: readonly boolean[]): { value: number[]; seatings: number[][] } {
  const pupils = kept.flatMap((is, p) => (is ? [p] : []))
  const free = Array.from(problem.seats)
  const at = new Array<number>(problem.pupils).fill(-1)
  let best: number[] | undefined
  let seatings: number[][] = []
  const go = (i: number, sum: readonly number[]): void => {
    if (best && isLess(best, sum)) return
    const p = pupils[i]
    if (p === undefined) {
      if (!best || isLess(sum, best)) {
        best = [...sum]
        seatings = []
      }
      seatings.push([...at])
      return
    }
    for (let e = problem.start[p]!; e < problem.start[p + 1]!; e++) {
      const o = problem.offer[e]!
      if (free[o] === 0) continue
      free[o]!--
      at[p] = o
      const minutes = problem.worstMinutes[e]!
      const own = [
        minutes > 60 ? 1 : 0,
        minutes > 45 ? 1 : 0,
        minutes > 30 ? 1 : 0,
        problem.cost[e]!,
        tieBreak(problem.pupilKey[p]!, problem.offerKey[o]!),
      ]
      go(
        i + 1,
        own.map((value, k) => value + sum[k]!),
      )
      free[o]!++
      at[p] = -1
    }
  }
  go(0, [0, 0, 0, 0, 0])
  return { value: best ?? [], seatings }
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k]! < b[k]!
  return false
}

void test('small problems: the pupils are those standing keeps, and the seating the least of all, tie-break included', () => {
  fc.assert(
    fc.property(fc.oneof(problems(6, 5, 3), problems(8, 4, 2), problems(5, 7, 1)), (problem) => {
      const solution = solve(problem)
      checkSolution(problem, solution)
      const kept = greedyByStanding(problem)
      assert.deepEqual(
        Array.from(solution.offerOf, (o) => o >= 0),
        kept,
      )
      const { value, seatings } = leastByExhaustion(problem, kept)
      const { over60, over45, over30, totalCost } = solution
      assert.deepEqual([over60, over45, over30, totalCost], value.slice(0, 4))
      assert.ok(seatings.some((at) => at.every((o, p) => o === solution.offerOf[p])))
    }),
    { numRuns: Number(process.env.PASSERELLE_SOLVER_RUNS ?? 4000) },
  )
})

void test('solved one objective after the other, the result is the same, and proved as well', () => {
  fc.assert(
    fc.property(problems(12, 6, 3), (problem) => {
      const separately = solve(problem, { oneByOne: true })
      checkSolution(problem, separately)
      assert.deepEqual(separately.offerOf, solve(problem).offerOf)
    }),
    { numRuns: 1500 },
  )
})

void test('numbering pupils and offers otherwise, or ordering rows otherwise, changes nothing', () => {
  const shuffled = (length: number) =>
    fc.shuffledSubarray(
      Array.from({ length }, (_, i) => i),
      { minLength: length },
    )
  const renumbered = problems(14, 7, 3).chain((problem) =>
    fc.tuple(fc.constant(problem), shuffled(problem.pupils), shuffled(problem.offers), fc.boolean()),
  )
  fc.assert(
    fc.property(renumbered, ([problem, pupilTo, offerTo, backwards]) => {
      const pairs = pairsOf(problem).map((pair) => ({
        ...pair,
        pupil: pupilTo[pair.pupil]!,
        offer: offerTo[pair.offer]!,
      }))
      if (backwards) pairs.reverse()
      const moved = <T>(values: ArrayLike<T>, to: readonly number[]): T[] => {
        const result: T[] = []
        for (let i = 0; i < to.length; i++) result[to[i]!] = values[i]!
        return result
      }
      const other = problemOf(problem.pupils, moved(problem.seats, offerTo), pairs, moved(problem.standing, pupilTo), {
        pupil: moved(problem.pupilKey, pupilTo),
        offer: moved(problem.offerKey, offerTo),
      })
      const { offerOf } = solve(problem)
      const again = solve(other)
      for (let p = 0; p < problem.pupils; p++) {
        assert.equal(again.offerOf[pupilTo[p]!], offerOf[p]! < 0 ? -1 : offerTo[offerOf[p]!])
      }
    }),
    { numRuns: 1500 },
  )
})

void test('one more acceptable place, one more seat, or somebody else gone, un-places nobody', () => {
  fc.assert(
    fc.property(problems(10, 6, 2), fc.nat(), fc.nat(), ({ ...problem }, which, where) => {
      if (problem.pupils === 0 || problem.offers === 0) return
      const before = solve(problem)
      const [p, o] = [which % problem.pupils, where % problem.offers]
      const stillPlaced = (after: Problem, except = -1): void => {
        const { offerOf, placed } = solve(after)
        for (let q = 0; q < problem.pupils; q++) {
          if (before.offerOf[q]! >= 0 && q !== except) assert.ok(offerOf[q]! >= 0, `pupil ${q} lost the place`)
        }
        assert.ok(placed >= before.placed - (except < 0 ? 0 : 1))
      }
      stillPlaced({ ...problem, seats: problem.seats.map((seats, i) => (i === o ? seats + 1 : seats)) })
      const pairs = pairsOf(problem)
      const seats = Array.from(problem.seats)
      const standing = Array.from(problem.standing)
      const gone = pairs.filter((pair) => pair.pupil !== p)
      stillPlaced(problemOf(problem.pupils, seats, gone, standing), p)
      // A place more for p may cost those who stand after p theirs, but never p, nor anyone before.
      const more = solve(
        problemOf(problem.pupils, seats, [...pairs, { pupil: p, offer: o, minutes: 20, cost: 9 }], standing),
      )
      assert.ok(more.placed >= before.placed)
      for (let q = 0; q < problem.pupils; q++) {
        if (before.offerOf[q]! >= 0 && standing[q]! <= standing[p]!) assert.ok(more.offerOf[q]! >= 0)
      }
    }),
    { numRuns: 1500 },
  )
})
