import assert from 'node:assert/strict'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import { findAccountId, listAccounts, saveAccount } from './accounts.ts'
import { closeSession, openSession, readSession } from './sessions.ts'
import { createSignInLink, inspectSignInLink, useSignInLink } from './sign-in-links.ts'

const person = {
  email: 'Nour.Bessin@essai.example',
  name: 'Nour Bessin',
  grants: [{ role: 'coordinator', territoryId: 'bocage' }],
} as const

eachEngine('a link works once, is not used by looking at it, and dies after a day', async (database, t) => {
  const { services, later } = await buildWorld(database, t)
  const id = await saveAccount(services, person)
  const token = await createSignInLink(services, id)
  assert.equal(await inspectSignInLink(services, token), 'good')
  assert.equal(await inspectSignInLink(services, token), 'good')
  // Two presses at the same time: one signs in.
  const both = await Promise.all([useSignInLink(services, token), useSignInLink(services, token)])
  assert.deepEqual(
    both.filter((result) => 'accountId' in result),
    [{ accountId: id }],
  )
  assert.equal(await inspectSignInLink(services, token), 'used')
  const second = await createSignInLink(services, id)
  later({ hours: 23, minutes: 59 })
  assert.equal(await inspectSignInLink(services, second), 'good')
  later({ minutes: 1 })
  assert.deepEqual(await useSignInLink(services, second), { why: 'expired' })
  assert.deepEqual(await useSignInLink(services, 'invented'), { why: 'unknown' })
  const { rows } = await database.pool.query('select token_sha256 from sign_in_links')
  assert.ok(
    rows.every(({ token_sha256: kept }) => kept !== token && kept !== second),
    'only hashes are kept',
  )
})

eachEngine('a session lasts while it is used, and a week at most', async (database, t) => {
  const { services, later } = await buildWorld(database, t)
  const id = await saveAccount(services, person)
  const idle = await openSession(services, id)
  assert.equal((await readSession(services, idle))?.account.name, 'Nour Bessin')
  later({ hours: 12 })
  assert.equal(await readSession(services, idle), undefined)
  const used = await openSession(services, id)
  for (let hours = 0; hours < 160; hours += 8) {
    assert.ok(await readSession(services, used), `after ${hours} hours of use`)
    later({ hours: 8 })
  }
  later({ hours: 8 })
  assert.equal(await readSession(services, used), undefined)
  const left = await openSession(services, id)
  await closeSession(services.db, left)
  assert.equal(await readSession(services, left), undefined)
})

eachEngine('an account is found by its address in any case, and gains roles without doubling', async (database, t) => {
  const { services } = await buildWorld(database, t)
  const id = await saveAccount(services, person)
  assert.equal(await findAccountId(services.db, ' nour.bessin@ESSAI.example '), id)
  const again = await saveAccount(services, {
    ...person,
    grants: [{ role: 'operator', territoryId: undefined }, person.grants[0]],
  })
  assert.equal(again, id)
  assert.deepEqual(
    (await listAccounts(services.db)).map(({ grants }) => grants),
    [['coordinator bocage', 'operator *']],
  )
  assert.deepEqual(await listAccounts(services.db, { demonstration: true }), [])
})
