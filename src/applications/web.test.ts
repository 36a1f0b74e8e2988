import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { applications, hosts, offers, people, pupils } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'
import { createAnswerLink } from './answer-links.ts'
import { findApplication } from './applications.ts'
import { saveSettings } from './settings.ts'

const versionIn = (html: string): string => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
const keyIn = (html: string): string => /name="cle" value="([^"]+)"/.exec(html)?.[1] ?? ''
const page = async (visitor: Visitor, id: string, query = {}) =>
  (await visitor.get(addressOf('application', { application: id }, query))).text()
const stateOf = async ({ services }: World, id: string) => (await findApplication(services.db, id))?.state

const written = { attrait: 'J’aimerais voir comment une mairie fonctionne.', semaines: '2026-W25' }

async function linkFor({ services }: World, application: string, email = 'accueil@essai.example'): Promise<string> {
  const token = await createAnswerLink(
    services,
    { territoryId: bocage.id, id: application },
    { email, name: 'L’accueil', accountId: undefined },
  )
  return addressOf('answerLink', { token })
}

eachEngine('from the form to the confirmed place, each side sees its part', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  const apply = addressOf('applicationNew', { offer: offers.mairie })
  assert.match(
    await (await lina.get(apply)).text(),
    /J’aime comprendre comment ça marche/,
    'the draft of the world is there',
  )
  const answer = await lina.post(apply, { ...written, besoins: 'Une pause pour mon traitement', dire: 'accepted' })
  assert.equal(answer.status, 303)
  const application = applications.linaMairie
  assert.equal(answer.headers.get('location'), addressOf('application', { application }))
  const check = await page(lina, application)
  assert.match(check, /Relis avant d’envoyer/)
  assert.match(check, /Une pause pour mon traitement/)
  assert.equal(await stateOf(world, application), 'draft')

  const version = versionIn(check)
  const send = addressOf('applicationSend', { application })
  assert.equal((await lina.post(send, { version })).status, 303)
  assert.equal((await lina.post(send, { version })).status, 303, 'a second click is answered like the first')
  assert.equal(await stateOf(world, application), 'submitted')
  assert.match(await page(lina, application, { fait: 'envoyee' }), /C’est envoyé/)

  const aicha = await world.person('aicha')
  const seen = await page(aicha, application)
  assert.match(seen, /Lina M\. demande une place/)
  assert.doesNotMatch(seen, /traitement|Marchand<|2de A/)
  assert.equal(await stateOf(world, application), 'read')
  const accept = { reponse: 'accept', version: versionIn(seen), cle: keyIn(seen) }
  const decide = addressOf('applicationAnswer', { application })
  assert.equal((await aicha.post(decide, accept)).status, 303)
  assert.equal((await aicha.post(decide, accept)).status, 303)
  assert.match(await page(aicha, application), /Une pause pour mon traitement/, 'told once accepted')

  const waiting = await page(lina, application)
  assert.match(waiting, /Ta place t’attend/)
  const confirm = addressOf('applicationConfirm', { application })
  assert.equal((await lina.post(confirm, { version: versionIn(waiting) })).status, 303)
  assert.equal((await lina.post(confirm, { version: versionIn(waiting) })).status, 303)
  assert.equal(await stateOf(world, application), 'confirmed')
  assert.equal(await stateOf(world, applications.linaGarage), 'withdrawn', 'the same week elsewhere is given up')
  const { taken } = await database.db
    .selectFrom('offer_weeks')
    .select('taken')
    .where('offer_id', '=', offers.mairie)
    .where('week', '=', '2026-W25')
    .executeTakeFirstOrThrow()
  assert.equal(taken, 1)
  for (const who of ['karim', 'helene'] as const) {
    const staff = await page(await world.person(who), application)
    assert.match(staff, /La place est confirmée/)
    assert.doesNotMatch(staff, /traitement/)
  }
  assert.match(await page(await world.person('sandrine'), application), /confirmée/)
})

eachEngine('a draft is nobody else’s, and neither is an application of elsewhere', async (database, t) => {
  const world = await buildWorld(database, t)
  const draft = addressOf('application', { application: applications.linaMairie })
  for (const who of ['karim', 'helene', 'aicha', 'sandrine'] as const)
    assert.equal((await (await world.person(who)).get(draft)).status, 404, who)
  assert.equal((await (await world.person('bruno')).get(draft)).status, 404)
  const noe = await world.person('noe')
  assert.equal((await noe.get(addressOf('application', { application: applications.linaGarage }))).status, 404)
  assert.equal(
    (await noe.post(addressOf('applicationWithdraw', { application: applications.linaGarage }), { version: '1' }))
      .status,
    404,
  )
  assert.equal(await stateOf(world, applications.linaGarage), 'submitted')
})

