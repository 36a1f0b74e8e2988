import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import type { ApplicationState } from '#/applications/index.ts'
import { createCampaign } from '#/campaigns/index.ts'
import { keepOffer } from '#/search/favourites.ts'
import { eachEngine } from '../../test/engines.ts'
import { applications, classes, hosts, offers, people, pupils, schools, weeks } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor, type World } from '../../test/world.ts'

const read = async (visitor: Visitor, address: string) => {
  const answer = await visitor.get(address)
  return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/gu, ' ') }
}

/** Puts an application of the test's people in a state. */
const move = (world: World, id: string, state: ApplicationState, more: object = {}) =>
  world.services.db
    .updateTable('applications')
    .set({ state, since: world.services.clock.now().toString(), ...more })
    .where('id', '=', id)
    .execute()

const confirm = async (world: World, id: string, pupilId: string, of: readonly string[]) => {
  await move(world, id, 'confirmed', { weeks: [...of] })
  await world.services.db
    .insertInto('confirmed_weeks')
    .values(of.map((week) => ({ territory_id: bocage.id, pupil_id: pupilId, week, application_id: id })))
    .execute()
}

eachEngine('a pupil is told in one sentence what to do next, and sees nobody else', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  await keepOffer(world.services, { accountId: people.lina.id, offer: { territoryId: bocage.id, id: offers.mairie } })
  const first = await read(lina, addresses.myPlacement)
  assert.equal(first.status, 200)
  assert.match(first.text, /<h1>Ta candidature pour Mairie de Condé n’est pas partie/)
  assert.match(first.text, /Tes candidatures/)
  assert.match(first.text, /Découvrir l’atelier de mécanique/)
  assert.doesNotMatch(first.text, /Tom|Noé/)
  await move(world, applications.linaGarage, 'accepted', { expires_at: '2026-06-10T22:00:00Z' })
  const second = await read(lina, addresses.myPlacement)
  assert.match(second.text, /<h1>Ta place t’attend chez Garage Hamel : confirme-la avant mercredi 10 juin au soir/)
  const noe = await read(await world.person('noe'), addresses.myPlacement)
  assert.match(noe.text, /chez Mairie de Condé : confirme-la/)
})

eachEngine('a family reads the same without a button, and no draft', async (database, t) => {
  const world = await buildWorld(database, t)
  const page = await read(await world.person('sandrine'), addresses.myFamily)
  assert.equal(page.status, 200)
  assert.match(page.text, /<h1>Garage Hamel a la candidature de Lina/)
  assert.doesNotMatch(page.text, /Mairie de Condé|brouillon/)
  assert.doesNotMatch(page.text, /action="\/mon-stage/)
  const other = await world.signedInAs({
    role: 'representative',
    territoryId: bocage.id,
    scope: { kind: 'pupil', id: pupils.tom },
  })
  assert.match((await read(other, addresses.myFamily)).text, /Aucun élève n’est relié/)
})

eachEngine('help is offered in plain words, agreed to in one press, and taken back', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  const open = () =>
    world.services.db.selectFrom('help_requests').select('pupil_id').where('withdrawn_at', 'is', null).execute()
  // Twelve days before the placement, without any answer.
  const offered = await read(lina, addresses.myPlacement)
  assert.match(offered.text, /Tu n’as pas à chercher sans aide/)
  assert.match(offered.text, /Aucun lieu d’accueil ne les voit/)
  for (const _ of [1, 2]) assert.equal((await lina.post(addresses.helpAsk)).status, 303)
  assert.deepEqual(await open(), [{ pupil_id: pupils.lina }])
  assert.match((await read(lina, `${addresses.myPlacement}?fait=aide`)).text, /C’est noté : on cherche avec toi/)
  assert.match((await read(await world.person('sandrine'), addresses.myFamily)).text, /Lina a accepté/)
  for (const _ of [1, 2]) await lina.post(addresses.helpWithdraw)
  assert.deepEqual(await open(), [])
  const lines = await world.services.db.selectFrom('journal').select('what').where('what', 'like', 'help.%').execute()
  assert.deepEqual(
    lines.map(({ what }) => what).toSorted((a, b) => a.localeCompare(b)),
    ['help.asked', 'help.withdrawn'],
  )
  assert.equal((await (await world.person('karim')).post(addresses.helpAsk)).status, 403)
})

