import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDay, readTypedDay } from './read-day.ts'

test('a day is read when it exists and is written whole, and nothing else is', () => {
  assert.equal(readDay('2028-02-29')?.toString(), '2028-02-29')
  for (const wrong of ['2026-02-29', '2026-13-01', '2026-6-1', '20260601', '2026-06-01T09:00', '15/06/2026', ''])
    assert.equal(readDay(wrong), undefined, wrong)
})

test('a day is read as people type it too', () => {
  for (const typed of ['2026-06-05', '05/06/2026', '5.6.2026', '5/06/2026'])
    assert.equal(readTypedDay(typed)?.toString(), '2026-06-05', typed)
  for (const wrong of ['31/06/2026', '5-6-2026', '5/6/26']) assert.equal(readTypedDay(wrong), undefined, wrong)
})
