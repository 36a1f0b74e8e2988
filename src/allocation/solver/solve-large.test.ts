import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { type Problem, solve } from './index.ts'
import { checkSolution, type Pair, pairsOf, problemOf } from './solver-world.ts'

// Its types describe the CommonJS build only.
const loadHighs: typeof import('highs', { with: { 'resolution-mode': 'require' }}).default = createRequire(
  import.meta.url,
)('highs')

/** Numbers in [0, 1), the same at every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function middling(seed: number, pupils: number, offers: number, seatsPerPupil: number): Problem {
  const random = chance(seed)
  const seats = new Array<number>(offers).fill(0)
  for (let i = 0; i < pupils * seatsPerPupil; i++) seats[Math.floor(random() ** 2 * offers)]!++
  const pairs: Pair[] = []
  for (let pupil = 0; pupil < pupils; pupil++) {
    for (let offer = 0; offer < offers; offer++) {
      const minutes = Math.floor(5 + 90 * Math.abs(pupil / pupils - offer / offers) * 3 + 20 * random())
      if (minutes < 75 && random() < 0.6) {
        pairs.push({ pupil, offer, minutes, cost: 2 * minutes + 15 * Math.floor(4 * random()) })
      }
    }
  }
  const standing = Array.from({ length: pupils }, (_, p) => (p * 37) % pupils)
  return problemOf(pupils, seats, pairs, standing)
}

void test('middling problems: a linear programming solver finds the same number placed and the same objectives', async () => {
  const highs = await loadHighs()
  for (const [seed, pupils, ratio] of [
    [1, 61, 0.8],
    [2, 83, 1],
    [3, 101, 1.2],
    [4, 149, 0.95],
  ] as const) {
    const problem = middling(seed, pupils, Math.round(pupils / 4), ratio)
    const solution = solve(problem)
    checkSolution(problem, solution)
    const pairs = pairsOf(problem)
    const sum = (terms: string[]): string => (terms.length === 0 ? '0 x0' : terms.join(' + '))
    const atOffers = Array.from(problem.seats, (seats, o) => {
      const terms = pairs.flatMap((pair, i) => (pair.offer === o ? [`x${i}`] : []))
      return terms.length === 0 ? '' : `${sum(terms)} <= ${seats}\n`
    }).join('')
    const bounds = `Bounds\n${pairs.map((_, i) => `0 <= x${i} <= 1\n`).join('')}End\n`
    const value = (goal: string, rows: string): number => {
      const result = highs.solve(`${goal}\nSubject To\n${atOffers}${rows}${bounds}`, { output_flag: false })
      assert.equal(result.Status, 'Optimal')
      return Math.round(result.ObjectiveValue)
    }
    const ofPupils = (sign: (p: number) => string): string =>
      Array.from({ length: pupils }, (_, p) => {
        const terms = pairs.flatMap((pair, i) => (pair.pupil === p ? [`x${i}`] : []))
        return terms.length === 0 ? '' : `${sum(terms)} ${sign(p)}\n`
      }).join('')
    assert.equal(
      value(
        `Maximize\n${sum(pairs.map((_, i) => `x${i}`))}`,
        ofPupils(() => '<= 1'),
      ),
      solution.placed,
    )

    let rows = ofPupils((p) => (solution.offerOf[p]! < 0 ? '= 0' : '= 1'))
    const over = (limit: number): string => sum(pairs.flatMap((pair, i) => (pair.minutes > limit ? [`x${i}`] : [])))
    const goals = [
      [over(60), solution.over60],
      [over(45), solution.over45],
      [over(30), solution.over30],
      [sum(pairs.map((pair, i) => `${pair.cost} x${i}`)), solution.totalCost],
    ] as const
    for (const [goal, ours] of goals) {
      assert.equal(value(`Minimize\n${goal}`, rows), ours)
      rows += `${goal} <= ${ours}\n`
    }
  }
})

void test('nobody, no offers, no candidates, no seats', () => {
  for (const problem of [
    problemOf(0, [], []),
    problemOf(3, [], []),
    problemOf(0, [2, 0], []),
    problemOf(2, [1, 1], []),
    problemOf(
      2,
      [0, 0],
      [
        { pupil: 0, offer: 0, minutes: 1, cost: 1 },
        { pupil: 1, offer: 1, minutes: 1, cost: 1 },
      ],
    ),
  ]) {
    const solution = solve(problem)
    checkSolution(problem, solution)
    assert.equal(solution.placed, 0)
  }
})

void test('one seat goes to whom standing puts first', () => {
  const pairs = Array.from({ length: 50 }, (_, pupil) => ({ pupil, offer: 0, minutes: pupil, cost: 65_535 - pupil }))
  const problem = problemOf(
    50,
    [1],
    pairs,
    Array.from({ length: 50 }, (_, p) => (p + 13) % 50),
  )
  const solution = solve(problem)
  checkSolution(problem, solution)
  assert.equal(solution.offerOf[37], 0)
  assert.equal(solution.shortages[0]?.pupils.length, 50)
})

void test('all equal: only the tie-break chooses, and the result is proved', () => {
  for (const seats of [2, 4]) {
    const pairs = Array.from({ length: 400 * 120 }, (_, i) => {
      return { pupil: Math.floor(i / 120), offer: i % 120, minutes: 20, cost: 0 }
    })
    const problem = problemOf(400, new Array<number>(120).fill(seats), pairs)
    const solution = solve(problem)
    checkSolution(problem, solution)
    assert.equal(solution.placed, Math.min(400, 120 * seats))
  }
})

void test('offers of a thousand seats and more, too few and enough', () => {
  const random = chance(5)
  const pairs = Array.from({ length: 6000 * 6 }, (_, i) => {
    const minutes = Math.floor(80 * random())
    return { pupil: Math.floor(i / 6), offer: i % 6, minutes, cost: 2 * minutes + Math.floor(60 * random()) }
  })
  for (const seats of [
    [1000, 1500, 2000, 1200, 10, 0],
    [1000, 1500, 2000, 1200, 900, 2_000_000_000],
  ]) {
    const problem = problemOf(6000, seats, pairs)
    checkSolution(problem, solve(problem))
  }
})

void test('a chain of 100,000 pupils who must all move one step', () => {
  const length = 100_000
  // Pupil p may sit at offers p and p + 1; the last pupil only at the first offer, and only the last offer has a seat over.
  for (const dear of [0, 1]) {
    const pairs: Pair[] = []
    for (let pupil = 0; pupil < length; pupil++) {
      pairs.push({ pupil, offer: pupil, minutes: 10, cost: dear })
      pairs.push({ pupil, offer: pupil + 1, minutes: 40, cost: 1 - dear })
    }
    pairs.push({ pupil: length, offer: 0, minutes: 10, cost: 0 })
    const problem = problemOf(length + 1, new Array<number>(length + 1).fill(1), pairs)
    const solution = solve(problem)
    assert.equal(solution.placed, length + 1)
    assert.ok(solution.offerOf.subarray(0, length).every((o, p) => o === p + 1))
    assert.equal(solution.over30, length)
  }
})

void test('prices that outgrow the packed digits are found out, and the objectives solved one by one', () => {
  // Somebody takes the first seat of one of two long chains, at either of which everybody then moves one step at great cost.
  const length = 600
  const pairs: Pair[] = []
  for (let pupil = 0; pupil < 2 * length; pupil++) {
    const own = pupil < length ? pupil : pupil + 1
    pairs.push({ pupil, offer: own, minutes: 10, cost: 0 }, { pupil, offer: own + 1, minutes: 10, cost: 65_535 })
  }
  const last = 2 * length
  pairs.push({ pupil: last, offer: 0, minutes: 10, cost: 0 }, { pupil: last, offer: length + 1, minutes: 10, cost: 0 })
  const problem = problemOf(last + 1, new Array<number>(last + 2).fill(1), pairs)
  const solution = solve(problem)
  checkSolution(problem, solution)
  assert.equal(solution.totalCost, length * 65_535)
})

void test('progress never goes back, and ends at one', () => {
  const shares: number[] = []
  solve(middling(7, 150, 30, 0.9), { onProgress: (share) => shares.push(share) })
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  )
  assert.equal(shares.at(-1), 1)
})
