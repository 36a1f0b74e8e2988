import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AddressName, addresses } from '#/addresses.ts'
import { createCampaign } from '#/campaigns/index.ts'
import { isPlatformWide, isTerritoryWide, type RoleName, roles } from '#/identity/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { bocage, buildWorld, marais, type Visitor } from '../../test/world.ts'
import { type Access, access, type Method } from './access.ts'
import { judge, matchAddress } from './decide.ts'

const settings = {
  scheme: 'observation-2de',
  weeks: ['2026-W25', '2026-W26'],
  arriveBy: '09:00',
  leaveAfter: '16:30',
  maxMinutes: 75,
  maxWalkMinutes: 30,
  maxTransfers: 2,
  lottery: 'bocage',
}

/** An address with values that exist where access depends on them, and harmless ones elsewhere. */
function fill(name: AddressName, campaign: string): string {
  return addresses[name].replace(/:(\w+)(\{[^}]*\})?/g, (_, key: string) => (key === 'campaign' ? campaign : 'rien'))
}

const decided = Object.entries(access).flatMap(([name, decisions]) =>
  Object.keys(decisions).map((method) => ({ name: name as AddressName, method: method as Method })),
)

eachEngine('every route of the application has a decision, and every decision a route', async (database, t) => {
  const { app } = await buildWorld(database, t)
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  assert.ok(routes.length > 8, `only ${routes.length} routes were seen`)
  const wanted = decided.map(({ name, method }) => `${method} ${addresses[name]}`)
  assert.deepEqual(
    routes.filter((route) => !wanted.includes(route)),
    [],
    'routes that nobody decided on',
  )
  assert.deepEqual(
    wanted.filter((route) => !routes.includes(route)),
    [],
    'decisions about routes that do not exist',
  )
})

eachEngine('each role opens what the table says, in its territory and nowhere else', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaign = await createCampaign(world.services, {
    territoryId: bocage.id,
    name: 'Stages de seconde',
    by: undefined,
    settings: { name: 'campaign.json', bytes: new TextEncoder().encode(JSON.stringify(settings)) },
  })
  const visitors: { role: RoleName | 'visitor'; home: string; visitor: Visitor }[] = [
    { role: 'visitor', home: '', visitor: world.visitor() },
  ]
  for (const role of Object.keys(roles) as RoleName[])
    for (const home of [bocage.id, marais.id]) visitors.push({ role, home, visitor: await world.signedIn(role, home) })

  for (const { name, method } of decided) {
    // Signing out would end the test's own session.
    if (name === 'signOut') continue
    const decision = access[name][method]!
    for (const { role, home, visitor } of visitors) {
      const address = fill(name, campaign)
      const answer = method === 'GET' ? await visitor.get(address) : await visitor.post(address)
      const seen = expected(decision, role, home)
      assert.ok(
        agrees(answer, seen),
        `${method} ${address} as ${role} of ${home || 'nowhere'} should be ${seen}, answered ${answer.status}`,
      )
    }
  }
})

type Seen = 'allowed' | 'to sign-in' | 'refused' | 'hidden'

/** What the table means, written a second time. */
function expected(decision: Access, role: RoleName | 'visitor', home: string): Seen {
  if (decision.who === 'anyone' || decision.who === 'machine') return 'allowed'
  if (role === 'visitor') return 'to sign-in'
  if (decision.who === 'signed-in') return 'allowed'
  const holds = decision.who.includes(role)
  if (decision.scope === 'somewhere') return holds ? 'allowed' : 'refused'
  if (isPlatformWide(role)) return holds ? 'allowed' : 'hidden'
  if (home !== bocage.id || !isTerritoryWide(role)) return 'hidden'
  return holds ? 'allowed' : 'refused'
}

/** A page allowed to someone may still find nothing under a made-up identifier; one that is hidden must find nothing. */
function agrees(answer: Response, seen: Seen): boolean {
  const toSignIn = answer.status === 303 && answer.headers.get('location') === addresses.signIn
  switch (seen) {
    case 'allowed':
      return !toSignIn && answer.status !== 403 && answer.status < 500
    case 'to sign-in':
      return toSignIn
    case 'refused':
      return answer.status === 403
    case 'hidden':
      return answer.status === 404
    default:
      return seen satisfies never
  }
}

test('no address is taken for another', () => {
  for (const { name, method } of decided)
    assert.equal(matchAddress(method, fill(name, '01a20158-0000-7000-8000-000000000000'))?.name, name)
})

test('what nobody decided on is no address', () => {
  assert.equal(matchAddress('GET', '/nulle-part'), undefined)
  assert.equal(matchAddress('POST', addresses.welcome), undefined)
  assert.equal(matchAddress('DELETE', addresses.welcome), undefined)
})

test('a campaign is hidden from whoever has no role in its territory, and read-only for an observer', () => {
  const account = (role: RoleName, territoryId: string | undefined) => ({
    id: '1',
    name: '',
    email: '',
    grants: [{ role, territoryId }],
  })
  const read = access.runPupil.GET!
  const write = access.runs.POST!
  assert.equal(judge(read, account('observer', 'bocage'), { territoryId: 'bocage' }, true), 'allowed')
  assert.equal(judge(write, account('observer', 'bocage'), { territoryId: 'bocage' }, true), 'forbidden')
  assert.equal(judge(write, account('coordinator', 'bocage'), { territoryId: 'bocage' }, true), 'allowed')
  assert.equal(judge(read, account('coordinator', 'marais'), { territoryId: 'bocage' }, true), 'unknown')
  assert.equal(judge(read, account('operator', undefined), { territoryId: 'bocage' }, true), 'unknown')
  assert.equal(judge(read, account('coordinator', 'bocage'), undefined, true), 'unknown')
  assert.equal(judge(access.metrics.GET!, undefined, undefined, false), 'unknown')
})
