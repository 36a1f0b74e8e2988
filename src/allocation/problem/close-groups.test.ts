import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { solve } from '../solver/index.ts'
import type { Candidates } from './candidates.ts'
import { type GroupedSolution, solveWithGroups } from './close-groups.ts'

interface Wish {
  readonly offer: number
  readonly cost: number
}

/** Pupils by the offers each can take, in order of standing; all journeys last 20 minutes. */
function candidates(wishes: readonly (readonly Wish[])[], seats: readonly number[]): Candidates {
  const rows = wishes.map((row) => row.toSorted((a, b) => a.offer - b.offer))
  const offer = Uint32Array.from(rows.flat(), (wish) => wish.offer)
  return {
    pupils: rows.length,
    offers: seats.length,
    seats: Int32Array.from(seats),
    start: Uint32Array.from([0, ...rows.map((_, index) => rows.slice(0, index + 1).flat().length)]),
    offer,
    worstMinutes: new Uint16Array(offer.length).fill(20),
    minutesOut: new Uint16Array(offer.length).fill(20),
    cost: Uint16Array.from(rows.flat(), (wish) => wish.cost),
    standing: Uint32Array.from(rows.keys()),
    pupilKey: Uint32Array.from(rows.keys(), (each) => Math.imul(each + 1, 0x9e3779b1)),
    offerKey: Uint32Array.from(seats.keys()),
  }
}
const run = (
  wishes: readonly (readonly Wish[])[],
  seats: readonly number[],
  needed: readonly number[],
): GroupedSolution => solveWithGroups(candidates(wishes, seats), { needed: Int32Array.from(needed) }, solve)
/** Offers cost more the higher their number. */
const plain = (wanted: readonly (readonly number[])[]): Wish[][] =>
  wanted.map((row) => [...new Set(row)].map((offer) => ({ offer, cost: 40 + offer })))
const grouped = (wanted: readonly (readonly number[])[], seats: readonly number[], needed: readonly number[]) =>
  run(plain(wanted), seats, needed)

test('a group that nothing could fill closes before anything is solved', () => {
  const { closed, solution, rounds } = grouped([[0], [0], [1]], [5, 1], [3, 0])
  assert.deepEqual(closed, [{ offer: 0, had: 0, needed: 3, round: 0, why: 'too_few' }])
  assert.deepEqual([[...solution.offerOf], rounds], [[-1, -1, 1], 1])
})

test('a group that falls short closes when its pupils find room elsewhere', () => {
  // The last pupil costs less at offer 0, so that the group of offer 1 misses one; offer 2 has room for all.
  const { closed, solution, rounds } = grouped(
    [
      [1, 2],
      [1, 2],
      [1, 2],
      [0, 1],
    ],
    [1, 4, 4],
    [0, 4, 2],
  )
  assert.deepEqual([closed, rounds], [[{ offer: 1, had: 3, needed: 4, round: 1, why: 'spare' }], 2])
  assert.deepEqual([...solution.offerOf], [2, 2, 2, 0])
})

test('a group that falls short is filled rather than closed when somebody would lose a place', () => {
  // Offer 0 has two seats and costs less; the group of offer 1 needs two. Two in it and one outside place all three.
  const { closed, filled, solution } = grouped(
    [
      [0, 1],
      [0, 1],
      [0, 1],
    ],
    [2, 3],
    [0, 2],
  )
  assert.deepEqual([closed, filled, solution.placed], [[], [1], 3])
  assert.equal(solution.offerOf.filter((offer) => offer === 1).length, 2)
  // One seat more in the group would save what a pupil costs more there: the price of its least size.
  assert.equal(solution.offerDual[1], 1n)
})

test('of two groups that cannot both be filled, the one that misses least is kept', () => {
  const { closed, solution } = grouped([[1], [1], [1, 2], [2]], [0, 3, 3], [0, 3, 2])
  assert.deepEqual(closed, [{ offer: 2, had: 1, needed: 2, round: 1, why: 'contested' }])
  assert.deepEqual([...solution.offerOf], [1, 1, 1, -1])
})

test('of two groups that fall short, the one that misses most closes first, and may fill the other', () => {
  // Two pupils prefer offer 1, which needs five; one prefers offer 2, which needs three. Others prefer a single seat each.
  const wanted = [[1, 2], [1, 2], [2], [0, 1, 2], [3, 1], [4, 1], [5, 2]]
  const { closed, solution } = grouped(wanted, [1, 5, 5, 1, 1, 1], [0, 5, 3, 0, 0, 0])
  assert.deepEqual(
    closed.map(({ offer }) => offer),
    [1],
  )
  assert.equal(solution.placed, 7)
})

