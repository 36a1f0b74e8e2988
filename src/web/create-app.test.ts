import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { createSignInLink, saveAccount } from '#/identity/index.ts'
import { createLog } from '#/platform/log.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import { createApp } from './create-app.ts'

const person = {
  email: 'nour@essai.example',
  name: 'Nour Bessin',
  grants: [{ role: 'coordinator', territoryId: 'bocage' }],
} as const

eachEngine('a link signs in only when its button is pressed, and the way out ends it', async (database, t) => {
  const { services, visitor } = await buildWorld(database, t)
  const link = addressOf('signInLink', { token: await createSignInLink(services, await saveAccount(services, person)) })
  const nour = visitor()
  const page = await nour.get(link)
  assert.match(await page.text(), /<form class="post" method="post"/)
  assert.equal((await nour.get(addresses.campaigns)).status, 303, 'looking at the link signs nobody in')
  assert.equal((await nour.post(link)).headers.get('location'), addresses.welcome)
  assert.equal((await nour.get(addresses.welcome)).headers.get('location'), addresses.desk)
  const other = await visitor().post(link)
  assert.equal(other.status, 410)
  assert.match(await other.text(), /celui-ci a déjà servi/)
  await nour.post(addresses.signOut)
  assert.equal((await nour.get(addresses.campaigns)).headers.get('location'), addresses.signIn)
})

eachEngine(
  'signing in gives a new session, whatever the browser held, in a cookie no script reads',
  async (database, t) => {
    const { services, app } = await buildWorld(database, t)
    const token = await createSignInLink(services, await saveAccount(services, person))
    const headers = { 'sec-fetch-site': 'same-origin', cookie: 'passerelle=planted' }
    const answer = await app.request(addressOf('signInLink', { token }), { method: 'POST', headers })
    const [cookie = ''] = answer.headers.getSetCookie()
    assert.match(cookie, /^passerelle=[\w-]{43}; .*HttpOnly.*SameSite=Lax/)
    assert.doesNotMatch(cookie, /planted/)
    const { rows } = await database.pool.query('select id_sha256 from sessions')
    assert.ok(rows.length === 1 && !cookie.includes(rows[0].id_sha256), 'the database holds a hash')
  },
)

eachEngine('invented people are offered in a demonstration only', async (database, t) => {
  const { services, visitor } = await buildWorld(database, t)
  await database.pool.query('update territories set demonstration = true')
  const real = await saveAccount(services, person)
  assert.doesNotMatch(await (await visitor().get(addresses.welcome)).text(), /Nour/)
  assert.equal(
    (await visitor().post(addresses.signInDemonstration, { account: real })).status,
    404,
    'a real person is not for anyone',
  )
  const invented = await saveAccount(services, {
    ...person,
    email: 'maud@essai.example',
    name: 'Maud Valognes',
    demonstration: true,
  })
  const guest = visitor()
  assert.match(await (await guest.get(addresses.welcome)).text(), /Entrer comme Maud Valognes/)
  await guest.post(addresses.signInDemonstration, { account: invented })
  assert.equal((await guest.get(addresses.welcome)).headers.get('location'), addresses.desk)
  await database.pool.query(`update territories set demonstration = false where id = 'marais'`)
  assert.doesNotMatch(await (await visitor().get(addresses.welcome)).text(), /Maud/)
  const late = await visitor().post(addresses.signInDemonstration, { account: invented })
  assert.equal(late.status, 404, 'a real territory closes the open door')
})

