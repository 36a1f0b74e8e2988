import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Problem, solve } from './index.ts'
import { checkSolution, problems } from './solver-world.ts'
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
      if (free[o]! === 0) continue
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

test('small problems: the pupils are those standing keeps, and the seating the least of all, tie-break included', () => {
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
    { numRuns: Number(process.env.PASSERELLE_SOLVER_RUNS ?? 6000) },
  )
})
