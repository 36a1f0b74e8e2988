import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { addresses } from '#/addresses.ts'
import { findAccountId, readProviders, rolesOfAccount, saveAccount } from '#/identity/index.ts'
import { ConfigurationError } from '#/platform/configuration.ts'
import type { Database } from '#/platform/database.ts'
import { saveClasses, savePupils } from '#/pupils/index.ts'
import { eachEngine } from '../../../test/engines.ts'
import { type Citizen, startProvider, testClient } from '../../../test/openid-provider.ts'
import { buildWorld, type Visitor } from '../../../test/world.ts'

const origin = 'http://localhost:3000'

const citizens: Citizen[] = [
  {
    sub: 'direction',
    email: 'Helene.Vautier@essai.example',
    email_verified: true,
    name: 'Hélène Vautier',
    fonction: ['ENS', 'DIR'],
    etab: ['9140001A$UAJ$PU$N', '9140002B'],
  },
  { sub: 'inconnu', email: 'inconnu@essai.example', email_verified: true, name: 'Ivan Inconnu' },
  { sub: 'douteux', email: 'nour@essai.example', email_verified: false, name: 'Nour Bessin' },
  {
    sub: 'eleve',
    given_name: 'LINA',
    family_name: 'Marchand-Leroy',
    birthdate: '2010-04-12',
    etab: '9140001A',
  },
]

const configured = (issuer: string, more: object = {}) =>
  JSON.stringify([
    {
      id: 'agents',
      label: 'Compte académique',
      issuer,
      ...testClient,
      territory: 'bocage',
      roles: [{ role: 'head', when: { claim: 'fonction', is: ['DIR'] }, over: { school: 'etab' } }],
      pupil: { school: 'etab', givenName: 'given_name', familyName: 'family_name', birthDate: 'birthdate' },
      ...more,
    },
  ])

async function scene(database: Database, t: TestContext, more: object = {}) {
  const provider = await startProvider(t, { citizens, origin })
  const world = await buildWorld(database, t, {
    publicUrl: origin,
    oidcProviders: configured(provider.issuer, more),
  })
  const path = (href: string) => href.slice(origin.length)
  const leave = async (browser: Visitor): Promise<string> => {
    const answer = await browser.get(addresses.signInProvider.replace(':provider', 'agents'))
    assert.equal(answer.status, 303)
    return answer.headers.get('location') ?? ''
  }
  return {
    ...world,
    provider,
    path,
    leave,
    /** There and back as somebody. */
    come: async (browser: Visitor, sub: string) => browser.get(path(await provider.signIn(await leave(browser), sub))),
    accounts: async () => (await world.services.db.selectFrom('accounts').select('id').execute()).length,
  }
}

const isIn = (answer: Response): boolean => answer.status === 303 && answer.headers.get('location') === '/'

eachEngine(
  'a head of school comes in by the académie’s account, with its schools, and goes out of both',
  async (database, t) => {
    const { services, visitor, come, provider } = await scene(database, t, { create: true })
    const browser = visitor()
    assert.match(await (await browser.get(addresses.signIn)).text(), /Compte académique/)
    assert.ok(isIn(await come(browser, 'direction')))
    const id = (await findAccountId(services.db, 'helene.vautier@essai.example'))!
    const roles = async () =>
      (await rolesOfAccount(services.db, id, services.clock.now())).held.map(
        ({ role, scope }) => `${role} ${scope?.id}`,
      )
    assert.deepEqual((await roles()).toSorted(), ['head 9140001A', 'head 9140002B'])
    assert.ok(isIn(await come(browser, 'direction')))
    assert.equal((await roles()).length, 2, 'a second time doubles nothing')
    // What the provider no longer says ends; what was given otherwise stays.
    await saveAccount(services, {
      email: 'helene.vautier@essai.example',
      name: 'Hélène Vautier',
      grants: [{ role: 'coordinator', territoryId: 'bocage' }],
    })
    const [director] = citizens
    citizens[0] = { ...director!, etab: ['9140002B'] }
    assert.ok(isIn(await come(browser, 'direction')))
    citizens[0] = director!
    assert.deepEqual((await roles()).toSorted(), ['coordinator undefined', 'head 9140002B'])
    // Out: the page offers the way out of the provider too, with the proof it gave.
    const out = await browser.post(addresses.signOut)
    const [, href = ''] = /href="(http:\/\/127[^"]+)"/.exec(await out.text()) ?? []
    const address = new URL(href.replaceAll('&amp;', '&'))
    assert.equal(address.origin, provider.issuer)
    assert.equal(address.searchParams.get('post_logout_redirect_uri'), `${origin}/`)
    const left = await provider.leave(address.href)
    assert.equal(left.status, 200, left.text)
    const { rows } = await database.pool.query<{ row: string }>('select row(s)::text as row from sessions s')
    assert.ok(!rows.some(({ row }) => row.includes('eyJ')), 'the proof is sealed')
  },
)

