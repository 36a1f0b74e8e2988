import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Problem, Solution } from './index.ts'

/** What tests of the solver share: small problems written pair by pair, random ones, and a checker of all it claims. */
export interface Pair {
  readonly pupil: number
  readonly offer: number
  readonly minutes: number
  readonly cost: number
}

/** A problem of these pairs. Without standing, pupils stand in their order; keys are made of the numbers. */
export function problemOf(
  pupils: number,
  seats: readonly number[],
  pairs: readonly Pair[],
  standing?: readonly number[],
  keys?: { readonly pupil: ArrayLike<number>; readonly offer: ArrayLike<number> },
): Problem {
  const sorted = [...pairs].sort((a, b) => a.pupil - b.pupil)
  const start = new Uint32Array(pupils + 1)
  for (const { pupil } of sorted) start[pupil + 1]!++
  for (let p = 0; p < pupils; p++) start[p + 1]! += start[p]!
  return {
    pupils,
    offers: seats.length,
    seats: Int32Array.from(seats),
    start,
    offer: Uint32Array.from(sorted, (pair) => pair.offer),
    worstMinutes: Uint16Array.from(sorted, (pair) => pair.minutes),
    cost: Uint16Array.from(sorted, (pair) => pair.cost),
    standing: Uint32Array.from(standing ?? Array.from({ length: pupils }, (_, p) => p)),
    pupilKey: Uint32Array.from({ length: pupils }, (_, p) => keys?.pupil[p] ?? Math.imul(p + 1, 0x9e3779b1)),
    offerKey: Uint32Array.from({ length: seats.length }, (_, o) => keys?.offer[o] ?? Math.imul(o + 7, 0x85ebca77)),
  }
}

/** The pairs of a problem, one by one. */
export function pairsOf(problem: Problem): Pair[] {
  const pairs: Pair[] = []
  for (let pupil = 0; pupil < problem.pupils; pupil++) {
    for (let e = problem.start[pupil]!; e < problem.start[pupil + 1]!; e++) {
      pairs.push({ pupil, offer: problem.offer[e]!, minutes: problem.worstMinutes[e]!, cost: problem.cost[e]! })
    }
  }
  return pairs
}

/** Random problems of at most this size, many of them with ties, shortages, empty offers and pupils without candidates. */
export function problems(maxPupils: number, maxOffers: number, maxSeats: number): fc.Arbitrary<Problem> {
  const minutes = fc.oneof(fc.constantFrom(20, 30, 31, 45, 46, 60, 61, 90), fc.nat(120))
  const cost = fc.oneof(fc.constantFrom(0, 1, 2, 65_535), fc.nat(30), fc.nat(65_535))
  const size = (most: number) =>
    fc.oneof({ weight: 1, arbitrary: fc.nat(most) }, { weight: 3, arbitrary: fc.constant(most) })
  return fc
    .record({ pupils: size(maxPupils), offers: size(maxOffers), absent: fc.constantFrom(0, 1, 2, 6) })
    .chain(({ pupils, offers, absent }) => {
      const cells = pupils * offers
      const cell = fc.oneof(
        { weight: absent, arbitrary: fc.constant(undefined) },
        { weight: 3, arbitrary: fc.record({ minutes, cost }) },
      )
      return fc
        .record({
          seats: fc.array(fc.nat(maxSeats), { minLength: offers, maxLength: offers }),
          cells: fc.array(cell, { minLength: cells, maxLength: cells }),
          standing: fc.shuffledSubarray(
            Array.from({ length: pupils }, (_, p) => p),
            { minLength: pupils },
          ),
        })
        .map(({ seats, cells: present, standing }) => {
          const pairs = present.flatMap((own, i) =>
            own ? [{ pupil: Math.floor(i / offers), offer: i % offers, ...own }] : [],
          )
          return problemOf(pupils, seats, pairs, standing)
        })
    })
}

