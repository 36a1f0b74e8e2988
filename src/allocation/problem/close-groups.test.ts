import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { solve } from '../solver/index.ts'
import type { Candidates } from './candidates.ts'
import { solveWithGroups } from './close-groups.ts'

/** Pupils by the offers each can take, all journeys alike. */
function candidates(wanted: readonly (readonly number[])[], seats: readonly number[]): Candidates {
  const rows = wanted.map((row) => [...new Set(row)].toSorted((a, b) => a - b))
  const offer = Uint32Array.from(rows.flat())
  return {
    pupils: rows.length,
    offers: seats.length,
    seats: Int32Array.from(seats),
    start: Uint32Array.from([0, ...rows.map((_, index) => rows.slice(0, index + 1).flat().length)]),
    offer,
    worstMinutes: new Uint16Array(offer.length).fill(20),
    minutesOut: new Uint16Array(offer.length).fill(20),
    cost: Uint16Array.from(offer, (each) => 40 + each),
    standing: Uint32Array.from(rows.keys()),
    pupilKey: Uint32Array.from(rows.keys()),
    offerKey: Uint32Array.from(seats.keys()),
  }
}
const grouped = (wanted: readonly (readonly number[])[], seats: readonly number[], needed: readonly number[]) =>
  solveWithGroups(candidates(wanted, seats), { needed: Int32Array.from(needed) }, solve)

test('a group that nothing could fill closes before anything is solved', () => {
  const { closed, solution, rounds } = grouped([[0], [0], [1]], [5, 1], [3, 0])
  assert.deepEqual(closed, [{ offer: 0, had: 0, needed: 3, round: 0 }])
  assert.deepEqual([[...solution.offerOf], rounds], [[-1, -1, 1], 1])
})

test('a group that falls short closes, and its pupils go where there is room', () => {
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
  assert.deepEqual([closed, rounds], [[{ offer: 1, had: 3, needed: 4, round: 1 }], 2])
  assert.deepEqual([...solution.offerOf], [2, 2, 2, 0])
})

test('of two groups that fall short, the one that misses most closes first, and may fill the other', () => {
  // Two pupils prefer offer 1, which needs five; one prefers offer 2, which needs three. Others prefer a single seat each.
  const wanted = [[1, 2], [1, 2], [2], [0, 1, 2], [3, 1], [4, 1], [5, 2]]
  const { closed, solution } = grouped(wanted, [1, 5, 5, 1, 1, 1], [0, 5, 3, 0, 0, 0])
  assert.equal(closed[0]!.offer, 1)
  assert.equal(solution.placed, 7)
})

test('a group that asks for nobody stays open', () => {
  const { closed, solution } = grouped([[0, 1]], [1, 3], [0, 1])
  assert.deepEqual([closed, [...solution.offerOf]], [[], [0]])
})

test('on random problems each group ends with nobody or with enough, the closed ones with nobody', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(5), { maxLength: 4 }), { maxLength: 14 }),
      fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
      fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
      (wanted, seats, needed) => {
        const { solution, closed } = grouped(wanted, seats, needed)
        for (const offer of seats.keys()) {
          const had = solution.offerOf.filter((each) => each === offer).length
          assert.ok(had === 0 || had >= needed[offer]!)
          assert.ok(had <= seats[offer]!)
          if (closed.some((group) => group.offer === offer)) assert.equal(had, 0)
        }
      },
    ),
    { numRuns: 300 },
  )
})