eachEngine('a host answers by the link of the mail, without an account, and can take it back', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const application = applications.linaGarage
  const link = await linkFor(world, application)
  const host = world.visitor()
  const scanned = await (await host.get(link)).text()
  assert.match(scanned, /Votre réponse/)
  assert.equal(await stateOf(world, application), 'submitted', 'following the link changes nothing')
  const version = versionIn(scanned)
  const refuse = { reponse: 'refuse', version, raison: 'tutor', mots: 'Bonne chance !' }
  assert.equal((await host.post(link, refuse)).status, 303)
  assert.equal((await host.post(link, refuse)).status, 303)
  assert.equal(await stateOf(world, application), 'refused')
  const given = await (await host.get(link)).text()
  assert.match(given, /Réponse donnée : non/)
  assert.equal((await host.post(link, { reponse: 'undo', version: versionIn(given) })).status, 303)
  assert.equal(await stateOf(world, application), 'read')
  const again = await (await host.get(link)).text()
  const weeks = { reponse: 'counter', version: versionIn(again), semaines: '2026-W26' }
  assert.equal((await host.post(link, weeks)).status, 303)
  assert.match(await page(await world.person('lina'), application), /d’autres dates/)
  world.later({ minutes: 11 })
  const late = await host.post(link, { reponse: 'undo', version: String(Number(versionIn(again)) + 1) })
  assert.equal(late.status, 409)
  assert.match(await late.text(), /ne peut plus être reprise/)
})

eachEngine('a link is for one application and one person, for a time', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitor = world.visitor()
  assert.equal((await visitor.get(addressOf('answerLink', { token: 'inventé' }))).status, 404)
  const link = await linkFor(world, applications.linaGarage)
  const tokens = await database.db.selectFrom('answer_links').select('token_sha256').execute()
  assert.ok(
    tokens.every(({ token_sha256 }) => !link.includes(token_sha256)),
    'only its hash is kept',
  )
  const other = await linkFor(world, applications.linaGarage, 'ancien@essai.example')
  assert.equal((await visitor.get(other)).status, 410, 'someone who does not answer any more')
  const lina = await world.person('lina')
  const mine = await page(lina, applications.linaGarage)
  await lina.post(addressOf('applicationWithdraw', { application: applications.linaGarage }), {
    version: versionIn(mine),
  })
  const gone = await visitor.get(link)
  assert.equal(gone.status, 410)
  assert.doesNotMatch(await gone.text(), /Lina/)
  assert.equal((await visitor.post(link, { reponse: 'accept', version: '1' })).status, 410)
  const old = await linkFor(world, applications.tomMairie)
  world.later({ hours: 24 * 31 })
  assert.equal((await visitor.get(old)).status, 410)
})

eachEngine('an anonymous application shows the name with the yes, not before', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  await saveSettings(database.db, bocage.id, { anonymousApplications: true })
  const apply = addressOf('applicationNew', { offer: offers.mairie })
  assert.match(await (await lina.get(apply)).text(), /pas ton nom/)
  const application = applications.linaMairie
  await lina.post(apply, { ...written, attrait: 'Moi c’est Lina, la mairie m’attire.' })
  const check = await page(lina, application)
  assert.match(check, /Ton prénom est dans ton texte/)
  await lina.post(apply, written)
  await lina.post(addressOf('applicationSend', { application }), { version: versionIn(await page(lina, application)) })
  const aicha = await world.person('aicha')
  const before = await page(aicha, application)
  assert.match(before, /Un élève ou une élève demande une place/)
  assert.doesNotMatch(before, /Lina|Marchand|Vire</)
  await aicha.post(addressOf('applicationAnswer', { application }), { reponse: 'accept', version: versionIn(before) })
  assert.match(await page(aicha, application), /Lina M\./)
})

