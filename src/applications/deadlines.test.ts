import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineWords } from './deadline-words.ts'
import { dueReminder, expiryOf } from './deadlines.ts'

const timeZone = 'Europe/Paris'
const at = (text: string) => Temporal.Instant.from(text)
const sent = at('2026-05-04T08:00:00Z')
const weeks = ['2026-W26', '2026-W25']

test('an application ends after its days, and anyway when its first week begins', () => {
  assert.equal(expiryOf('submitted', { waitsSince: sent, weeks, timeZone })?.toString(), '2026-05-19T08:00:00Z')
  assert.equal(expiryOf('accepted', { waitsSince: sent, weeks, timeZone })?.toString(), '2026-05-11T08:00:00Z')
  const late = at('2026-06-12T08:00:00Z')
  assert.equal(expiryOf('submitted', { waitsSince: late, weeks, timeZone })?.toString(), '2026-06-14T22:00:00Z')
  assert.equal(expiryOf('waiting', { waitsSince: sent, weeks, timeZone })?.toString(), '2026-06-14T22:00:00Z')
  assert.equal(expiryOf('confirmed', { waitsSince: sent, weeks, timeZone }), undefined)
})

test('midnight is said as the evening before', () => {
  assert.equal(deadlineWords(at('2026-06-14T22:00:00Z'), timeZone), 'dimanche 14\u00a0juin au soir')
  assert.match(deadlineWords(at('2026-05-19T08:00:00Z'), timeZone), /mardi 19.mai à 10.h/)
})

test('the latest step that is due is the one', () => {
  const due = (days: number) => dueReminder('read', sent, sent.add({ hours: 24 * days }))?.step
  assert.deepEqual([4, 5, 9, 10, 14].map(due), [undefined, 'host-5', 'host-5', 'host-10', 'host-10'])
  assert.equal(dueReminder('confirmed', sent, sent.add({ hours: 9999 })), undefined)
})
