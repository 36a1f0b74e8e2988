import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Database } from '#/platform/database.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import type { Account, Grant } from './account.ts'
import { findAccountId, saveAccount } from './accounts.ts'
import { endGrant, restoreGrant } from './end-grant.ts'
import { findGrant, grantsInForce, rolesOfAccount } from './grants.ts'
import { acceptInvitation, readInvitation, withdrawInvitation } from './invitations.ts'
import { type Invitation, invitationLife, invite } from './invite.ts'
import { linkToken } from './link-token.ts'
import { listAwaited, listPeople } from './people.ts'
import { mayGive } from './who-invites.ts'

const school = { kind: 'school', id: '9140001A' } as const
const teaching = { role: 'teacher', territoryId: 'bocage', scope: school } as const
const heading = { role: 'head', territoryId: 'bocage', scope: school } as const

async function scene(database: Database, t: { after(done: () => Promise<void>): void }) {
  const world = await buildWorld(database, t)
  const { services } = world
  const { db } = services
  const head = await saveAccount(services, { email: 'cheffe@essai.example', name: 'Hélène Vautier', grants: [heading] })
  const ask = (more: Partial<Invitation> = {}) =>
    db.transaction().execute((tx) =>
      invite(services, tx, {
        email: 'Karim@Essai.example',
        name: 'Karim Diallo',
        grant: teaching,
        by: head,
        ...more,
      }),
    )
  const waiting = async () => {
    const row = await db
      .selectFrom('invitations')
      .select('id')
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirstOrThrow()
    return { id: row.id, token: linkToken(services.key, 'invitation', row.id) }
  }
  return {
    ...world,
    head,
    ask,
    waiting,
    roles: (accountId: string) => grantsInForce(db, accountId, services.clock.now()),
    mails: async () => (await db.selectFrom('messages').select('id').execute()).length,
    headGrant: async () => (await rolesOfAccount(db, head, services.clock.now())).held[0]!,
    by: { accountId: head, role: undefined, why: 'own' },
  }
}

eachEngine('an invitation makes the account, and the role once it is accepted, once', async (database, t) => {
  const { services, ask, waiting, roles, mails } = await scene(database, t)
  const { accountId, outcome } = await ask()
  assert.equal(outcome, 'sent')
  assert.deepEqual(await roles(accountId), [])
  const { token } = await waiting()
  const shown = await readInvitation(services, token)
  assert.deepEqual([shown?.state, shown?.by, shown?.email], ['good', 'Hélène Vautier', 'karim@essai.example'])
  const both = await Promise.all([acceptInvitation(services, token), acceptInvitation(services, token)])
  assert.deepEqual(
    both.filter((result) => 'accountId' in result),
    [{ accountId }],
  )
  assert.deepEqual(await roles(accountId), [teaching])
  assert.deepEqual(await acceptInvitation(services, token), { why: 'accepted' })
  assert.deepEqual(await ask(), { accountId, outcome: 'held' })
  assert.equal(await mails(), 1)
})

eachEngine('inviting the same person twice doubles nothing', async (database, t) => {
  const { services, ask, mails, later } = await scene(database, t)
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => ask()))
  assert.deepEqual(outcomes.map(({ outcome }) => outcome).toSorted(), ['sent', ...Array(5).fill('waiting')])
  assert.equal(new Set(outcomes.map(({ accountId }) => accountId)).size, 1)
  assert.equal(await mails(), 1)
  later({ hours: 25 })
  assert.equal((await ask()).outcome, 'sent-again')
  assert.equal(await mails(), 2)
  const of = { territoryId: 'bocage', places: [school] }
  assert.equal((await listAwaited(services.db, of)).length, 1)
  // Someone who has an account keeps their own name, and gains the role beside the others.
  await ask({ email: 'cheffe@essai.example', name: 'Quelqu’un d’autre' })
  const names = await services.db.selectFrom('accounts').select('name').orderBy('name').execute()
  assert.deepEqual(
    names.map(({ name }) => name),
    ['Hélène Vautier', 'Karim Diallo'],
  )
})

eachEngine('a link is worth nothing when it is old, withdrawn, or made up', async (database, t) => {
  const { services, ask, waiting, roles, later } = await scene(database, t)
  const { accountId } = await ask()
  const first = await waiting()
  const forged = `${first.id}.${services.key.mac('link sign-in', first.id)}`
  for (const token of ['', 'x', forged, `${first.token}x`, `x${first.token}`])
    assert.deepEqual(await acceptInvitation(services, token), { why: 'unknown' })
  await withdrawInvitation(services, first.id)
  assert.deepEqual(await acceptInvitation(services, first.token), { why: 'withdrawn' })
  await ask()
  const second = await waiting()
  later(invitationLife)
  assert.deepEqual(await acceptInvitation(services, second.token), { why: 'expired' })
  assert.deepEqual(await roles(accountId), [])
})