eachEngine('a territory chooses when help is offered', async (database, t) => {
  const world = await buildWorld(database, t)
  const maud = await world.person('maud')
  const address = addressOf('helpSettings', { territory: bocage.id })
  assert.match((await read(maud, address)).text, /name="jours" [^>]*value="14"/)
  for (const form of [
    { ouverture: '2026-02-31', jours: '14', refus: '2' },
    { ouverture: '', jours: '<script>', refus: '2' },
    { ouverture: '', jours: '14', refus: '0' },
    {},
  ] as const) {
    const answer = await maud.post(address, form)
    assert.equal(answer.status, 422)
    assert.match(await answer.text(), /Rien n’a changé/)
  }
  assert.equal((await maud.post(address, { ouverture: '2026-06-01', jours: '5', refus: '3' })).status, 303)
  const page = await read(maud, address)
  assert.match(page.text, /value="2026-06-01"/)
  assert.match(page.text, /name="jours" [^>]*value="5"/)
  assert.doesNotMatch((await read(await world.person('lina'), addresses.myPlacement)).text, /chercher sans aide/)
})

eachEngine('a host sees whom to answer first, who comes, and opens a seat in one click', async (database, t) => {
  const world = await buildWorld(database, t)
  const aicha = await world.person('aicha')
  assert.equal(
    (await aicha.get(addresses.myHost)).headers.get('location'),
    addressOf('hostHome', { host: hosts.mairie }),
  )
  await confirm(world, applications.noeMairie, pupils.noe, [weeks[0]])
  await move(world, applications.noeMairie, 'confirmed', { revealed_at: '2026-06-03T08:00:00Z' })
  await move(world, applications.tomMairie, 'submitted', { waits_since: '2026-05-28T08:00:00Z' })
  const address = addressOf('hostHome', { host: hosts.mairie })
  const page = await read(aicha, address)
  assert.match(page.text, /<h1>1 candidature attend votre réponse/)
  assert.match(page.text, /attend depuis 6 jours : répondez d’abord ici/)
  assert.match(page.text, /Noé L\./)
  assert.doesNotMatch(page.text, /Lecoq|Anquetil|Lina/)
  assert.match(page.text, /name="places" value="3"/)
  const opened = await aicha.post(addressOf('offerSeats', { offer: offers.mairie }), { semaine: weeks[0], places: '3' })
  assert.equal(opened.status, 303)
  assert.match((await read(aicha, address)).text, /name="places" value="4"/)
  assert.equal((await (await world.person('bruno')).get(address)).status, 404)
  const both = await world.signedInAs({
    role: 'host',
    territoryId: bocage.id,
    scope: { kind: 'host', id: hosts.garage },
  })
  await read(both, addresses.myHost)
})

eachEngine('a message of a pupil waits until the host answers it', async (database, t) => {
  const world = await buildWorld(database, t)
  const aicha = await world.person('aicha')
  const said = (by: 'pupil' | 'host', at: string) =>
    world.services.db
      .insertInto('application_messages')
      .values({
        territory_id: bocage.id,
        id: world.services.newId(),
        application_id: applications.noeMairie,
        by_kind: by,
        by_account: null,
        by_name: by === 'pupil' ? 'Noé Lecoq' : 'Aïcha Morin',
        body: 'Bonjour',
        at,
        form_key: world.services.newId(),
      })
      .execute()
  const address = addressOf('hostHome', { host: hosts.mairie })
  await said('pupil', '2026-06-02T08:00:00Z')
  assert.match((await read(aicha, address)).text, /1 message vous attend/)
  await said('host', '2026-06-02T09:00:00Z')
  assert.doesNotMatch((await read(aicha, address)).text, /message vous attend/)
})

eachEngine('a class at a glance: who is stuck first, and nothing that a pupil has not sent', async (database, t) => {
  const world = await buildWorld(database, t)
  const karim = await world.person('karim')
  const address = addressOf('class', { class: classes.secondeA })
  const page = await read(karim, address)
  assert.equal(page.status, 200)
  assert.match(page.text, /2.élèves/)
  // Lina's agreement is being made; Noé's yes waits.
  assert.match(page.text, /Marchand Lina.*convention en cours/)
  assert.match(page.text, /Lecoq Noé.*accepté/)
  assert.doesNotMatch(page.text, /brouillon/)
  await world.services.db
    .updateTable('agreements')
    .set({ state: 'signed', weeks: [...weeks] })
    .where('pupil_id', '=', pupils.lina)
    .execute()
  assert.match((await read(karim, address)).text, /<h1>2 élèves, 1 placé/)
  const only = await read(karim, `${address}?montrer=places`)
  assert.match(only.text, /Marchand Lina/)
  assert.doesNotMatch(only.text, /Lecoq Noé/)
  assert.equal((await karim.get(`${address}?montrer=%00'"&periode=%00&relances=x`)).status, 200)
  const follow = await read(karim, addressOf('pupilFollow', { pupil: pupils.lina }))
  assert.match(follow.text, /Garage Hamel/)
  assert.doesNotMatch(follow.text, /Mairie de Condé/)
  // Placed: neither a nudge nor a search is offered any more.
  assert.doesNotMatch(follow.text, /Relancer Lina|chercher aussi|trouvé ailleurs/)
  assert.equal((await karim.get(addressOf('pupilFollow', { pupil: pupils.ines }))).status, 404)
})

