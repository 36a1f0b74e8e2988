import assert from 'node:assert/strict'
import { z } from 'zod'
import { addresses, addressOf } from '#/addresses.ts'
import { type RoleName, saveAccount } from '#/identity/index.ts'
import type { Database } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { createApp } from '#/web/create-app.ts'
import { eachEngine } from '../../test/engines.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'
import { preferencesToken } from './correspondent.ts'
import { knownCorrespondent } from './correspondents.ts'
import { type AnyMail, defineMail } from './mail.ts'
import { post, recipientOf } from './post.ts'
import { sendLetters } from './send-letters.ts'
import { messagesWeb } from './web.tsx'

const kind = (name: string, label: string, duty: 'must' | 'may', pace: 'now' | 'digest') =>
  defineMail({
    ...{ name, label, duty, pace, because: `vous suivez « ${label} »` },
    schema: z.object({ what: z.string() }),
    write: async (_services: Services, { what }: { what: string }) => ({
      subject: 'Une nouvelle',
      paragraphs: [what],
      digest: what,
    }),
  })
const alert = kind('test.alert', 'Offres nouvelles', 'may', 'digest')
const answer = kind('test.answer', 'Réponses', 'must', 'now')
const mails = new Map<string, AnyMail>([alert, answer].map((mail) => [mail.name, mail]))

const zoe = { email: 'zoe@essai.example', name: 'Zoé Bessin', territoryId: bocage.id }

/** A world in which the application knows the kinds of mail of this test. */
async function office(database: Database, t: Parameters<typeof buildWorld>[1], configured = {}) {
  const world = await buildWorld(database, t, { publicUrl: 'http://localhost', ...configured })
  const { services } = world
  const tell = (mail: AnyMail, what: string, to: Parameters<typeof post>[3]['to'] = zoe) =>
    services.db.transaction().execute((tx) => post(services, tx, mail, { to, data: { what }, once: what }))
  const round = () => sendLetters(services, mails, new AbortController().signal)
  const token = async (to: Parameters<typeof recipientOf>[0] = zoe) => {
    const { id } = await knownCorrespondent(services, services.db, { recipient: recipientOf(to) })
    return preferencesToken(services.key, id)
  }
  const chosen = async () => {
    const rows = await services.db.selectFrom('correspondents').select(['recipient', 'rhythm', 'declined']).execute()
    return rows.map(({ recipient, rhythm, declined }) =>
      [recipient.replace(/:.*@/, ':'), rhythm, ...declined].join(' '),
    )
  }
  const app = createApp(services, [messagesWeb(services, [...mails.values()])])
  const here = (visitor: Visitor): Pick<Visitor, 'get' | 'post'> => ({
    get: (address) => visitor.ask(address, {}, app),
    post: (address, form = {}) =>
      visitor.ask(address, { method: 'POST', body: form instanceof FormData ? form : new URLSearchParams(form) }, app),
  })
  return {
    ...world,
    ...{ app, tell, round, token, chosen },
    visitor: () => here(world.visitor()),
    signedIn: async (role: RoleName) => here(await world.signedIn(role)),
  }
}

const states = async ({ services }: Pick<World, 'services'>) =>
  (await services.db.selectFrom('letters').select('state').orderBy('id').execute()).map(({ state }) => state)

