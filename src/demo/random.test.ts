import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { runningTotals, seededRandom, shareOut } from './random.ts'

test('the same seed gives the same draws, and a fork is not moved by other draws', () => {
  const [one, other] = [seededRandom('a'), seededRandom('a')]
  assert.equal(one.next(), other.next())
  one.next()
  assert.equal(one.fork('x').next(), other.fork('x').next())
  assert.notEqual(seededRandom('a').next(), seededRandom('b').next())
})

test('shares add up to the total and stay within one of their exact part', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 }),
      (total, weights) => {
        const sum = weights.reduce((all, weight) => all + weight, 0)
        fc.pre(sum > 0)
        const parts = shareOut(total, weights)
        assert.equal(
          parts.reduce((all, part) => all + part, 0),
          total,
        )
        for (const [index, part] of parts.entries()) assert.ok(Math.abs(part - (total * weights[index]!) / sum) <= 1)
      },
    ),
  )
})

test('a weight of nothing is never drawn, and heavier ones are drawn more', () => {
  const random = seededRandom('weights')
  const counts = [0, 0, 0]
  for (let draw = 0; draw < 9000; draw++) counts[random.pickRunning(runningTotals([2, 0, 1]))]! += 1
  assert.equal(counts[1], 0)
  assert.ok(counts[0]! > 5500 && counts[0]! < 6500, counts.join(' '))
})
