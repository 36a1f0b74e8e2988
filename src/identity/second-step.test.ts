import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import { saveAccount } from './accounts.ts'
import { base32, codeOfStep, matchingStep, stepAt } from './second-step.ts'
import {
  confirmSecondStep,
  hasSecondStep,
  resetSecondStep,
  secretToEnrol,
  useRecoveryCode,
  useSecondStepCode,
} from './second-steps.ts'

const rfcSecret = Buffer.from('12345678901234567890')

test('codes are those of RFC 6238, appendix B', () => {
  for (const [seconds, code] of [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ] as const) {
    const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
    assert.equal(codeOfStep(rfcSecret, stepAt(at), 8), code)
    assert.equal(codeOfStep(rfcSecret, stepAt(at)), code.slice(2))
  }
})

test('secrets are written as RFC 4648 says', () => {
  for (const [text, written] of [
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foo', 'MZXW6'],
    ['foob', 'MZXW6YQ'],
    ['fooba', 'MZXW6YTB'],
    ['foobar', 'MZXW6YTBOI'],
  ] as const)
    assert.equal(base32(Buffer.from(text)), written)
})

test('a phone may be half a minute slow or ahead, no more, and no step comes twice', () => {
  const now = Temporal.Instant.from('2026-06-03T08:42:00Z')
  const present = stepAt(now)
  const matches = (ahead: number, last = 0) =>
    matchingStep(rfcSecret, codeOfStep(rfcSecret, present + ahead), now, last)
  assert.deepEqual(
    [-2, -1, 0, 1, 2].map((ahead) => matches(ahead)),
    [undefined, present - 1, present, present + 1, undefined],
  )
  assert.equal(matches(0, present), undefined)
  assert.equal(matches(-1, present), undefined)
  assert.equal(matches(1, present), present + 1)
})

eachEngine('a second step is proved by a first code, whose every code is good once', async (database, t) => {
  const { services, later } = await buildWorld(database, t)
  const id = await saveAccount(services, { email: 'o@essai.example', name: 'Odile Essai', grants: [] })
  const secret = (await secretToEnrol(services, id))!
  assert.deepEqual(await secretToEnrol(services, id), secret, 'shown again until it is proved')
  const code = () => codeOfStep(secret, stepAt(services.clock.now()))
  assert.equal(await confirmSecondStep(services, id, 'abcdef'), undefined)
  assert.equal(await hasSecondStep(services.db, id), false)
  const both = await Promise.all([confirmSecondStep(services, id, code()), confirmSecondStep(services, id, code())])
  const [codes, ...more] = both.filter((each) => each !== undefined)
  assert.deepEqual([codes?.length, more.length], [8, 0])
  assert.equal(await secretToEnrol(services, id), undefined, 'never shown again')
  assert.equal(await useSecondStepCode(services, id, code()), false, 'a code overheard is worth nothing')
  later({ seconds: 30 })
  const raced = await Promise.all([1, 2, 3].map(() => useSecondStepCode(services, id, code())))
  assert.equal(raced.filter(Boolean).length, 1)
  const [first = ''] = codes ?? []
  assert.equal(await useRecoveryCode(services, id, `${first.slice(0, 5).toLowerCase()}-${first.slice(5)} `), 7)
  assert.equal(await useRecoveryCode(services, id, first), undefined)
  const { rows } = await database.pool.query<{ row: string }>(
    'select row(s)::text as row from second_steps s union all select row(r)::text from recovery_codes r',
  )
  const kept = rows.map(({ row }) => row).join()
  assert.ok(!kept.includes(base32(secret)) && !kept.includes(first))
  await resetSecondStep(services.db, id)
  assert.equal(await hasSecondStep(services.db, id), false)
  assert.notDeepEqual(await secretToEnrol(services, id), secret)
})