eachEngine('wrong and hostile forms get a clear word, and change nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  const apply = addressOf('applicationNew', { offer: offers.mairie })
  const before = await findApplication(database.db, applications.linaMairie)
  const wrong: readonly (readonly [Record<string, string>, RegExp])[] = [
    [{}, /Dis en une phrase/],
    [{ ...written, attrait: ' \u0000\u200b ' }, /Dis en une phrase/],
    [{ ...written, attrait: 'a'.repeat(601) }, /600 signes au plus/],
    [{ attrait: written.attrait }, /Choisis au moins une semaine/],
    [{ ...written, semaines: '2026-W30' }, /n’est plus proposée/],
    [{ ...written, semaines: "'; drop table applications; --" }, /n’est plus proposée/],
    [{ ...written, besoins: 'b'.repeat(601) }, /600 signes au plus/],
  ]
  for (const [form, words] of wrong) {
    const answer = await lina.post(apply, form)
    assert.equal(answer.status, 422)
    const html = await answer.text()
    assert.match(html, words)
    assert.match(html, /Rien n’est perdu/)
  }
  const escaped = await lina.post(apply, { ...written, attrait: '<script>alert(1)</script>', semaines: 'x' })
  assert.doesNotMatch(await escaped.text(), /<script>alert/)
  assert.deepEqual(await findApplication(database.db, applications.linaMairie), before)
  assert.equal((await lina.get(addressOf('applicationNew', { offer: offers.salon }))).status, 404, 'another territory')
  assert.equal((await lina.get(addressOf('applicationNew', { offer: offers.garageDraft }))).status, 409)

  const bruno = await world.person('bruno')
  const id = { application: applications.linaGarage }
  const seen = await page(bruno, applications.linaGarage)
  const version = versionIn(seen)
  const answers: readonly (readonly [Record<string, string>, number, RegExp])[] = [
    [{ reponse: 'refuse', version, raison: 'laide' }, 422, /Choisissez ce que l’élève lira/],
    [{ reponse: 'refuse', version, raison: 'full', mots: 'm'.repeat(401) }, 422, /400 signes/],
    [{ reponse: 'counter', version }, 422, /au moins une semaine/],
    [{ reponse: 'counter', version, semaines: '2026-W25' }, 422, /au moins une semaine/],
    [{ reponse: 'ask', version, question: '' }, 422, /Écrivez votre question/],
    [{ reponse: 'ask', version, question: 'Appelez-moi au 06 12 34 56 78' }, 422, /Rien n’est encore envoyé/],
    [{ reponse: 'accept', version: '99' }, 409, /a bougé entre-temps/],
    [{ reponse: 'accept', version: 'x' }, 409, /a bougé entre-temps/],
    [{ reponse: 'confirm', version }, 422, /a bougé entre-temps/],
  ]
  for (const [form, status, words] of answers) {
    const answer = await bruno.post(addressOf('applicationAnswer', id), form)
    assert.equal(answer.status, status, JSON.stringify(form))
    assert.match(await answer.text(), words)
  }
  assert.equal(await stateOf(world, applications.linaGarage), 'read')
  assert.equal((await lina.post(addressOf('applicationConfirm', id), { version })).status, 409)
})

eachEngine(
  'messages pass through the platform, once, in the school’s sight, with a word on contact details',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const lina = await world.person('lina')
    const bruno = await world.person('bruno')
    const id = { application: applications.linaGarage }
    const seen = await page(bruno, applications.linaGarage)
    const ask = { reponse: 'ask', version: versionIn(seen), cle: keyIn(seen), question: 'Aimes-tu la mécanique ?' }
    for (let click = 0; click < 2; click++) await bruno.post(addressOf('applicationAnswer', id), ask)
    const mine = await page(lina, applications.linaGarage)
    assert.match(mine, /On te pose une question/)
    const messages = addressOf('applicationMessages', id)
    const contact = { cle: keyIn(mine), message: 'Oui ! Écrivez-moi à lina@exemple.fr' }
    const stopped = await lina.post(messages, contact)
    assert.equal(stopped.status, 422)
    assert.match(await stopped.text(), /Ton adresse reste à toi/)
    for (let click = 0; click < 2; click++)
      assert.equal((await lina.post(messages, { cle: keyIn(mine), message: 'Oui, j’ai réparé mon vélo.' })).status, 303)
    assert.equal(await stateOf(world, applications.linaGarage), 'read')
    const karim = await page(await world.person('karim'), applications.linaGarage)
    assert.match(karim, /Aimes-tu la mécanique/)
    assert.match(karim, /réparé mon vélo/)
    const rows = await database.db.selectFrom('application_messages').select('body').execute()
    assert.equal(rows.length, 2)
    for (const form of [{ message: '' }, { message: 'x'.repeat(1001) }])
      assert.equal((await lina.post(messages, form)).status, 422)
    assert.equal((await (await world.person('karim')).post(messages, { message: 'Bonjour' })).status, 403)
  },
)

