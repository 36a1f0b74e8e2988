import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { check } from './check.ts'
import type { Placement } from './placement.ts'
import { dates, placement, presence } from './sample-placement.ts'
import { type SchemeId, schemeIds } from './scheme.ts'

const scheme = fc.constantFrom<SchemeId>(...schemeIds)
const span = fc
  .tuple(fc.integer({ min: 0, max: 1400 }), fc.integer({ min: 1, max: 700 }))
  .map(([start, length]) => ({ start, end: start + length }))
const day = fc.record({
  date: fc
    .integer({ min: 0, max: 40 })
    .map((after) => Temporal.PlainDate.from('2026-05-25').add({ days: after }).toString()),
  spans: fc.array(span, { minLength: 1, maxLength: 3 }),
})
const facts = fc
  .record({ scheme, years: fc.integer({ min: 12, max: 30 }), days: fc.array(day, { minLength: 1, maxLength: 12 }) })
  .map(({ years, ...rest }) =>
    placement({ ...rest, submittedOn: '2026-06-01', person: { birthDate: `${2026 - years}-06-10` }, zone: 'B' }),
  )

/** Rules and, for those about a week or a day, where: what a longer presence must not make go away. */
const refusals = (of: Placement) =>
  new Set(check(of).flatMap(({ rule, severity }) => (severity === 'refused' ? [rule] : [])))

test('adding presence never removes a violation', () => {
  fc.assert(
    fc.property(facts, fc.array(day, { minLength: 1, maxLength: 4 }), (before, added) => {
      const after = refusals({ ...before, days: [...before.days, ...added] })
      for (const rule of refusals(before)) assert.ok(after.has(rule), rule)
    }),
    { numRuns: 400 },
  )
})

test('shifting a schedule by whole weeks changes nothing, calendars, ages and dates aside', () => {
  const ofCalendars = [
    'public-holiday',
    'school-holidays',
    'outside-class',
    'start-in-past',
    'seconde-window',
    'seconde-weeks',
  ]
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 20 }), (before, weeks) => {
      // As old on every day of both.
      const person = { birthDate: '2010-01-01' }
      const later = before.days.map(({ date, spans }) => ({
        date: Temporal.PlainDate.from(date).add({ weeks }).toString(),
        spans,
      }))
      const said = (days: Placement['days']) =>
        check({ ...before, person, days })
          .filter(({ rule }) => !ofCalendars.includes(rule) && rule !== 'pmsmp-month' && rule !== 'five-days')
          .map(({ rule, severity, where }) => [
            rule,
            severity,
            where.field,
            where.day === undefined ? '' : Temporal.PlainDate.from(where.day).dayOfWeek,
          ])
      assert.deepEqual(said(later), said(before.days))
    }),
    { numRuns: 300 },
  )
})

test('the order of days, and how presence is cut into pieces, change nothing', () => {
  fc.assert(
    fc.property(facts, (before) => {
      const cut = before.days.toReversed().flatMap(({ date, spans }) =>
        spans.flatMap(({ start, end }) => {
          const middle = Math.floor((start + end) / 2)
          return [
            { date, spans: [{ start: middle, end }] },
            { date, spans: [{ start, end: middle }] },
          ]
        }),
      )
      assert.deepEqual(check({ ...before, days: cut }), check(before))
    }),
    { numRuns: 200 },
  )
})

test('presence that is empty or turned round counts for nothing', () => {
  const days = presence(dates('2026-01-19', '2026-01-23'))
  const odd = [
    {
      date: '2026-01-25',
      spans: [
        { start: 600, end: 600 },
        { start: 700, end: 600 },
      ],
    },
  ]
  assert.deepEqual(check(placement({ days: [...days, ...odd] })), check(placement({ days })))
})
