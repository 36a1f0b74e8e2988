import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueAt, type Pace, type Rhythm } from './rhythm.ts'

// Wednesday 3 June 2026, 10 h 42 in Paris; digests leave at 8 h.
const cases: readonly (readonly [duty: 'must' | 'may', pace: Pace, rhythm: Rhythm, due: string])[] = [
  ['must', 'now', 'now', '2026-06-03T10:42'],
  ['must', 'now', 'weekly', '2026-06-03T10:42'],
  ['may', 'now', 'weekly', '2026-06-03T10:42'],
  ['must', 'digest', 'now', '2026-06-03T10:42'],
  ['may', 'digest', 'now', '2026-06-03T10:42'],
  ['must', 'digest', 'daily', '2026-06-04T08:00'],
  ['may', 'digest', 'daily', '2026-06-04T08:00'],
  ['must', 'digest', 'weekly', '2026-06-04T08:00'],
  ['may', 'digest', 'weekly', '2026-06-08T08:00'],
]
const at = (local: string, timeZone: string): string =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).toInstant().toString()

for (const [duty, pace, rhythm, due] of cases)
  test(`what ${duty} be told at pace « ${pace} » to someone who chose « ${rhythm} » leaves ${due}`, () => {
    for (const timeZone of ['Europe/Paris', 'Indian/Reunion', 'America/Cayenne']) {
      const from = Temporal.Instant.from(at('2026-06-03T10:42', timeZone))
      assert.equal(dueAt({ duty, pace }, rhythm, { from, hour: 8, timeZone }).toString(), at(due, timeZone))
    }
  })

const daily = (local: string, rhythm: Rhythm = 'daily'): string => {
  const timeZone = 'Europe/Paris'
  const from = Temporal.Instant.from(at(local, timeZone))
  return dueAt({ duty: 'may', pace: 'digest' }, rhythm, { from, hour: 8, timeZone })
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString()
}

test('what comes just before the hour leaves with it, what comes at the hour waits for the next', () => {
  assert.equal(daily('2026-06-03T07:59:59'), '2026-06-03T08:00:00')
  assert.equal(daily('2026-06-03T08:00'), '2026-06-04T08:00:00')
  assert.equal(daily('2026-06-08T07:00', 'weekly'), '2026-06-08T08:00:00')
  assert.equal(daily('2026-06-08T08:00', 'weekly'), '2026-06-15T08:00:00')
})

test('the hour is the people’s, on the days when clocks change too', () => {
  assert.equal(daily('2026-03-28T09:00'), '2026-03-29T08:00:00')
  assert.equal(daily('2026-10-24T09:00'), '2026-10-25T08:00:00')
})
