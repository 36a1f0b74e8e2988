import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { enterHelp } from '#/homes/index.ts'
import { platformGrounds } from '#/journal/index.ts'
import { hostLinkToken } from '#/proposals/host-links.ts'
import { saveAreas } from '#/territory/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { hosts, people, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'

const territory = bocage.id
const list = addressOf('helpList', { territory })
const scheme = 'observation-2de'

/** As one reads it: spaces that do not break are spaces. */
const textOf = async (visitor: Visitor, address: string) =>
  (await (await visitor.get(address)).text()).replaceAll('\u00a0', ' ')
const proposalsIn = ({ services }: World) =>
  services.db.selectFrom('proposals').selectAll().orderBy('pupil_id').orderBy('id').execute()
const seatsTaken = async ({ services: { db } }: World) =>
  (await db.selectFrom('offer_weeks').select('taken').execute()).reduce((sum, { taken }) => sum + taken, 0)

eachEngine('from a call for help to two places, one no and the next wave', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services, work } = world
  const { db } = services
  const [maud, lina, karim, bruno] = [
    await world.person('maud'),
    await world.person('lina'),
    await world.person('karim'),
    await world.person('bruno'),
  ]
  await lina.post(addresses.helpAsk)
  // A teacher enters Noé, who agreed aloud; twice is once.
  const entering = addressOf('pupilHelp', { pupil: pupils.noe })
  for (const _ of [1, 2]) assert.equal((await karim.post(entering)).status, 303)
  assert.match(
    await textOf(karim, addressOf('pupilFollow', { pupil: pupils.noe })),
    /La coordination des stages cherche aussi/,
  )
  const shown = await textOf(maud, list)
  assert.match(shown, /2 élèves attendent une place/)
  assert.match(shown, /Lina Marchand/)
  assert.match(shown, /par l’établissement/)

  const started = await maud.post(list, { dispositif: scheme })
  const wave = started.headers.get('location') ?? ''
  assert.match(wave, /\/aide\/vagues\//)
  // A second click leads to the same wave.
  assert.equal((await maud.post(list, { dispositif: scheme })).headers.get('location'), wave)
  assert.match(await textOf(maud, wave), /Les places se cherchent/)
  const progress = async (visitor = maud) => visitor.get(`${wave}/progression`)
  assert.doesNotMatch(await (await progress()).text(), /next/)
  assert.equal((await progress(karim)).status, 404)
  await work()
  assert.match(await (await progress()).text(), new RegExp(`"next":"${wave}"`))
  const review = await textOf(maud, wave)
  assert.match(review, /2 élèves ont une place possible/)
  assert.match(review, /de porte à porte|au plus long/)
  assert.equal((await proposalsIn(world)).length, 0)

  const sending = `${wave}/envoyer`
  for (const jours of ['', '1', '16', 'sept', '-3', '7.5']) {
    const refused = await maud.post(sending, { jours })
    assert.equal(refused.status, 422)
    assert.match(await refused.text(), /Rien n’est parti/)
  }
  // Noé is kept back, then not.
  const keeping = `${wave}/ecarter`
  await maud.post(keeping, { eleve: pupils.noe, garder: 'non' })
  assert.match(await textOf(maud, wave), /mise de côté/)
  await maud.post(keeping, { eleve: pupils.noe, garder: 'oui' })
  assert.equal((await maud.post(keeping, { eleve: 'rien', garder: 'non' })).status, 404)

  for (const _ of [1, 2]) assert.equal((await maud.post(sending, { jours: '5' })).status, 303)
  await work()
  const sent = await proposalsIn(world)
  const weeksHeld = sent.reduce((sum, { weeks }) => sum + weeks.length, 0)
  assert.ok(sent.length >= 2, `${sent.length} proposals`)
  assert.equal(await seatsTaken(world), weeksHeld)
  assert.ok(sent.every(({ state, minutes_out }) => state === 'proposed' && minutes_out !== null))
  assert.match(await textOf(maud, list), /Personne n’attend de place/)
  assert.match(await textOf(maud, list), /Vague 1/)

  if (sent.some(({ host_id }) => host_id === hosts.garage))
    assert.match(await textOf(bruno, addressOf('hostHome', { host: hosts.garage })), /par la coordination/)

  // Lina reads it on her page and says yes, twice; the host answers by the link of the mail.
  const forLina = sent.filter(({ pupil_id }) => pupil_id === pupils.lina)
  const first = forLina[0]?.id ?? ''
  assert.match(await textOf(lina, addresses.myPlacement), /On a trouvé une place pour toi/)
  const page = addressOf('proposal', { proposal: first })
  assert.match(await textOf(lina, page), /Oui, je prends cette place/)
  const answering = addressOf('proposalAnswer', { proposal: first })
  for (const _ of [1, 2]) assert.equal((await lina.post(answering, { reponse: 'oui' })).status, 303)
  const nothing = await lina.post(answering, { reponse: 'non', raison: 'rien' })
  assert.equal(nothing.status, 422)
  assert.match(await nothing.text(), /Rien n’est parti/)
  const token = hostLinkToken(services.key, first, 'accueil@essai.example')
  const link = addressOf('proposalLink', { token })
  const someone = world.visitor()
  const asHost = await textOf(someone, link)
  assert.match(asHost, /Un élève ou une élève, en classe de seconde/)
  assert.doesNotMatch(asHost, /Lina/)
  for (const dead of [`${token}x`, token.replace(/^./, 'z'), hostLinkToken(services.key, first, 'autre@essai.example')])
    assert.ok([404, 410].includes((await someone.get(addressOf('proposalLink', { token: dead }))).status))
  for (const _ of [1, 2]) assert.equal((await someone.post(link, { reponse: 'oui' })).status, 303)
  assert.match(await textOf(someone, link), /L’élève vient chez vous/)
  const placed = await db.selectFrom('applications').selectAll().where('state', '=', 'confirmed').execute()
  assert.deepEqual(
    placed.map(({ pupil_id, offer_id }) => [pupil_id, offer_id]),
    [[pupils.lina, forLina[0]?.offer_id]],
  )
  assert.equal(await seatsTaken(world), weeksHeld)
  assert.match(await textOf(lina, page), /est confirmée/)

  // Whoever is not written to: those who teach the class are, print a paper, and note the answer that Noé gave.
  const declined = sent.find(({ pupil_id }) => pupil_id === pupils.noe)
  const ofNoe = { proposal: declined?.id ?? '' }
  const asTeacher = await textOf(karim, addressOf('proposal', ofNoe))
  assert.match(asTeacher, /Noé n’a pas d’adresse électronique.*Noé dit oui/s)
  assert.match(
    await textOf(karim, addressOf('proposalSlip', ofNoe)),
    /Oui, je prends cette place.*on continue à chercher/s,
  )
  assert.doesNotMatch(await textOf(maud, addressOf('proposal', ofNoe)), /Noé dit oui/)
  const mails = await db
    .selectFrom('messages')
    .select(['mail', 'recipient'])
    .where('once', 'like', `proposal:${ofNoe.proposal}:new:%`)
    .execute()
  assert.ok(
    mails.some(({ mail, recipient }) => mail === 'proposals.teacher-proposed' && recipient.endsWith(people.karim.id)),
  )
  const noting = addressOf('proposalAnswer', ofNoe)
  assert.match(await textOf(karim, addressOf('pupilFollow', { pupil: pupils.noe })), /Une place lui est proposée/)
  const unsaid = await karim.post(noting, { reponse: 'non', raison: 'tutor' })
  assert.equal(unsaid.status, 422)
  assert.match(await unsaid.text(), /Choisissez une raison. Rien n’est parti/)
  for (const _ of [1, 2]) assert.equal((await karim.post(noting, { reponse: 'oui' })).status, 303)
  assert.match(await textOf(maud, addressOf('proposal', ofNoe)), /acceptée par l’un des deux/)

  // The host of one of the others says no: the seat is free, and the pupil is to be placed again.
  const no = { reponse: 'non', raison: 'tutor' }
  const byLink = addressOf('proposalLink', {
    token: hostLinkToken(services.key, declined?.id ?? '', 'accueil@essai.example'),
  })
  assert.equal((await someone.post(byLink, { reponse: 'non' })).status, 422)
  for (const _ of [1, 2]) assert.equal((await someone.post(byLink, no)).status, 303)
  assert.equal(await seatsTaken(world), weeksHeld - (declined?.weeks.length ?? 0))
  assert.match(await textOf(maud, list), /1 élève attend une place/)

  // The next wave leaves what is confirmed where it is, and does not bother that host again.
  const next = (await maud.post(list, { dispositif: scheme })).headers.get('location') ?? ''
  assert.notEqual(next, wave)
  await work()
  assert.match(await textOf(maud, next), /place possible|Aucune place n’a été trouvée/)
  const after = await db.selectFrom('applications').selectAll().where('state', '=', 'confirmed').execute()
  assert.deepEqual(after, placed)

  // Whoever coordinates a bassin starts a wave for its pupils, beside that of the territory, and sees no other.
  const { vire, noireau } = schools
  for (const [uai, bassin] of [
    [vire, 'vire'],
    [noireau, 'conde'],
  ] as const)
    await db.updateTable('schools').set({ bassin }).where('uai', '=', uai).execute()
  await saveAreas(db, territory, [
    { kind: 'bassin', code: 'vire', name: 'Bassin de Vire', population: 0 },
    { kind: 'bassin', code: 'conde', name: 'Bassin de Condé', population: 0 },
  ])
  await enterHelp(services, { territoryId: territory, pupilId: pupils.tom, grounds: platformGrounds })
  const over = (id: string) =>
    world.signedInAs({ role: 'coordinator', territoryId: territory, scope: { kind: 'bassin', id } })
  const [ofVire, ofConde] = [await over('vire'), await over('conde')]
  const listOfVire = await textOf(ofVire, list)
  assert.match(listOfVire, /1 élève attend une place.*Noé/s)
  assert.doesNotMatch(listOfVire, /Tom /)
  for (const bassin of ['', 'conde', 'nulle-part', 'x'.repeat(300)])
    assert.equal((await ofVire.post(list, { dispositif: scheme, bassin })).status, 404)
  const own = (await ofVire.post(list, { dispositif: scheme, bassin: 'vire' })).headers.get('location') ?? ''
  assert.notEqual(own, next)
  await work()
  const ownReview = await textOf(ofVire, own)
  assert.match(ownReview, /Bassin de Vire.*Noé/s)
  assert.doesNotMatch(ownReview, /Tom |affectation de cette vague/)
  for (const act of ['', '/envoyer', '/abandonner'])
    for (const [visitor, address] of [
      [ofVire, next],
      [ofConde, own],
    ] as const)
      assert.ok([403, 404].includes((await visitor.ask(`${address}${act}`, { method: act ? 'POST' : 'GET' })).status))
  assert.match(await textOf(maud, list), /Bassin de Vire, à relire/)
  assert.doesNotMatch(await textOf(ofConde, list), /Bassin de Vire/)
  // Both go out: nobody gets two places for a week, and no seat is promised twice.
  const before = (await proposalsIn(world)).length
  assert.equal((await ofVire.post(`${own}/envoyer`, { jours: '5' })).status, 303)
  assert.equal((await maud.post(`${next}/envoyer`, { jours: '5' })).status, 303)
  await work()
  const promised = (await proposalsIn(world)).filter(({ state }) => state !== 'refused')
  assert.ok((await proposalsIn(world)).length >= before && promised.length > 0)
  const slots = promised.flatMap(({ pupil_id, weeks }) => weeks.map((week) => `${pupil_id} ${week}`))
  assert.equal(new Set(slots).size, slots.length)
  assert.equal(await seatsTaken(world), slots.length)
  // What Noé's host declined did not come back to Noé.
  assert.ok(!promised.some(({ pupil_id, offer_id }) => pupil_id === pupils.noe && offer_id === declined?.offer_id))

  assert.match(await textOf(maud, addresses.desk), /vous attend/)
  // What a wave is computed in is no campaign of the territory.
  assert.doesNotMatch(await textOf(maud, addresses.campaigns), /Aide :/)
  assert.equal((await (await world.person('idriss')).get(list)).status, 403)

  // Time ends what nobody answered.
  world.later({ hours: 24 * 8 })
  await work()
  const open = (await proposalsIn(world)).filter(({ state }) => state === 'proposed' || state === 'accepted')
  assert.deepEqual(open, [])
  assert.equal(
    await seatsTaken(world),
    placed.reduce((sum, { weeks }) => sum + weeks.length, 0),
  )
})
