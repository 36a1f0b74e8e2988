import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addresses } from '#/addresses.ts'
import { entriesOf, type Grant, type RoleName, roles } from '#/identity/index.ts'
import { access } from './access.ts'
import { homeOf } from './home.ts'

const grant = (role: RoleName): Grant => {
  const [kind] = roles[role].scopes
  if (kind === 'platform') return { role, territoryId: undefined }
  return kind === 'territory'
    ? { role, territoryId: 'bocage' }
    : { role, territoryId: 'bocage', scope: { kind, id: 'x' } }
}
const account = (...held: readonly RoleName[]) => ({
  id: '01980000-0000-7000-8000-000000000701',
  name: 'Camille Essai',
  email: undefined,
  grants: held.map(grant),
})
const roleNames = Object.keys(roles).filter((name): name is RoleName => Object.hasOwn(roles, name))

test('each role starts at a page that it may open, and goes from there to five others at most', () => {
  for (const role of roleNames) {
    const home = homeOf(account(role))
    const [name] = Object.entries(addresses).find(([, path]) => path === home) ?? []
    const decision = Object.entries(access).find(([each]) => each === name)?.[1].GET
    assert.ok(decision, `${role} starts at ${home}, which is no page`)
    assert.ok(typeof decision.who === 'string' || decision.who.includes(role), `${role} may not open ${home}`)
    const entries = entriesOf(account(role), 'account')
    assert.ok(entries.length <= 5, `${role} has ${entries.length} entries`)
    if (home !== addresses.account) assert.equal(entries[0]?.href, home, `${role} finds home first`)
    for (const { href } of entries) {
      const [of] = Object.entries(addresses).find(([, path]) => path === href) ?? []
      const opened = Object.entries(access).find(([each]) => each === of)?.[1].GET
      assert.ok(opened && (typeof opened.who === 'string' || opened.who.includes(role)), `${role} may not open ${href}`)
    }
  }
})

test('someone of several roles starts where they work', () => {
  assert.equal(homeOf(account('representative', 'teacher')), addresses.classes)
  assert.equal(homeOf(account('operator', 'coordinator')), addresses.desk)
  assert.equal(homeOf(account('representative', 'host')), addresses.myHost)
  assert.equal(homeOf(account()), addresses.account)
  assert.equal(homeOf({ ...account(), withheld: ['operator'] }), addresses.secondStep)
})