eachEngine('a pupil who is stuck is nudged once a week at most, whoever presses', async (database, t) => {
  const world = await buildWorld(database, t)
  const [karim, helene] = [await world.person('karim'), await world.person('helene')]
  const nudge = addressOf('pupilNudge', { pupil: pupils.lina })
  const answers = await Promise.all([karim.post(nudge), karim.post(nudge), helene.post(nudge)])
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [303, 422, 422],
  )
  const sent = () => world.services.db.selectFrom('messages').select('id').where('mail', '=', 'homes.nudge').execute()
  assert.equal((await sent()).length, 1)
  assert.match((await read(karim, addressOf('pupilFollow', { pupil: pupils.lina }))).text, /Relancé récemment/)
  world.later({ hours: 24 * 7 + 1 })
  const again = await world.person('karim')
  assert.equal((await again.post(nudge)).status, 303)
  assert.equal((await sent()).length, 2)
  const mute = await again.post(addressOf('pupilNudge', { pupil: pupils.noe }))
  assert.equal(mute.status, 422)
  assert.match(await mute.text(), /n’a pas d’adresse électronique/)
})

eachEngine(
  'whoever blocks in a class is nudged at once, a call is noted, and some are given to the allocation',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { db, newId } = world.services
    await world.people()
    await db.deleteFrom('agreements').where('pupil_id', '=', pupils.lina).execute()
    await db.deleteFrom('applications').where('pupil_id', 'in', [pupils.lina, pupils.noe]).execute()
    world.later({ hours: 24 * 30 })
    const karim = await world.person('karim')
    await world.work()
    const address = addressOf('class', { class: classes.secondeA })
    assert.match((await read(karim, address)).text, /2 bloqués.*Relancer 1 élève.*Une relance par élève et par semaine/)
    const nudge = addressOf('classNudge', { class: classes.secondeA })
    assert.match((await karim.post(nudge)).headers.get('location') ?? '', /relances=1-1-0/)
    const again = (await karim.post(nudge)).headers.get('location') ?? ''
    assert.match(again, /relances=0-1-1/)
    assert.match((await read(karim, again)).text, /Aucune relance n’est partie/)
    assert.equal((await db.selectFrom('messages').select('id').where('mail', '=', 'homes.nudge').execute()).length, 1)

    const help = addressOf('classHelp', { class: classes.secondeA })
    for (const form of [{}, { eleve: pupils.tom }, { eleve: "'" }])
      assert.match(await (await karim.post(help, form)).text(), /Cochez au moins un élève. Rien n’a changé/)
    for (const _ of [1, 2]) await karim.post(help, { eleve: pupils.noe })
    assert.deepEqual(await db.selectFrom('help_requests').select('pupil_id').execute(), [{ pupil_id: pupils.noe }])
    assert.match((await read(karim, address)).text, /Lecoq Noé.*demande de l’aide/)

    const calls = addressOf('pupilCalls', { pupil: pupils.noe })
    const form = { cle: newId(), qui: 'family', jour: '2026-06-20', heure: '10:30', dit: 'La <b>mère</b> rappelle.' }
    assert.match(await (await karim.post(calls, { ...form, dit: '' })).text(), /Écrivez ce qui a été dit/)
    for (const _ of [1, 2]) assert.equal((await karim.post(calls, form)).status, 303)
    const follow = await read(karim, addressOf('pupilFollow', { pupil: pupils.noe }))
    assert.match(follow.text, /href="tel:0600000003".*Gilles Lecoq, famille.*Noter un appel/)
    assert.match(follow.text, /imprimez ses codes/)
    assert.equal(follow.text.split('rappelle.').length - 1, 1)
    assert.match(follow.text, /&lt;b>mère/)
    assert.match(follow.text, /Avec la famille/)
    await karim.post(calls, { retirer: form.cle })
    assert.doesNotMatch((await read(karim, addressOf('pupilFollow', { pupil: pupils.noe }))).text, /rappelle\./)
    assert.equal((await karim.post(addressOf('pupilCalls', { pupil: pupils.ines }), form)).status, 404)
  },
)