eachEngine(
  'a mail program unsubscribes in one request from nowhere, and what must be told still comes',
  async (database, t) => {
    const world = await office(database, t)
    const { app, tell, round, token, chosen, later } = world
    await tell(answer, 'first')
    await round()
    const link = addressOf('messagePreferences', { token: await token() })
    const look = await world.visitor().get(`${link}?sorte=*`)
    assert.equal(look.status, 200)
    assert.deepEqual(
      await chosen(),
      ['email:essai.example daily'],
      'looking changes nothing: mail scanners follow links',
    )
    const oneClick = () =>
      app.request(link, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
    assert.equal((await oneClick()).status, 200)
    assert.equal((await oneClick()).status, 200, 'again changes nothing')
    assert.deepEqual(await chosen(), ['email:essai.example daily *'])
    await tell(alert, 'an offer')
    await tell(answer, 'an answer')
    later({ hours: 24 })
    await round()
    assert.deepEqual((await states(world)).toSorted(), ['kept', 'kept', 'settled'])
    const page = await (await world.visitor().get(link)).text()
    assert.match(page, /Ce que vous recevrez toujours/)
    assert.match(page, /Réponses : vous suivez « Réponses »/)
  },
)

eachEngine('the button of the page declines one kind, and choosing again takes it back', async (database, t) => {
  const { tell, round, token, chosen, visitor, later } = await office(database, t)
  await tell(alert, 'an offer')
  later({ hours: 24 })
  await round()
  const link = addressOf('messagePreferences', { token: await token() })
  const page = await (await visitor().get(`${link}?sorte=test.alert`)).text()
  assert.match(page, /Ne plus recevoir « Offres nouvelles »/)
  await visitor().post(link, { faire: 'arreter', sorte: 'test.alert' })
  assert.deepEqual(await chosen(), ['email:essai.example daily test.alert'])
  await visitor().post(link, { faire: 'arreter', sorte: 'test.answer' })
  assert.deepEqual(await chosen(), ['email:essai.example daily test.alert'], 'what must be told cannot be declined')
  await visitor().post(link, { faire: 'choisir', rythme: 'weekly' })
  assert.deepEqual(await chosen(), ['email:essai.example weekly'])
})

eachEngine('a token that was not made here opens nothing, and a hostile form changes nothing', async (database, t) => {
  const { token, chosen, visitor } = await office(database, t)
  const good = await token()
  const other = await token({ accountId: '01a20158-0000-7000-8000-000000000000' })
  const forged = `${good.split('.')[0]}.${other.split('.')[1]}`
  for (const bad of ['', 'x', forged, `${good}x`, good.slice(0, -1), `${good}.x`, '../../exploitation', '%00']) {
    const address = `/messages/${encodeURIComponent(bad)}`
    assert.equal((await visitor().get(address)).status, 404, bad)
    assert.equal((await visitor().post(address, { faire: 'arreter', sorte: '*' })).status, 404, bad)
  }
  const before = await chosen()
  const link = addressOf('messagePreferences', { token: good })
  const forms: Readonly<Record<string, string>>[] = [
    {},
    { faire: 'choisir' },
    { faire: 'choisir', rythme: 'hourly' },
    { faire: 'arreter', sorte: "'; drop table letters; --" },
    { faire: 'arreter', sorte: '__proto__' },
  ]
  for (const form of forms) await visitor().post(link, form)
  assert.deepEqual(await chosen(), before)
  await visitor().post(link, { faire: 'choisir', rythme: 'now', refus: 'test.answer' })
  assert.ok((await chosen()).includes('email:essai.example now'), 'a choice that cannot be made is left out')
})

eachEngine('what already waits takes the rhythm that is chosen', async (database, t) => {
  const world = await office(database, t)
  const { tell, round, token, visitor, later } = world
  await tell(alert, 'a')
  const link = addressOf('messagePreferences', { token: await token() })
  await visitor().post(link, { faire: 'choisir', rythme: 'weekly' })
  later({ hours: 24 })
  await round()
  assert.deepEqual(await states(world), [], 'not before Monday')
  await visitor().post(link, { faire: 'choisir', rythme: 'now' })
  await round()
  assert.deepEqual(await states(world), ['kept'])
})

eachEngine('someone with an account chooses on their own page, and reaches nobody else’s', async (database, t) => {
  const { services, signedIn, chosen } = await office(database, t)
  const host = await signedIn('host')
  const page = await (await host.get(addresses.myMessages)).text()
  assert.match(page, /Ce que vous recevez/)
  const saved = await host.post(addresses.myMessages, { faire: 'choisir', rythme: 'weekly', refus: '*' })
  assert.equal(saved.headers.get('location'), `${addresses.myMessages}?fait=saved`)
  assert.equal((await chosen()).length, 1)
  const [row] = await services.db.selectFrom('correspondents').select(['rhythm', 'declined']).execute()
  assert.deepEqual(row, { rhythm: 'weekly', declined: ['*'] })
  const pupil = await signedIn('pupil')
  assert.match(await (await pupil.get(addresses.myMessages)).text(), /Ce que tu reçois/)
})

eachEngine(
  'operators read what was kept, in a frame where nothing runs, and the hostile stays text',
  async (database, t) => {
    const { tell, round, signedIn, visitor, services } = await office(database, t)
    await tell(answer, '<script>alert(1)</script>', { ...zoe, name: '<img src=x onerror=alert(1)>' })
    await round()
    const operator = await signedIn('operator')
    const list = await (await operator.get(addresses.letters)).text()
    assert.match(list, /Aucun serveur d’envoi n’est réglé/)
    const [, href = ''] = /href="(\/exploitation\/courriers\/[^"/?]+)"/.exec(list) ?? []
    const page = await (await operator.get(href)).text()
    assert.match(page, /<iframe[^>]* src="\/exploitation\/courriers\/[^"]+\/contenu"[^>]* sandbox="allow-popups/)
    const body = await operator.get(`${href}/contenu`)
    const policy = body.headers.get('content-security-policy') ?? ''
    assert.match(
      policy,
      /^default-src 'none'; style-src 'unsafe-inline';.*frame-ancestors 'self'; sandbox allow-popups/,
    )
    for (const html of [list, page, await body.text()]) assert.doesNotMatch(html, /<script>alert|<img src=x/)
    const readings = await services.db.selectFrom('journal').select('role').where('what', '=', 'letter.read').execute()
    assert.deepEqual(readings, [{ role: 'operator' }, { role: 'operator' }])
    const other = await signedIn('coordinator')
    for (const address of [addresses.letters, href, `${href}/contenu`]) {
      assert.equal((await other.get(address)).status, 403)
      assert.equal((await visitor().get(address)).status, 303)
    }
    assert.equal((await operator.get('/exploitation/courriers/rien')).status, 404)
    assert.equal((await operator.post(href, { faire: 'arrive' })).status, 303)
    assert.equal((await services.db.selectFrom('letters').select('state').executeTakeFirstOrThrow()).state, 'kept')
  },
)

