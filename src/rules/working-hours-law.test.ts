import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SchemeId } from './scheme.ts'
import { hoursLimit, hoursRefusal } from './working-hours-law.ts'

const june = Temporal.PlainDate.from('2026-06-15')
const hours = (start: string, end: string, breakMinutes = 60) => {
  const seconds = (text: string) => Temporal.PlainTime.from(text).since('00:00').total('seconds')
  return { startSeconds: seconds(start), endSeconds: seconds(end), breakMinutes }
}
const refusal = (scheme: SchemeId, age: number, day: ReturnType<typeof hours>, days = 5) =>
  hoursRefusal(hoursLimit(scheme, age, june), day, days)

/** Scheme, age, the last hours allowed, the first refused, by which limit, working days of the week. */
const cases: readonly (readonly [
  SchemeId,
  number,
  ReturnType<typeof hours>,
  ReturnType<typeof hours>,
  string,
  number,
])[] = [
  ['observation-2de', 15, hours('09:00', '17:00'), hours('09:00', '17:01'), 'day', 5],
  ['observation-2de', 14, hours('09:00', '16:00'), hours('09:00', '16:01'), 'week', 5],
  ['observation-2de', 14, hours('09:00', '17:00'), hours('09:00', '17:01'), 'day', 4],
  ['observation-3e', 17, hours('06:00', '14:00'), hours('05:59', '13:59'), 'window', 5],
  ['observation-3e', 17, hours('12:00', '20:00'), hours('12:01', '20:01'), 'window', 5],
  ['observation-4e', 14, hours('09:00', '15:00', 30), hours('09:00', '15:00', 29), 'pause', 5],
  ['observation-4e', 14, hours('09:00', '13:30', 0), hours('09:00', '13:31', 0), 'pause', 5],
  ['pfmp', 15, hours('09:00', '17:00'), hours('09:00', '17:01'), 'day', 5],
  ['pfmp', 16, hours('09:00', '17:00'), hours('09:00', '17:01'), 'week', 5],
  ['pfmp', 17, hours('09:00', '18:00'), hours('09:00', '18:01'), 'day', 4],
  ['pfmp', 17, hours('14:00', '22:00'), hours('14:01', '22:01'), 'window', 5],
  ['pmsmp', 18, hours('08:00', '18:36'), hours('08:00', '18:37'), 'week', 5],
  ['pmsmp', 18, hours('08:00', '14:00', 0), hours('08:00', '14:01', 19), 'pause', 5],
]
for (const [scheme, age, last, first, limit, days] of cases)
  test(`${scheme} at ${age}: a minute more than the limit by ${limit} is refused, the limit itself is not`, () => {
    assert.equal(refusal(scheme, age, last, days), undefined)
    assert.equal(refusal(scheme, age, first, days), limit)
  })

test('an adult on an observation sequence keeps the hours of minors', () => {
  assert.equal(refusal('observation-2de', 18, hours('09:00', '17:01')), 'day')
})

test('a day before the first version of the law is an error, not a permission', () => {
  assert.throws(() => hoursLimit('pfmp', 16, Temporal.PlainDate.from('2018-12-31')), RangeError)
})
