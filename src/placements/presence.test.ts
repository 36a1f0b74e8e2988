import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { expectedHalves, halvesOf } from './half-day.ts'
import { saidDays, sumPresence, unsaidOfWeek } from './presence.ts'

const span = (start: number, end: number) => ({ start: start * 60, end: end * 60 })
const whole = [span(9, 12), span(13, 16.5)]
/** Two weeks from Monday to Friday, Wednesdays in the morning only. */
const june = Array.from({ length: 12 }, (_, at) => Temporal.PlainDate.from('2026-06-15').add({ days: at }))
  .filter(({ dayOfWeek }) => dayOfWeek < 6)
  .map((day) => ({ date: day.toString(), spans: day.dayOfWeek === 3 ? [span(9, 12.5)] : whole }))

test('a day with a break has two half-days, a morning one, an afternoon that starts late one', () => {
  const halves = (...spans: { start: number; end: number }[]) => halvesOf({ spans })
  assert.deepEqual(halves(...whole), ['am', 'pm'])
  assert.deepEqual(halves(span(9, 12.5)), ['am'])
  assert.deepEqual(halves(span(9, 13.5)), ['am'])
  assert.deepEqual(halves(span(13, 18)), ['pm'])
  assert.deepEqual(halves(span(8, 15)), ['am', 'pm'])
  assert.deepEqual(halves(span(12, 14)), ['am'])
  assert.deepEqual(halves(), [])
})

test('two hosts on the same half-day count it once, in order', () => {
  const both = expectedHalves([
    { date: '2026-06-16', spans: whole },
    { date: '2026-06-15', spans: [span(14, 17)] },
    { date: '2026-06-16', spans: [span(9, 11)] },
  ])
  assert.deepEqual(
    both.map(({ day, half }) => `${day} ${half}`),
    ['2026-06-15 pm', '2026-06-16 am', '2026-06-16 pm'],
  )
})

test('every expected half-day is present, absent or unsaid, whatever was said', () => {
  const expected = expectedHalves(june)
  const mark = fc.record({
    day: fc.integer({ min: 1, max: 30 }).map((date) => `2026-06-${String(date).padStart(2, '0')}`),
    half: fc.constantFrom('am' as const, 'pm' as const),
    present: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(mark), fc.integer({ min: 15, max: 26 }), (marks, date) => {
      const sum = sumPresence(expected, marks)
      assert.equal(sum.present + sum.absent + sum.unsaid, sum.expected)
      assert.equal(saidDays(expected, marks).flatMap(({ halves }) => halves).length, sum.expected)
      const today = Temporal.PlainDate.from({ year: 2026, month: 6, day: date })
      const fine = unsaidOfWeek(expected, marks, today)
      assert.ok(fine.every((half) => half.day <= today.toString() && half.day >= '2026-06-15'))
      // What « tout va bien » adds changes nothing that was said.
      const after = sumPresence(expected, [...marks, ...fine.map((half) => ({ ...half, present: true }))])
      assert.equal(after.absent, sum.absent)
      assert.equal(after.unsaid, sum.unsaid - fine.length)
    }),
    { numRuns: 40 },
  )
})