eachEngine('a change asked from another site is refused', async (database, t) => {
  const { services, app } = await buildWorld(database, t)
  await database.pool.query('update territories set demonstration = true')
  const maud = await saveAccount(services, {
    email: 'maud@essai.example',
    name: 'Maud',
    grants: [{ role: 'coordinator', territoryId: 'bocage' }],
    demonstration: true,
  })
  const ask = async (headers: Record<string, string>): Promise<number> => {
    const body = new URLSearchParams({ account: maud })
    const answer = await app.request(`http://stages.example${addresses.signInDemonstration}`, {
      method: 'POST',
      body,
      headers,
    })
    return answer.status
  }
  assert.equal(await ask({}), 403, 'says nothing')
  assert.equal(await ask({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await ask({ 'sec-fetch-site': 'same-site', origin: 'http://autre.stages.example' }), 403)
  assert.equal(await ask({ origin: 'http://ailleurs.example' }), 403)
  assert.equal(await ask({ origin: 'null' }), 403)
  assert.equal(await ask({ origin: 'http://stages.example' }), 303)
  assert.equal(
    await ask({ 'sec-fetch-site': 'same-origin', origin: 'https://stages.example' }),
    303,
    'behind a proxy that ends TLS',
  )
})

eachEngine(
  'every answer carries the policy, errors included, and a page is never kept by a cache',
  async (database, t) => {
    const { visitor } = await buildWorld(database, t)
    for (const address of [addresses.welcome, addresses.help, '/nulle-part', addresses.campaigns]) {
      const { headers } = await visitor().get(address)
      const policy = headers.get('content-security-policy') ?? ''
      assert.match(policy, /^default-src 'none';.*frame-ancestors 'none'/, address)
      assert.doesNotMatch(policy, /unsafe|\*/, address)
      assert.equal(headers.get('cache-control'), 'private, no-store', address)
      assert.ok(headers.get('x-request-id'), address)
    }
  },
)

eachEngine(
  'a failure says its number, shows nothing of the inside, and is logged without the address',
  async (database, t) => {
    const { services } = await buildWorld(database, t)
    let written = ''
    const log = createLog('info', {
      write(line) {
        written += line
      },
    })
    const broken = createApp({ ...services, log, db: services.db.withSchema('nowhere') })
    const answer = await broken.request(`${addresses.welcome}?q=lea.martin@example.fr`)
    const text = await answer.text()
    assert.equal(answer.status, 500)
    assert.doesNotMatch(text, /nowhere|relation|stack|\.ts/)
    const number = answer.headers.get('x-request-id') ?? ''
    assert.ok(text.includes(number) && written.includes(number))
    assert.match(written, /"route":"welcome","status":500/)
    assert.doesNotMatch(written, /martin/)
  },
)

eachEngine('a form too large is refused before it is read', async (database, t) => {
  const { visitor } = await buildWorld(database, t)
  const answer = await visitor().post(addresses.signInDemonstration, { account: 'x'.repeat(1_100_000) })
  assert.equal(answer.status, 413)
  assert.match(await answer.text(), /trop lourd/)
})

eachEngine('the database’s health is told, and figures only to this machine or with the token', async (database, t) => {
  const { app, services } = await buildWorld(database, t)
  assert.deepEqual(await (await app.request(addresses.health)).json(), { status: 'ok' })
  assert.match(await (await app.request(addresses.metrics)).text(), /passerelle_request_seconds/)
  const guarded = createApp({
    ...services,
    configuration: { ...services.configuration, metricsToken: 'a-long-secret-token' },
  })
  assert.equal((await guarded.request(addresses.metrics)).status, 404)
  const headers = { authorization: 'Bearer a-long-secret-token' }
  assert.equal((await guarded.request(addresses.metrics, { headers })).status, 200)
  const proxied = createApp({ ...services, configuration: { ...services.configuration, trustProxy: true } })
  assert.equal(
    (await proxied.request(addresses.metrics, { headers: { 'x-forwarded-for': '203.0.113.7' } })).status,
    404,
  )
})

eachEngine('who runs the platform opens an account, and its link works', async (database, t) => {
  const { signedIn, visitor } = await buildWorld(database, t)
  const operator = await signedIn('operator')
  const wrong = await operator.post(addresses.operationsAccounts, {
    email: 'nour',
    name: '',
    role: 'coordinator',
    territory: 'nulle-part',
  })
  assert.equal(wrong.status, 422)
  assert.match(await wrong.text(), /adresse électronique complète[\s\S]*le prénom et le nom/)
  const page = await operator.post(addresses.operationsAccounts, {
    email: person.email,
    name: person.name,
    role: 'coordinator',
    territory: 'bocage',
  })
  const [, link = ''] = /<code>http:\/\/[^/]+([^<]+)<\/code>/.exec(await page.text()) ?? []
  const nour = visitor()
  await nour.post(link)
  assert.equal((await nour.get(addresses.campaigns)).status, 200)
  assert.equal((await nour.get(addresses.operations)).status, 403)
})