eachEngine('someone unknown, or whose address nobody verified, reads why, and nothing is made', async (database, t) => {
  const { services, visitor, come, accounts } = await scene(database, t)
  await saveAccount(services, { email: 'nour@essai.example', name: 'Nour Bessin', grants: [] })
  for (const [sub, words] of [
    ['inconnu', /pas encore de compte ici/],
    ['direction', /pas encore de compte ici/],
    ['douteux', /adresse n’est pas vérifiée/],
    ['nobody', /arrêtée chez « Compte académique »/],
  ] as const) {
    const browser = visitor()
    const answer = await come(browser, sub)
    assert.equal(answer.status, 403)
    assert.match(await answer.text(), words)
    assert.equal(
      (await browser.get(addresses.account)).headers.get('location'),
      addresses.signIn,
      'nobody is signed in',
    )
  }
  assert.equal(await accounts(), 1)
  assert.deepEqual(await services.db.selectFrom('external_identities').selectAll().execute(), [])
  // Invited meanwhile, the same person comes in, and is known from then on by the provider's own name for them.
  const id = await saveAccount(services, { email: 'inconnu@essai.example', name: 'Ivan', grants: [] })
  assert.ok(isIn(await come(visitor(), 'inconnu')))
  await services.db.updateTable('accounts').set({ email: 'change@essai.example' }).where('id', '=', id).execute()
  assert.ok(isIn(await come(visitor(), 'inconnu')))
})

eachEngine('an answer is good once, in the browser that asked, for its own question', async (database, t) => {
  const { visitor, leave, provider, path, later, services } = await scene(database, t, { create: true })
  const [victim, attacker] = [visitor(), visitor()]
  const back = path(await provider.signIn(await leave(attacker), 'direction'))
  // Planted in another browser, it signs nobody in.
  assert.equal((await victim.get(back)).status, 403)
  await leave(victim)
  assert.equal((await victim.get(back)).status, 403)
  // Its own browser, with a state that was changed.
  const other = visitor()
  const changed = path(await provider.signIn(await leave(other), 'direction')).replace(/state=[^&]+/, 'state=autre')
  assert.equal((await other.get(changed)).status, 403)
  // Heard twice, the second time with all that the first had.
  const browser = visitor()
  const question = await leave(browser)
  const answer = path(await provider.signIn(question, 'direction'))
  const [first, second] = await Promise.all([browser.get(answer), browser.get(answer)])
  assert.equal([first, second].filter(isIn).length, 1)
  assert.equal((await browser.get(answer)).status, 403)
  // Too late.
  const slow = visitor()
  const late = path(await provider.signIn(await leave(slow), 'direction'))
  later({ minutes: 15 })
  assert.equal((await slow.get(late)).status, 403)
  // A nonce that is not the one asked: the provider signed an answer to another question.
  const swapped = visitor()
  const asked = new URL(await leave(swapped))
  asked.searchParams.set('nonce', 'un-autre-nonce')
  const refused = await swapped.get(path(await provider.signIn(asked.href, 'direction')))
  assert.equal(refused.status, 403)
  assert.match(await refused.text(), /n’a pas passé nos vérifications/)
  // A code that another verifier was promised for.
  const stolen = visitor()
  const challenge = new URL(await leave(stolen))
  challenge.searchParams.set('code_challenge', 'a'.repeat(43))
  assert.equal((await stolen.get(path(await provider.signIn(challenge.href, 'direction')))).status, 403)
  assert.deepEqual(
    (await services.db.selectFrom('sessions').select('provider').execute()).map(({ provider: by }) => by),
    ['agents'],
  )
})

