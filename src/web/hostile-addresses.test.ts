import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type AddressName, addresses } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'
import { access } from './access.ts'

const names = Object.keys(addresses) as AddressName[]

/** What people and machines put where an identifier belongs. */
const hostile = fc.oneof(
  fc.constantFrom(
    '%00',
    'a%00b',
    '..%2f..%2fetc%2fpasswd',
    '%2e%2e',
    '%E0%A4%A',
    '%ff%fe',
    '%F0%9F%98%80',
    '%',
    "'%20or%20'1'%3D'1",
    '%3Cscript%3E',
    '01980000-0000-7000-8000-00000000060Z',
    '01980000-0000-7000-8000-000000000601%20',
    '00000000-0000-0000-0000-000000000000',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
    '__proto__',
    'constructor',
    '-1',
    '99999999999999999999',
    '2026-W99',
    '%ED%A0%80',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.nat(4).map((size) => 'a'.repeat(10 ** size)),
  fc.uuid(),
)
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc
    .tuple(fc.constantFrom('q', 'page', 'suite', 'tri', 'fait', 'eleve', 'import', 'semaine', 'lieu'), hostile)
    .map(([key, value]) => `?${key}=${value}`),
)

const request = fc.record({
  name: fc.constantFrom(...names),
  params: fc.array(hostile, { minLength: 5, maxLength: 5 }),
  query,
  method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'PROPFIND'),
  twist: fc.constantFrom(
    (path: string) => path,
    (path: string) => `${path}/`,
    (path: string) => `/${path}`,
    (path: string) => path.toUpperCase(),
    (path: string) => path.replaceAll('/', '%2F'),
    (path: string) => `${path};a=b`,
    (path: string) => `${path}%20`,
  ),
})

eachEngine('no address, however hostile, makes the application fail', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitors: Visitor[] = [
    world.visitor(),
    await world.signedInAs({ role: 'coordinator', territoryId: bocage.id }),
    await world.signedInAs({ role: 'operator', territoryId: undefined }),
    await world.person('sylvie'),
    await world.person('bruno'),
    await world.person('lina'),
  ]
  await fc.assert(
    fc.asyncProperty(
      request,
      fc.nat(visitors.length - 1),
      async ({ name, params, query: asked, method, twist }, who) => {
        let next = 0
        const plain = addresses[name].replace(/:(\w+)(\{[^}]*\})?/g, () => params[next++ % params.length] ?? '')
        const path = twist(plain)
        const answer = await visitors[who]!.ask(`${path}${asked}`, { method })
        assert.ok(answer.status < 500, `${method} ${path}${asked} answered ${answer.status}`)
        if (!['GET', 'HEAD', 'POST'].includes(method))
          assert.ok(answer.status === 404, `${method} ${path} answered ${answer.status}`)
      },
    ),
    { numRuns: 150, seed: 20260603 },
  )
})

eachEngine('an address written otherwise is another address, and there is none', async (database, t) => {
  const world = await buildWorld(database, t)
  const visitor = await world.signedInAs({ role: 'operator', territoryId: undefined })
  for (const path of [
    '/exploitation/',
    '//exploitation',
    '/Exploitation',
    '/EXPLOITATION',
    '/exploitation%2Fjournal',
    '/exploitation/journal/',
    '/exploitation/../exploitation%2fjournal',
    '/exploitation;x=1',
    '/exploitation%00',
    `/classes/${'a'.repeat(5000)}`,
  ])
    assert.equal((await visitor.get(path)).status, 404, path)
  assert.equal((await visitor.ask(addresses.operations, { method: 'HEAD' })).status, 200)
  assert.equal((await visitor.ask(addresses.operations, { method: 'DELETE' })).status, 404)
  assert.equal((await visitor.ask(addresses.operationsAccounts, { method: 'GET' })).status, 404)
})

eachEngine('a form with what no keyboard types changes nothing and fails nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitors = [
    world.visitor(),
    await world.signedInAs({ role: 'coordinator', territoryId: bocage.id }),
    await world.signedInAs({ role: 'operator', territoryId: undefined }),
    await world.person('sylvie'),
    await world.person('lina'),
  ]
  const posts = names.filter((name) => access[name].POST && !/:/.test(addresses[name]) && name !== 'signOut')
  const value = fc.oneof(
    fc.constantFrom('\0', 'a\0b', '\u{d800}', '٣', '🐸'.repeat(500), '-1e400', '../../x'),
    fc.string(),
  )
  const field = fc.constantFrom(
    'nom',
    'email',
    'name',
    'role',
    'territory',
    'territoire',
    'code',
    'classe',
    'cle',
    'offre',
    'offer',
    'q',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...posts),
      fc.dictionary(field, value, { maxKeys: 6 }),
      fc.nat(visitors.length - 1),
      async (name, form, who) => {
        const answer = await visitors[who]!.post(addresses[name], form)
        assert.ok(answer.status < 500, `POST ${name} ${JSON.stringify(form)} answered ${answer.status}`)
      },
    ),
    { numRuns: 80, seed: 20260603 },
  )
})