test('a group that asks for nobody stays open', () => {
  const { closed, solution } = grouped([[0, 1]], [1, 3], [0, 1])
  assert.deepEqual([closed, [...solution.offerOf]], [[], [0]])
})

/** Every way to place exactly these pupils, with its cost and how many each offer gets. */
function* ways(wishes: readonly (readonly Wish[])[], seats: readonly number[], who: readonly number[]) {
  const had = seats.map(() => 0)
  function* place(index: number, cost: number): Generator<{ cost: number; had: readonly number[] }> {
    if (index === who.length) yield { cost, had }
    else
      for (const wish of wishes[who[index]!]!) {
        if (had[wish.offer]! >= seats[wish.offer]!) continue
        had[wish.offer]!++
        yield* place(index + 1, cost + wish.cost)
        had[wish.offer]!--
      }
  }
  yield* place(0, 0)
}
const placeable = (wishes: readonly (readonly Wish[])[], seats: readonly number[], who: readonly number[]): boolean =>
  !ways(wishes, seats, who).next().done

test('on random problems groups run full enough or not at all, closing costs no place, and the rest is best', () => {
  const seen = { too_few: 0, spare: 0, contested: 0, filled: 0 }
  const wish = fc.record({ offer: fc.nat(4), cost: fc.nat(6) })
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(wish, { maxLength: 4, selector: ({ offer }) => offer }), { maxLength: 7 }),
      fc.array(fc.nat(4), { minLength: 5, maxLength: 5 }),
      fc.array(fc.constantFrom(0, 0, 2, 3), { minLength: 5, maxLength: 5 }),
      (wishes, seats, needed) => {
        const { solution, closed, filled } = run(wishes, seats, needed)
        for (const { why } of closed) seen[why]++
        seen.filled += filled.length
        const without = (offers: readonly number[]) => seats.map((count, offer) => (offers.includes(offer) ? 0 : count))
        const lost = closed.filter(({ why }) => why !== 'spare').map(({ offer }) => offer)
        const all = closed.map(({ offer }) => offer)
        const had = seats.map((_, offer) => solution.offerOf.filter((each) => each === offer).length)
        for (const offer of seats.keys()) {
          assert.ok(had[offer]! <= seats[offer]!)
          assert.ok(had[offer] === 0 || had[offer]! >= needed[offer]!)
          if (all.includes(offer)) assert.equal(had[offer], 0)
        }

        // Who is placed: as if no spare group had closed, whoever can be placed beside those who stand before.
        const kept: number[] = []
        for (const pupil of wishes.keys()) if (placeable(wishes, without(lost), [...kept, pupil])) kept.push(pupil)
        assert.deepEqual(
          [...wishes.keys()].filter((pupil) => solution.offerOf[pupil]! >= 0),
          kept,
        )
        for (const group of filled) assert.ok(!placeable(wishes, without([...all, group]), kept), 'kept for a reason')

        // Least cost among all ways to place them in which each open group has nobody or enough.
        let least = Infinity
        for (const way of ways(wishes, without(all), kept))
          if (way.had.every((count, offer) => count === 0 || count >= needed[offer]!)) least = Math.min(least, way.cost)
        assert.equal(solution.totalCost, kept.length === 0 ? 0 : least)

        // And the proof of it.
        for (const offer of seats.keys()) {
          const dual = solution.offerDual[offer]!
          if (dual > 0n) assert.ok(filled.includes(offer) && had[offer] === needed[offer])
          if (dual < 0n && !all.includes(offer)) assert.equal(had[offer], seats[offer])
        }
        for (const pupil of kept)
          for (const { offer, cost } of wishes[pupil]!) {
            if (all.includes(offer)) continue
            const slack = BigInt(cost) * solution.weights.cost - solution.pupilDual[pupil]! - solution.offerDual[offer]!
            assert.ok(slack >= 0n && (solution.offerOf[pupil] !== offer || slack === 0n))
          }
      },
    ),
    { numRuns: 1500 },
  )
  for (const [kind, times] of Object.entries(seen)) assert.ok(times > 0, `no group was ${kind}`)
})
