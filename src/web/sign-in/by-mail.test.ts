import assert from 'node:assert/strict'
import { addresses } from '#/addresses.ts'
import { codeOfRequest, linkToken, listSessions, saveAccount } from '#/identity/index.ts'
import type { Database } from '#/platform/database.ts'
import { eachEngine } from '../../../test/engines.ts'
import { startMailServer } from '../../../test/mail-server.ts'
import { buildWorld, type Visitor, type World } from '../../../test/world.ts'

const nour = { email: 'nour.bessin@essai.example', name: 'Nour Bessin' }

interface Scene extends World {
  readonly accountId: string
  /** Asks for a mail; returns the request made last. */
  readonly ask: (browser: Visitor, email?: string) => Promise<string>
  readonly linkOf: (request: string) => string
  readonly codeOf: (request: string) => string
}

async function scene(database: Database, t: { after(done: () => Promise<void>): void }): Promise<Scene> {
  const world = await buildWorld(database, t, { trustProxy: true })
  const { services } = world
  const accountId = await saveAccount(services, {
    ...nour,
    grants: [{ role: 'coordinator', territoryId: 'bocage' }],
  })
  return {
    ...world,
    accountId,
    async ask(browser, email = nour.email) {
      const answer = await browser.post(addresses.signIn, { email })
      assert.equal(answer.headers.get('location'), addresses.signInCode)
      const { id } = await services.db
        .selectFrom('sign_in_requests')
        .select('id')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      return id
    },
    linkOf: (request) =>
      addresses.signInMail.replace(':token', encodeURIComponent(linkToken(services.key, 'sign-in', request))),
    codeOf: (request) => codeOfRequest(services.key, request),
  }
}

const isIn = (answer: Response): boolean => answer.status === 303 && answer.headers.get('location') === '/'
/** Six digits that are not these. */
const wrongCode = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

eachEngine('the mail holds a link and a code, and nothing that opens stands in a table', async (database, t) => {
  const server = await startMailServer(t)
  const world = await buildWorld(database, t, {
    publicUrl: 'https://stages.example.fr',
    smtp: { url: server.url, from: 'Passerelle <stages@essai.example>' },
  })
  await saveAccount(world.services, { ...nour, grants: [] })
  const browser = world.visitor()
  const answer = await browser.post(addresses.signIn, { email: ' Nour.Bessin@ESSAI.example ' })
  assert.equal(answer.status, 303)
  await world.work()
  assert.deepEqual(
    server.arrived.map(({ to }) => to),
    [['nour.bessin@essai.example']],
  )
  const { mail } = server.arrived[0]!
  assert.equal(mail.subject, 'Votre connexion à Passerelle')
  const [, three, six] = /code de connexion : (\d{3}) (\d{3})/.exec(mail.text ?? '') ?? []
  const [, path = ''] = /https:\/\/stages\.example\.fr(\/connexion\/courriel\/\S+)/.exec(mail.text ?? '') ?? []
  // Software that reads mail opens the link: nobody comes in by that, and the person still can.
  for (let n = 0; n < 3; n++) assert.equal((await world.visitor().get(path)).status, 200)
  assert.match(await (await browser.get(path)).text(), /Entrez dans Passerelle/)
  const { rows } = await database.pool.query<{ row: string }>(
    `select row(t)::text as row from sign_in_requests t union all select row(m)::text from messages m
     union all select row(l)::text from letters l union all select row(j)::text from pgboss.job j`,
  )
  const kept = rows.map(({ row }) => row).join('\n')
  assert.ok(!kept.includes(`${three}${six}`) && !kept.includes(path.split('.')[1] ?? ''), 'only ids are kept')
  assert.ok(isIn(await browser.post(path)))
})

eachEngine('an address that nobody has gets the same answer, and no mail', async (database, t) => {
  const { ask, visitor, services } = await scene(database, t)
  const [known, unknown] = [visitor(), visitor()]
  await ask(known)
  const nobodys = await ask(unknown, 'inconnue@essai.example')
  const page = async (browser: Visitor) =>
    (await (await browser.get(addresses.signInCode)).text()).replaceAll(/[\w.]+@essai\.example/g, 'X')
  assert.equal(await page(known), await page(unknown))
  for (const browser of [known, unknown]) {
    const answer = await browser.post(addresses.signInCode, { code: '000 00' })
    assert.equal(answer.status, 422)
  }
  // Not even the right code of a request without an account opens anything.
  const right = await unknown.post(addresses.signInCode, { code: codeOfRequest(services.key, nobodys) })
  assert.equal(right.status, 410)
  const told = await services.db.selectFrom('messages').select('recipient').execute()
  assert.equal(told.length, 1)
})

eachEngine('the link opens where it was asked; elsewhere it wants the code', async (database, t) => {
  const { ask, visitor, linkOf, codeOf } = await scene(database, t)
  const [desk, phone] = [visitor(), visitor()]
  const request = await ask(desk)
  assert.match(await (await phone.get(linkOf(request))).text(), /recopiez le code du message/)
  const alone = await phone.post(linkOf(request))
  assert.equal(alone.status, 422)
  assert.match(await alone.text(), /Recopiez les six chiffres/)
  const code = codeOf(request)
  const answer = await phone.post(linkOf(request), { code: `${code.slice(0, 3)} ${code.slice(3)}` })
  assert.ok(isIn(answer))
  // Once: neither the desk nor anybody comes in by it again.
  for (const again of [await desk.post(linkOf(request)), await desk.post(addresses.signInCode, { code })]) {
    assert.equal(again.status, 410)
    assert.match(await again.text(), /a déjà servi/)
  }
})