eachEngine('a role that is lent ends at its day, or with the lender’s own', async (database, t) => {
  const { services, ask, waiting, roles, later, headGrant, by } = await scene(database, t)
  const own = await headGrant()
  const until = services.clock.now().add({ hours: 48 })
  const lend = { email: 'adjoint@essai.example', name: 'Aline Adjointe', grant: heading, until, lentFrom: own.id }
  const { accountId } = await ask(lend)
  await acceptInvitation(services, (await waiting()).token)
  assert.deepEqual(await roles(accountId), [heading])
  later({ hours: 48 })
  assert.deepEqual(await roles(accountId), [])
  // Lent again after its day, nothing stands in the way.
  const longer = { ...lend, until: services.clock.now().add({ hours: 48 }) }
  await ask(longer)
  const { token } = await waiting()
  await acceptInvitation(services, token)
  assert.deepEqual(await roles(accountId), [heading])
  await endGrant(services, own, by)
  assert.deepEqual(await roles(accountId), [])
  // Back within the day, and what was lent with it.
  const ended = await findGrant(services.db, own.id)
  assert.equal(await restoreGrant(services, ended!, by), true)
  assert.deepEqual(await roles(accountId), [heading])
  // A lender whose own role ends by itself takes the loan along.
  await services.db
    .updateTable('grants')
    .set({ ends_at: services.clock.now().add({ minutes: 1 }).toString() })
    .where('id', '=', own.id)
    .execute()
  later({ minutes: 1 })
  assert.deepEqual(await roles(accountId), [])
})

eachEngine('a role taken away can be given back for a day, and takes its invitations along', async (database, t) => {
  const { services, ask, waiting, roles, later, head, headGrant, by } = await scene(database, t)
  await ask()
  const pending = await waiting()
  const own = await headGrant()
  await Promise.all([endGrant(services, own, by), endGrant(services, own, by)])
  assert.deepEqual(await roles(head), [])
  assert.deepEqual(await acceptInvitation(services, pending.token), { why: 'withdrawn' })
  const ended = (await findGrant(services.db, own.id))!
  const of = { territoryId: 'bocage', places: [school] }
  const listed = await listPeople(services.db, of, services.clock.now())
  assert.deepEqual(
    listed.rows.map(({ name, isEnded }) => [name, isEnded]),
    [['Hélène Vautier', true]],
  )
  const both = await Promise.all([restoreGrant(services, ended, by), restoreGrant(services, ended, by)])
  assert.equal(both.filter(Boolean).length, 1)
  assert.deepEqual(await roles(head), [heading])
  await endGrant(services, own, by)
  later({ hours: 24 })
  assert.equal(await restoreGrant(services, (await findGrant(services.db, own.id))!, by), false)
  assert.deepEqual((await listPeople(services.db, of, services.clock.now())).rows, [])
  const { rows } = await database.pool.query<{ what: string }>('select what from journal order by id')
  assert.deepEqual(
    rows.map(({ what }) => what),
    ['role.ended', 'role.restored', 'role.ended'],
  )
})

eachEngine('a list of people goes on where a page ends', async (database, t) => {
  const { services } = await scene(database, t)
  for (const name of ['Anne', 'Anne', 'Zoé', 'Éric'])
    await saveAccount(services, { email: `${name}-${services.newId()}@essai.example`, name, grants: [teaching] })
  const of = { territoryId: 'bocage', places: [school] }
  const seen: string[] = []
  let after: string | undefined
  do {
    const page = await listPeople(services.db, of, services.clock.now(), { after, limit: 2 })
    seen.push(...page.rows.map(({ grantId }) => grantId))
    after = page.next
  } while (after !== undefined)
  assert.equal(new Set(seen).size, 5)
  assert.equal(seen.length, 5)
  assert.equal((await listPeople(services.db, of, services.clock.now(), { after: 'n’importe quoi' })).rows.length, 5)
  assert.equal(await findAccountId(services.db, 'personne@essai.example'), undefined)
})

test('who may give which role where', () => {
  const account = (...grants: Grant[]): Account => ({ id: '1', name: '', email: undefined, grants })
  const coordinator = account({ role: 'coordinator', territoryId: 'bocage' })
  const ofBassin = account({ role: 'coordinator', territoryId: 'bocage', scope: { kind: 'bassin', id: '14-1' } })
  const operator = account({ role: 'operator', territoryId: undefined })
  const vire = { territoryId: 'bocage', school: '9140001A', bassin: '14-1' }
  const elsewhere = { territoryId: 'bocage', school: '9140002B', bassin: '14-2' }
  const garage = { territoryId: 'bocage', host: 'garage' }
  const territory = { territoryId: 'bocage' }
  for (const [who, role, place, may] of [
    [coordinator, 'head', vire, true],
    [coordinator, 'head', { ...vire, territoryId: 'marais' }, false],
    [coordinator, 'coordinator', territory, true],
    [coordinator, 'operator', undefined, false],
    [coordinator, 'secretary', vire, false],
    [ofBassin, 'head', vire, true],
    [ofBassin, 'head', elsewhere, false],
    [ofBassin, 'coordinator', territory, false],
    [account(heading), 'teacher', vire, true],
    [account(heading), 'secretary', elsewhere, false],
    [account(heading), 'head', vire, false],
    [account(teaching), 'teacher', vire, false],
    [account({ role: 'host', territoryId: 'bocage', scope: { kind: 'host', id: 'garage' } }), 'host', garage, true],
    [account({ role: 'host', territoryId: 'bocage', scope: { kind: 'host', id: 'mairie' } }), 'host', garage, false],
    [operator, 'operator', undefined, true],
    [operator, 'observer', territory, true],
    [operator, 'head', vire, false],
    [coordinator, 'pupil', { ...vire, pupil: 'x' }, false],
  ] as const)
    assert.equal(mayGive(who, role, place), may, `${who.grants[0]?.role} gives ${role}`)
})