eachEngine(
  'an imported pupil is recognised by name, birth date and school, and by nothing less',
  async (database, t) => {
    const { services, visitor, come, accounts } = await scene(database, t)
    const [classId, id, twin] = [services.newId(), services.newId(), services.newId()]
    await saveClasses(services.db, 'bocage', [
      { id: classId, school: '9140001A', name: '2de A', level: 'seconde', schoolYear: 2025 },
    ])
    const lina = {
      classId,
      school: '9140001A',
      firstName: 'Lina',
      lastName: 'Marchand Leroy',
      level: 'seconde',
    } as const
    await savePupils(services.db, 'bocage', [{ ...lina, id, birthDate: '2010-04-13' }])
    assert.equal((await come(visitor(), 'eleve')).status, 403)
    await savePupils(services.db, 'bocage', [{ ...lina, id, birthDate: '2010-04-12' }])
    assert.ok(isIn(await come(visitor(), 'eleve')))
    assert.ok(isIn(await come(visitor(), 'eleve')))
    assert.equal(await accounts(), 1)
    const { rows } = await database.pool.query<{ role: string; scope_id: string }>('select role, scope_id from grants')
    assert.deepEqual(rows, [{ role: 'pupil', scope_id: id }])
    // Two of the same name and day: nobody is taken for the other.
    await services.db.deleteFrom('external_identities').execute()
    await savePupils(services.db, 'bocage', [{ ...lina, id: twin, birthDate: '2010-04-12' }])
    assert.equal((await come(visitor(), 'eleve')).status, 403)
  },
)

eachEngine('a provider that is down, or not configured, says so', async (database, t) => {
  const world = await buildWorld(database, t, {
    publicUrl: origin,
    oidcProviders: configured('http://127.0.0.1:9'),
  })
  const answer = await world.visitor().get(addresses.signInProvider.replace(':provider', 'agents'))
  assert.equal(answer.status, 503)
  assert.match(await answer.text(), /ne répond pas/)
  assert.equal((await world.visitor().get(addresses.signInProvider.replace(':provider', 'autre'))).status, 404)
})

test('providers are read strictly, and a wrong one is named without its secret', () => {
  assert.deepEqual(readProviders(undefined), [])
  const right = configured('https://idp.example.fr')
  assert.equal(readProviders(right)[0]?.create, false)
  for (const [given, words] of [
    ['[{', /pas du JSON/],
    ['/nulle/part.json', /ni une liste JSON/],
    [configured('http://idp.example.fr'), /0\.issuer/],
    [configured('https://idp.example.fr', { crate: true }), /0\.crate/],
    [
      configured('https://idp.example.fr', {
        roles: [{ role: 'operator', when: { claim: 'x', is: ['y'] }, over: 'territory' }],
      }),
      /0\.roles\.0\.role/,
    ],
    [`[${right.slice(1, -1)},${right.slice(1)}`, /même id/],
  ] as const)
    assert.throws(
      () => readProviders(given),
      (error: unknown) =>
        error instanceof ConfigurationError &&
        words.test(error.message) &&
        !error.message.includes(testClient.clientSecret),
      given.slice(0, 60),
    )
})
