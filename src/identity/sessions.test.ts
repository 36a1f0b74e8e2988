import assert from 'node:assert/strict'
import { test } from 'node:test'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import { saveAccount } from './accounts.ts'
import { deviceWords } from './device.ts'
import { endSessions, listSessions, openSession, passSecondStep, readSession } from './sessions.ts'

const nour = { email: 'nour@essai.example', name: 'Nour Bessin', grants: [] }

eachEngine('a session changes its secret while it is used, and loses nobody on the way', async (database, t) => {
  const { services, later } = await buildWorld(database, t)
  const id = await saveAccount(services, nour)
  const first = await openSession(services, id)
  assert.equal((await readSession(services, first))?.renewed, undefined)
  later({ hours: 4 })
  // Several requests at the same time: one brings the new secret, the others go on.
  const found = await Promise.all([1, 2, 3].map(() => readSession(services, first)))
  assert.ok(found.every((session) => session?.account.id === id))
  const [second, ...more] = found.flatMap((session) => session?.renewed ?? [])
  assert.ok(second !== undefined && more.length === 0)
  assert.equal((await readSession(services, second))?.account.id, id)
  // Once the new one is in use, the former is worth nothing.
  later({ minutes: 2 })
  assert.ok(await readSession(services, second))
  assert.equal(await readSession(services, first), undefined)
  // The answer with the new secret was lost: the former brings another.
  later({ hours: 4 })
  assert.ok((await readSession(services, second))?.renewed)
  later({ minutes: 2 })
  const third = (await readSession(services, second))?.renewed
  assert.ok(third !== undefined)
  assert.equal((await readSession(services, third))?.account.id, id)
})

eachEngine('sessions are listed by device, and ended one by one or all but one', async (database, t) => {
  const { services, later } = await buildWorld(database, t)
  const id = await saveAccount(services, nour)
  const other = await saveAccount(services, { ...nour, email: 'autre@essai.example' })
  const desk = await openSession(services, id, { device: 'Firefox sur Windows' })
  later({ minutes: 20 })
  const phone = await openSession(services, id, { device: 'Chrome sur téléphone Android' })
  const stranger = await openSession(services, other, { device: 'Safari sur Mac' })
  later({ minutes: 20 })
  await readSession(services, desk)
  const listed = await listSessions(services, id)
  assert.deepEqual(
    listed.map(({ device }) => device),
    ['Firefox sur Windows', 'Chrome sur téléphone Android'],
  )
  const strangers = (await readSession(services, stranger))!
  await endSessions(services.db, id, { only: strangers.id })
  assert.ok(await readSession(services, stranger), 'nobody ends a session of somebody else')
  const third = await openSession(services, id)
  await endSessions(services.db, id, { only: listed[1]!.id })
  assert.equal(await readSession(services, phone), undefined)
  const current = (await readSession(services, desk))!
  await endSessions(services.db, id, { allBut: current.id })
  assert.equal(await readSession(services, third), undefined)
  assert.ok(await readSession(services, desk))
})

eachEngine('roles that reach far are worth nothing before the second step', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const grants = [
    { role: 'coordinator', territoryId: 'bocage' },
    { role: 'observer', territoryId: 'bocage' },
    { role: 'operator', territoryId: undefined },
  ] as const
  const id = await saveAccount(services, { ...nour, grants })
  const before = await openSession(services, id)
  const session = (await readSession(services, before))!
  assert.deepEqual(
    session.account.grants.map(({ role }) => role),
    ['coordinator'],
  )
  assert.deepEqual(session.account.withheld, ['observer', 'operator'])
  const after = await passSecondStep(services, session.id)
  assert.equal(await readSession(services, before), undefined, 'the secret known before is worth nothing after')
  const { account } = (await readSession(services, after))!
  assert.equal(account.grants.length, 3)
  assert.equal(account.withheld, undefined)
  // Anyone enters as an invented person from the first page: a second step would protect nothing.
  const invented = await saveAccount(services, { ...nour, email: 'demo@essai.example', grants, demonstration: true })
  const demonstrated = await readSession(services, await openSession(services, invented))
  assert.equal(demonstrated?.account.grants.length, 3)
})

test('a device is told in words', () => {
  for (const [agent, words] of [
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox sur Windows'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
      'Edge sur Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari sur iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36',
      'Chrome sur téléphone Android',
    ],
    ['curl/8.5', 'Navigateur inconnu'],
    [undefined, 'Navigateur inconnu'],
    ['<script>alert(1)</script> Linux', 'Navigateur sur Linux'],
  ] as const)
    assert.equal(deviceWords(agent), words)
})
