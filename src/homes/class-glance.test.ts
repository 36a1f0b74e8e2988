import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ApplicationState } from '#/applications/index.ts'
import { agoWords, compareGlances, glanceOf, type Standing } from './class-glance.ts'

const now = Temporal.Instant.from('2026-05-20T10:00:00Z')
const ago = (days: number) => now.subtract({ hours: 24 * days })
const weeks = ['2026-W25', '2026-W26']
const sent = (state: ApplicationState, days: number, of: readonly string[] = weeks) => ({
  state,
  weeks: of,
  since: ago(days),
  waitsSince: ago(days),
})
const glance = (applications: readonly ReturnType<typeof sent>[], opened: number | undefined = 3) =>
  glanceOf({ needed: weeks, applications, now, opened: opened === undefined ? undefined : ago(opened) })

const cases: readonly [string, readonly ReturnType<typeof sent>[], Standing, number, boolean][] = [
  ['nothing was sent for three days', [], 'nothing', 3, false],
  ['an answer is awaited', [sent('submitted', 5), sent('read', 2)], 'sent', 5, false],
  ['an answer is awaited for too long', [sent('submitted', 13)], 'sent', 13, true],
  ['a yes waits since yesterday', [sent('submitted', 20), sent('accepted', 1)], 'accepted', 1, false],
  ['a yes waits since five days', [sent('accepted', 5)], 'accepted', 5, true],
  ['a question waits', [sent('asked', 2), sent('submitted', 9)], 'asked', 2, false],
  ['dates wait', [sent('countered', 6)], 'asked', 6, true],
  ['a waiting list is all there is', [sent('waiting', 8), sent('refused', 1)], 'queued', 8, true],
  ['all refused', [sent('refused', 4), sent('expired', 2)], 'refused', 2, true],
  ['half is held', [sent('confirmed', 2, ['2026-W25']), sent('submitted', 1)], 'partial', 2, false],
  ['both weeks are held', [sent('confirmed', 2, ['2026-W25']), sent('confirmed', 1, ['2026-W26'])], 'placed', 1, false],
]
for (const [when, applications, standing, days, isStuck] of cases)
  test(`a pupil is « ${standing} »${isStuck ? ', stuck,' : ''} when ${when}`, () => {
    const seen = glance(applications)
    assert.deepEqual([seen.standing, seen.since?.toString(), seen.isStuck], [standing, ago(days).toString(), isStuck])
  })

test('who never came is stuck, and so is who came a week ago and sent nothing', () => {
  assert.equal(glanceOf({ needed: weeks, applications: [], now, opened: undefined }).isStuck, true)
  assert.equal(glance([], 7).isStuck, true)
})

test('the stuck come first, those in most need before, who has waited longest before, then by name', () => {
  const rows = [
    { name: 'Placé', glance: glance([sent('confirmed', 3)]) },
    { name: 'Attend', glance: glance([sent('submitted', 2)]) },
    { name: 'Oubli', glance: glance([sent('submitted', 14)]) },
    { name: 'Zoé', glance: glance([sent('refused', 2)]) },
    { name: 'Émile', glance: glance([sent('refused', 2)]) },
    { name: 'Jamais', glance: glanceOf({ needed: weeks, applications: [], now, opened: undefined }) },
    { name: 'Rien', glance: glance([], 9) },
  ]
  assert.deepEqual(
    rows.toSorted(compareGlances).map(({ name }) => name),
    ['Jamais', 'Rien', 'Émile', 'Zoé', 'Oubli', 'Attend', 'Placé'],
  )
})

test('days are said shortly', () => {
  assert.deepEqual(
    [undefined, 0, 1, 12].map((days) => agoWords(days === undefined ? undefined : ago(days), now)),
    ['jamais', 'aujourd’hui', 'hier', '12\u00a0j'],
  )
})
