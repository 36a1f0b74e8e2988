import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KeptStatus, type StatusName, stepOf } from '#/indicators/index.ts'
import { agoWords, compareGlances, type Glance, isToNudge, mayBeHelped, partsOf } from './class-glance.ts'
import { readCall } from './pupil-calls.ts'
import { periodToFill } from './read-class.ts'
import { presentOf } from './read-school-home.ts'

const now = Temporal.Instant.from('2026-05-20T10:00:00Z')
const ago = (days: number) => now.subtract({ hours: 24 * days })
const glance = (status: StatusName, detail: string, days: number | undefined): Glance => {
  const kept: KeptStatus = {
    ...{
      pupilId: 'p',
      periodId: 'd',
      classId: 'c',
      scheme: 'observation-2de',
      source: undefined,
      byAccount: undefined,
    },
    ...{ needed: ['2026-W25'], held: [], status, detail, lastSign: undefined },
    since: days === undefined ? undefined : ago(days),
  }
  return { status: kept, step: stepOf(kept, now) }
}
const without: Glance = { status: undefined, step: { next: undefined, who: 'nobody', blocker: undefined } }

void test('those whom something blocks come first, the furthest from a place before, who waited longest before, then by name', () => {
  const rows = [
    { name: 'Dispensé', glance: glance('exempt', 'abroad', 3) },
    { name: 'Placé', glance: glance('placed', '', 3) },
    { name: 'Attend', glance: glance('applied', 'submitted', 2) },
    { name: 'Oubli', glance: glance('applied', 'submitted', 14) },
    { name: 'Zoé', glance: glance('searching', 'ended', 2) },
    { name: 'Émile', glance: glance('searching', 'ended', 2) },
    { name: 'Jamais', glance: glance('silent', 'never', undefined) },
    { name: 'Muet', glance: glance('silent', 'looking', 20) },
    { name: 'Cherche', glance: glance('searching', 'looking', 1) },
    { name: 'Sans semaines', glance: without },
  ]
  assert.deepEqual(
    rows.toSorted(compareGlances).map(({ name }) => name),
    ['Jamais', 'Muet', 'Émile', 'Zoé', 'Oubli', 'Sans semaines', 'Cherche', 'Attend', 'Placé', 'Dispensé'],
  )
})

void test('a word goes to whom it can move; the coordination is asked for whom nothing certain is on its way', () => {
  assert.deepEqual(
    [
      glance('silent', 'never', undefined),
      glance('accepted', 'accepted', 5),
      glance('accepted', 'accepted', 1),
      glance('applied', 'submitted', 14),
      glance('signing', 'signing', 30),
      glance('placed', '', 30),
      without,
    ].map((each) => [isToNudge(each), mayBeHelped(each)]),
    [
      [true, true],
      [true, false],
      [false, false],
      [false, true],
      [false, false],
      [false, false],
      [false, false],
    ],
  )
  const parts = partsOf([glance('placed', '', 1), glance('exempt', 'abroad', 1), glance('silent', 'never', 1), without])
  assert.equal(
    parts.reduce((sum, { value }) => sum + value, 0),
    2,
  )
})

void test('the period to fill is the first that is not over, else the last', () => {
  const period = (id: string, weeks: readonly string[]) => ({
    ...{ territoryId: 't', school: 's', classId: 'c', scheme: 'pfmp' as const, name: id },
    ...{ id, weeks },
  })
  const [autumn, june] = [period('autumn', ['2025-W47']), period('june', ['2026-W25', '2026-W26'])]
  assert.equal(periodToFill([autumn, june], now)?.id, 'june')
  assert.equal(periodToFill([autumn, june], Temporal.Instant.from('2026-06-24T10:00:00Z'))?.id, 'june')
  assert.equal(periodToFill([autumn, june], Temporal.Instant.from('2026-07-24T10:00:00Z'))?.id, 'june')
  assert.equal(periodToFill([], now), undefined)
})

void test('a call is one that took place, with someone, about something', () => {
  const good = { key: '', qui: 'family', jour: '2026-05-20', heure: '11:30', dit: ' La mère rappelle lundi. ' }
  const read = (change: object) => readCall({ ...good, ...change }, { now, timeZone: 'Europe/Paris' })
  const noted = read({})
  assert.ok('call' in noted)
  assert.deepEqual([noted.call.at.toString(), noted.call.said], ['2026-05-20T09:30:00Z', 'La mère rappelle lundi.'])
  for (const [change, field] of [
    [{ qui: 'constructor' }, 'qui'],
    [{ jour: '2026-02-31' }, 'jour'],
    [{ jour: '2026-05-21' }, 'jour'],
    [{ jour: '1999-05-21' }, 'jour'],
    [{ heure: '25:00' }, 'heure'],
    [{ dit: ' \0 ' }, 'dit'],
    [{ dit: 'a'.repeat(601) }, 'dit'],
  ] as const) {
    const wrong = read(change)
    assert.ok('errors' in wrong && Object.keys(wrong.errors).join() === field, field)
  }
})

void test('days are said shortly', () => {
  assert.deepEqual(
    [undefined, 0, 1, 12].map((days) => agoWords(days === undefined ? undefined : ago(days), now)),
    ['jamais', 'aujourd’hui', 'hier', '12\u00a0j'],
  )
})

void test('a pupil with several periods counts once in the school, for the one to fill now', () => {
  const of = (pupilId: string, ...needed: string[]): KeptStatus => {
    const { status } = glance('searching', 'ended', 2)
    assert.ok(status)
    return { ...status, pupilId, needed }
  }
  const [autumn, spring, only] = [of('lina', '2026-W46', '2026-W47'), of('lina', '2027-W20'), of('noe', '2026-W25')]
  const all = [spring, only, autumn]
  assert.deepEqual(presentOf(all, '2026-W47'), [autumn, only])
  assert.deepEqual(presentOf(all, '2026-W48'), [spring, only])
  assert.deepEqual(presentOf(all, '2027-W30'), [spring, only])
})