eachEngine(
  'the letters of a demonstration are anyone’s to read, those of a real territory never',
  async (database, t) => {
    const { tell, round, visitor } = await office(database, t)
    await tell(answer, 'Une réponse')
    await round()
    assert.equal((await visitor().get(addresses.demonstrationLetters)).status, 404)
    await database.pool.query('update territories set demonstration = true')
    const list = await (await visitor().get(addresses.demonstrationLetters)).text()
    const [, href = ''] = /href="(\/courriers\/[^"/?]+)"/.exec(list) ?? []
    assert.match(await (await visitor().get(href)).text(), /<iframe/)
    assert.match(await (await visitor().get(`${href}/contenu`)).text(), /Une réponse/)
    await database.pool.query(`update territories set demonstration = false where id = 'marais'`)
    for (const address of [addresses.demonstrationLetters, href, `${href}/contenu`])
      assert.equal((await visitor().get(address)).status, 404)
  },
)

eachEngine('an address that refuses is shown to operators until it is mended', async (database, t) => {
  const { signedIn, services } = await office(database, t)
  await services.db
    .insertInto('bounces')
    .values({
      ...{ address: 'nobody@essai.example', id: services.newId(), letter_id: null, kind: 'permanent', status: '5.1.1' },
      ...{ source: 'report', at: services.clock.now().toString(), mended_at: null },
    })
    .execute()
  const operator = await signedIn('operator')
  assert.match(await (await operator.get(addresses.letters)).text(), /1\s+adresse à réparer/)
  assert.match(
    await (await operator.get(addresses.bounces)).text(),
    /nobody@essai\.example.*cette adresse n’existe pas/s,
  )
  await operator.post(addresses.bounces, { adresse: 'Nobody@essai.example' })
  assert.match(await (await operator.get(addresses.bounces)).text(), /Toutes les adresses reçoivent/)
})

eachEngine(
  'someone without an account keeps their choices by address, someone with one by account',
  async (database, t) => {
    const { services, tell, round } = await office(database, t)
    const id = await saveAccount(services, { email: zoe.email, name: zoe.name, grants: [] })
    await tell(answer, 'by address')
    await tell(answer, 'by account', { accountId: id })
    await round()
    const rows = await services.db.selectFrom('correspondents').select('recipient').orderBy('recipient').execute()
    assert.deepEqual(
      rows.map(({ recipient }) => recipient),
      [`account:${id}`, 'email:zoe@essai.example'],
    )
  },
)