eachEngine('a confirmed place can be given back with a reason, by each side', async (database, t) => {
  const world = await buildWorld(database, t)
  const noe = await world.person('noe')
  const id = { application: applications.noeMairie }
  await noe.post(addressOf('applicationConfirm', id), { version: '1' })
  assert.equal(await stateOf(world, applications.noeMairie), 'confirmed')
  const karim = await world.person('karim')
  const cancel = addressOf('applicationCancel', id)
  const form = await (await karim.get(cancel)).text()
  assert.match(form, /Annuler la place de Noé Lecoq/)
  const refused = await karim.post(cancel, { version: versionIn(form), raison: 'elsewhere' })
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /Choisissez une raison/)
  assert.equal((await (await world.person('sylvie')).post(cancel, { version: '2', raison: 'left' })).status, 403)
  assert.equal((await karim.post(cancel, { version: versionIn(form), raison: 'calendar' })).status, 303)
  assert.equal(await stateOf(world, applications.noeMairie), 'cancelled')
  assert.match(await page(noe, applications.noeMairie), /Les dates de ta classe ont changé/)
  const held = await database.db.selectFrom('confirmed_weeks').selectAll().where('pupil_id', '=', pupils.noe).execute()
  assert.deepEqual(held, [])
})

eachEngine('a territory chooses in one question, and only its coordinators', async (database, t) => {
  const world = await buildWorld(database, t)
  const settings = addressOf('applicationSettings', { territory: bocage.id })
  const maud = await world.person('maud')
  assert.match(await (await maud.get(settings)).text(), /avant de répondre/)
  assert.equal((await maud.post(settings, { nom: 'sans' })).status, 303)
  assert.equal((await maud.post(settings, { nom: 'drop' })).status, 422)
  assert.match(await (await maud.get(settings)).text(), /value="sans" checked/)
  assert.equal((await (await world.person('helene')).post(settings, { nom: 'avec' })).status, 404)
})

eachEngine('what was done is journalled by identifiers, and so is what the host read by link', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const visitor = world.visitor()
  const link = await linkFor(world, applications.linaGarage)
  const seen = await (await visitor.get(link)).text()
  await visitor.post(link, { reponse: 'accept', version: versionIn(seen) })
  const rows = await database.db
    .selectFrom('journal')
    .select(['what', 'why', 'role', 'pupil_id'])
    .where('about_id', '=', applications.linaGarage)
    .orderBy('id')
    .execute()
  assert.deepEqual(rows, [
    { what: 'application.read', why: 'link', role: 'host', pupil_id: pupils.lina },
    { what: 'application.accepted', why: 'link', role: 'host', pupil_id: pupils.lina },
  ])
  assert.ok(people.lina)
})

eachEngine('a host that adds a seat or opens a week again calls who waits, at once', async (database, t) => {
  const world = await buildWorld(database, t)
  const bruno = await world.person('bruno')
  const { db } = database
  const [id, offer] = [applications.linaGarage, offers.garage]
  const state = async () =>
    (await db.selectFrom('applications').select('state').where('id', '=', id).executeTakeFirst())?.state
  const wait = () =>
    db
      .updateTable('applications')
      .set({ state: 'waiting', called_at: null, accepted_at: null, weeks: ['2026-W25'] })
      .where('id', '=', id)
      .execute()
  await db.updateTable('offer_weeks').set({ seats: 0 }).where('offer_id', '=', offer).execute()
  await wait()
  await bruno.post(addressOf('offerSeats', { offer }), { semaine: '2026-W26', places: '1' })
  assert.equal(await state(), 'waiting', 'another week')
  await bruno.post(addressOf('offerSeats', { offer }), { semaine: '2026-W25', places: '1' })
  assert.equal(await state(), 'submitted')
  await bruno.post(addressOf('offerWeek', { offer }), { semaine: '2026-W25', fermee: '1' })
  await wait()
  await bruno.post(addressOf('offerWeek', { offer }), { semaine: '2026-W25', fermee: '0' })
  assert.equal(await state(), 'submitted')
  const lines = await db
    .selectFrom('journal')
    .select(['what', 'account_id', 'role', 'why'])
    .where('about_id', '=', offer)
    .where('what', 'like', 'offer.%')
    .execute()
  assert.equal(lines.length, 4)
  for (const line of lines)
    assert.deepEqual(line, {
      what: 'offer.seats-changed',
      account_id: people.bruno.id,
      role: 'host',
      why: `host host:${hosts.garage}`,
    })
})