/** Checks every claim of a solution from the problem alone: seats, counts, cover, shortages, weights and duals. */
export function checkSolution(problem: Problem, solution: Solution): void {
  const { pupils, offers, start, offer } = problem
  const { offerOf, weights } = solution
  const used = new Array<number>(offers).fill(0)
  const counts = { placed: 0, over60: 0, over45: 0, over30: 0, totalCost: 0 }
  const inCover = { pupil: new Set(solution.cover.pupils), offer: new Set(solution.cover.offers) }
  const composite = (e: number): bigint => {
    const minutes = problem.worstMinutes[e]!
    return (
      (minutes > 60 ? weights.over60 : 0n) +
      (minutes > 45 ? weights.over45 : 0n) +
      (minutes > 30 ? weights.over30 : 0n) +
      weights.cost * BigInt(problem.cost[e]!)
    )
  }
  for (let p = 0; p < pupils; p++) {
    let matched = false
    for (let e = start[p]!; e < start[p + 1]!; e++) {
      const o = offer[e]!
      assert.ok(inCover.pupil.has(p) || inCover.offer.has(o), 'every pair has an end in the cover')
      if (offerOf[p] === -1) continue
      const slack = composite(e) - solution.pupilDual[p]! - solution.offerDual[o]!
      assert.ok(slack >= 0n, 'the duals stay below the cost of every pair of a placed pupil')
      if (offerOf[p] !== o || matched) continue
      assert.equal(slack, 0n, 'the duals meet the cost where pupils are placed')
      matched = true
      used[o]!++
      const minutes = problem.worstMinutes[e]!
      counts.placed++
      counts.totalCost += problem.cost[e]!
      if (minutes > 60) counts.over60++
      if (minutes > 45) counts.over45++
      if (minutes > 30) counts.over30++
    }
    assert.equal(matched, offerOf[p] !== -1, 'pupils are placed at candidates')
  }
  const { placed, over60, over45, over30, totalCost } = solution
  assert.deepEqual({ placed, over60, over45, over30, totalCost }, counts)
  for (let o = 0; o < offers; o++) {
    assert.ok(used[o]! <= problem.seats[o]!, 'no offer has more pupils than seats')
    assert.ok(solution.offerDual[o]! <= 0n)
    if (used[o]! < problem.seats[o]!) assert.equal(solution.offerDual[o], 0n, 'a free seat costs nothing')
  }
  const seatsOf = (list: Iterable<number>): number => [...list].reduce((sum, o) => sum + problem.seats[o]!, 0)
  assert.equal(inCover.pupil.size, solution.cover.pupils.length)
  assert.equal(inCover.offer.size, solution.cover.offers.length)
  assert.equal(inCover.pupil.size + seatsOf(inCover.offer), placed, 'the cover weighs as much as pupils are placed')
  const most = BigInt(problem.cost.reduce((a, b) => Math.max(a, b), 0))
  const n = BigInt(placed)
  assert.ok(weights.cost >= 1n)
  assert.ok(weights.over30 > n * weights.cost * most)
  assert.ok(weights.over45 > n * (weights.over30 + weights.cost * most))
  assert.ok(weights.over60 > n * (weights.over45 + weights.over30 + weights.cost * most))

  const grouped = { pupil: new Set<number>(), offer: new Set<number>() }
  for (const shortage of solution.shortages) {
    const own = new Set(shortage.offers)
    assert.equal(seatsOf(own), shortage.seats)
    assert.ok(shortage.pupils.length > shortage.seats, 'a shortage has fewer seats than pupils')
    for (const p of shortage.pupils) {
      assert.ok(!grouped.pupil.has(p), 'shortages are disjoint')
      grouped.pupil.add(p)
      for (let e = start[p]!; e < start[p + 1]!; e++) assert.ok(own.has(offer[e]!), 'they reach nothing else')
    }
    for (const o of own) {
      assert.ok(!grouped.offer.has(o), 'shortages are disjoint')
      grouped.offer.add(o)
    }
    const out = [...shortage.pupils].filter((p) => offerOf[p] === -1).length
    assert.equal(out, shortage.pupils.length - shortage.seats)
  }
  for (let p = 0; p < pupils; p++) {
    if (offerOf[p] === -1) assert.ok(grouped.pupil.has(p), 'every pupil left out belongs to a shortage')
  }
}