eachEngine('a word of advice stands on the pupil’s page, and is taken back', async (database, t) => {
  const world = await buildWorld(database, t)
  const karim = await world.person('karim')
  const address = addressOf('pupilAdvice', { pupil: pupils.lina })
  const form = { cle: world.services.newId(), conseil: 'Regarde la mairie : <b>elle</b> répond vite.' }
  for (const conseil of ['', '   ', 'a'.repeat(601)]) {
    const refused = await karim.post(address, { ...form, conseil })
    assert.equal(refused.status, 422)
    assert.match(await refused.text(), /Écrivez le conseil|raccourcissez/)
  }
  for (const _ of [1, 2]) assert.equal((await karim.post(address, form)).status, 303)
  const page = await read(await world.person('lina'), addresses.myPlacement)
  assert.equal(page.text.split('Regarde la mairie').length - 1, 1)
  assert.match(page.text, /&lt;b>elle/)
  assert.match(page.text, /Karim Bellec/)
  assert.equal((await karim.post(address, { retirer: 'x' })).status, 404)
  assert.equal((await karim.post(address, { retirer: form.cle })).status, 303)
  assert.doesNotMatch((await read(await world.person('lina'), addresses.myPlacement)).text, /Regarde la mairie/)
})

eachEngine('the bank becomes the files of a campaign, through the preview', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const maud = await world.person('maud')
  const settings = {
    scheme: 'observation-2de',
    weeks: [...weeks],
    arriveBy: '09:00',
    leaveAfter: '16:30',
    maxMinutes: 75,
    maxWalkMinutes: 30,
    maxTransfers: 2,
    lottery: 'bocage',
  }
  const campaign = await createCampaign(services, {
    territoryId: bocage.id,
    name: 'Stages de seconde',
    by: undefined,
    settings: { name: 'campaign.json', bytes: new TextEncoder().encode(JSON.stringify(settings)) },
  })
  const address = addressOf('campaignBank', { campaign })
  assert.match((await read(maud, address)).text, /Personne n’est à placer/)
  assert.equal((await maud.post(address)).headers.get('location'), `${address}?fait=personne`)
  await (await world.person('lina')).post(addresses.helpAsk)
  await confirm(world, applications.noeMairie, pupils.noe, [weeks[0]])
  await services.db
    .updateTable('offer_weeks')
    .set({ taken: 1 })
    .where('offer_id', '=', offers.mairie)
    .where('week', '=', weeks[0])
    .execute()
  const taken = await maud.post(address)
  const preview = taken.headers.get('location') ?? ''
  assert.match(preview, /\/fichiers\//)
  const shown = await read(maud, preview)
  assert.equal(shown.status, 200, shown.text.slice(0, 2000))
  assert.match(shown.text, /pupils\.csv|élèves/)
  assert.equal((await maud.post(`${preview}/appliquer`)).status, 303)
  const rows = await services.db
    .selectFrom('campaign_pupils')
    .select(['pupil', 'weeks', 'fixed'])
    .where('campaign_id', '=', campaign)
    .orderBy('pupil')
    .execute()
  assert.deepEqual(
    rows.map(({ pupil, weeks: of, fixed }) => [pupil, of, fixed]),
    [
      // Her first week stands in an agreement already.
      [pupils.lina, [weeks[1]], null],
      [`${pupils.noe}.${weeks[0]}`, [weeks[0]], offers.mairie],
    ],
  )
  assert.equal((await (await world.person('idriss')).get(address)).status, 403)
})

eachEngine('who teaches two classes sees where somebody needs them', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const teacher = await world.signedInAs({
    role: 'teacher',
    territoryId: bocage.id,
    scope: { kind: 'class', id: classes.secondeA },
  })
  assert.equal(
    (await teacher.get(addresses.classes)).headers.get('location'),
    addressOf('class', { class: classes.secondeA }),
  )
  const both = await world.signedInAs({
    role: 'teacher',
    territoryId: bocage.id,
    scope: { kind: 'school', id: schools.vire },
  })
  const page = await read(both, addresses.classes)
  assert.match(page.text, /2de A.*2 élèves.*2de B.*1 élève, 1 bloqué/)
})