eachEngine('of two presses at the same time one signs in', async (database, t) => {
  const { ask, visitor, linkOf, codeOf, services, accountId } = await scene(database, t)
  const browser = visitor()
  const request = await ask(browser)
  const answers = await Promise.all([
    browser.post(linkOf(request)),
    browser.post(linkOf(request)),
    browser.post(addresses.signInCode, { code: codeOf(request) }),
  ])
  assert.equal(answers.filter(isIn).length, 1)
  assert.equal((await listSessions(services, accountId)).length, 1)
})

eachEngine('a request dies of wrong codes or of age, the account does not', async (database, t) => {
  const { ask, visitor, linkOf, codeOf, later } = await scene(database, t)
  const browser = visitor()
  const guessed = await ask(browser)
  const code = wrongCode(codeOf(guessed))
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.post(addresses.signInCode, { code })))
  assert.equal(answers.filter(({ status }) => status === 422).length, 4)
  assert.equal((await browser.post(addresses.signInCode, { code: codeOf(guessed) })).status, 410)
  // The mail's link, which the guesser does not hold, still opens.
  assert.ok(isIn(await browser.post(linkOf(guessed))))
  const old = await ask(visitor())
  later({ minutes: 15 })
  assert.equal((await browser.post(linkOf(old), { code: codeOf(old) })).status, 410)
  const fresh = visitor()
  const request = await ask(fresh)
  assert.ok(isIn(await fresh.post(addresses.signInCode, { code: codeOf(request) })))
})

eachEngine('whoever asks and guesses without end keeps nobody out', async (database, t) => {
  const { ask, visitor, linkOf, codeOf, services } = await scene(database, t)
  const from = (address: string) => {
    const browser = visitor()
    const headers = { 'x-forwarded-for': address }
    return {
      ...browser,
      post: (path: string, form: Readonly<Record<string, string>> = {}) =>
        browser.ask(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    }
  }
  const requests: string[] = []
  for (let n = 0; n < 12; n++) {
    const attacker = from(`192.0.2.${n}`)
    const request = await ask(attacker)
    requests.push(request)
    for (let guess = 0; guess < 4; guess++)
      await attacker.post(addresses.signInCode, { code: wrongCode(codeOf(request)) })
  }
  const told = await services.db.selectFrom('messages').select('data').execute()
  assert.equal(told.length, 10, 'one mailbox is not flooded')
  // The person asks, hears the same as ever, finds the mails of the others in the box, and comes in by the latest of them.
  const person = from('203.0.113.7')
  await ask(person)
  const latest = requests[9]!
  assert.ok(isIn(await person.post(linkOf(latest), { code: codeOf(latest) })))
  // One source asks for many addresses: it is held back, alone.
  const statuses: number[] = []
  const greedy = from('198.51.100.1')
  for (let n = 0; n < 32; n++)
    statuses.push((await greedy.post(addresses.signIn, { email: `personne-${n}@essai.example` })).status)
  assert.deepEqual([statuses.indexOf(429), statuses.filter((status) => status === 303).length], [30, 30])
  assert.equal((await from('198.51.100.2').post(addresses.signIn, { email: nour.email })).status, 303)
})

eachEngine('hostile answers are said to be so, and change nothing', async (database, t) => {
  const { visitor, services } = await scene(database, t)
  const browser = visitor()
  for (const email of [
    '',
    'nour',
    'nour@',
    'a@b',
    `${'a'.repeat(300)}@essai.example`,
    "x'; drop table accounts;--@e.fr",
    'a\0b@e.fr',
  ]) {
    const answer = await browser.post(addresses.signIn, { email })
    assert.equal(answer.status, 422, email)
    assert.match(await answer.text(), /Donnez une adresse électronique complète/)
  }
  const file = new FormData()
  file.set('email', new File(['x'], 'x.txt'))
  assert.equal((await browser.post(addresses.signIn, file)).status, 422)
  assert.deepEqual(await services.db.selectFrom('sign_in_requests').selectAll().execute(), [])
  for (const token of ['x', '01980000-0000-7000-8000-000000000001.AAAA', '%00', 'a'.repeat(2000)])
    assert.equal((await browser.get(addresses.signInMail.replace(':token', token))).status, 410)
  // Without having asked, or with a cookie of one's own making, the page of the code leads back.
  assert.equal((await browser.get(addresses.signInCode)).status, 410)
  const forged = await browser.ask(addresses.signInCode, {
    method: 'POST',
    body: new URLSearchParams({ code: '123456' }),
    headers: { cookie: 'passerelle-connexion=bm9uLWNlLW4tZXN0LXBhcy1zY2VsbGU' },
  })
  assert.equal(forged.status, 410)
})
