import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { agreements, applications, classes, offers, people, pupils } from '../../test/people.ts'
import { buildWorld, type Visitor, type World } from '../../test/world.ts'
import { agreementsOfPupil, findAgreement } from './agreements.ts'
import { createFillLink } from './fill-links.ts'

const bocage = 'bocage'
const hostAnswers = {
  hostName: 'Aïcha Benali',
  hostRole: 'secrétaire de mairie',
  hostEmail: 'aicha@mairie.example',
  tutorName: 'Aïcha Benali',
  activities: 'Accueil, état civil, préparation du conseil.',
  risks: 'Aucun risque particulier',
  insurance: 'Assureur des communes, 44',
  siteAddress: '1 place de la Mairie, 14110 Condé',
  ...Object.fromEntries([1, 2, 3, 4, 5].map((day) => [`hours${day}`, '9 h – 12 h, 13 h 30 – 16 h 30'])),
}
const schoolAnswers = {
  schoolAddress: '2 avenue du Lycée, 14500 Vire',
  headName: 'Hélène Vautier',
  boardVote: '2025-11-27',
  schoolInsurance: 'L’État est son propre assureur',
  referentName: 'Karim Bellec',
}

/** Noé confirms his place at the mairie: his agreement is drafted in the same transaction. */
async function confirm(world: World): Promise<string> {
  const noe = await world.person('noe')
  const page = await (await noe.get(addressOf('application', { application: applications.noeMairie }))).text()
  const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '1'
  const done = await noe.post(addressOf('applicationConfirm', { application: applications.noeMairie }), { version })
  assert.equal(done.status, 303)
  const { rows } = await agreementsOfPupil(world.services.db, { territoryId: bocage, pupilId: pupils.noe })
  assert.equal(rows.length, 1)
  return rows[0]?.id ?? ''
}

const fill = (visitor: Visitor, agreement: string, part: string, answers: Record<string, string>) =>
  visitor.post(addressOf('agreementFill', { agreement, part }), answers)

eachEngine(
  'a confirmed place becomes an agreement, filled by each side, checked, and put to signature',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { services, work } = world
    const { db } = services
    const id = await confirm(world)
    const state = async () => (await findAgreement(db, id))?.state
    const drafted = await findAgreement(db, id)
    assert.equal(drafted?.state, 'draft')
    assert.equal(drafted?.content.pupil.firstName, 'Noé')
    assert.equal(drafted?.content.school?.head.name, people.helene.name)
    assert.equal(drafted?.content.referent?.name, people.karim.name, 'the only teacher of the class')
    const asked = await db
      .selectFrom('messages')
      .select(['recipient', 'once'])
      .where('mail', '=', 'agreements.fill-asked')
      .execute()
    for (const part of ['host', 'school'])
      assert.ok(
        asked.some(({ once }) => once.includes(`:fill:${part}:first`)),
        part,
      )

    const [aicha, sylvie, bruno] = [
      await world.person('aicha'),
      await world.person('sylvie'),
      await world.person('bruno'),
    ]
    assert.equal((await fill(bruno, id, 'host', hostAnswers)).status, 404, 'another host does not know that it exists')
    assert.equal((await fill(aicha, id, 'school', schoolAnswers)).status, 404, 'a host fills its own part')
    const wrong = await fill(aicha, id, 'host', { ...hostAnswers, hostEmail: 'pas une adresse', hours1: 'matin' })
    assert.equal(wrong.status, 422)
    const said = await wrong.text()
    assert.match(said, /adresse e-mail : écrivez une adresse comme/)
    assert.match(said, /pas une adresse/, 'what was typed is there still')
    assert.equal(
      (await findAgreement(db, id))?.content.hosts[0].representative.name,
      'Aïcha Benali',
      'the rest is kept',
    )
    assert.equal((await fill(aicha, id, 'host', hostAnswers)).status, 303)
    assert.equal((await fill(sylvie, id, 'school', schoolAnswers)).status, 303)
    assert.equal(await state(), 'filled', 'the school holds the family’s number')

    assert.equal((await aicha.post(addressOf('agreementSend', { agreement: id }))).status, 403)
    const sent = await sylvie.post(addressOf('agreementSend', { agreement: id }))
    assert.equal(sent.status, 303, await sent.text())
    const signing = await findAgreement(db, id)
    assert.equal(signing?.state, 'signing')
    assert.equal(signing?.version, 1)
    assert.equal(signing?.submittedOn, '2026-06-03')
    assert.equal((await sylvie.post(addressOf('agreementSend', { agreement: id }))).status, 303, 'a second click')
    assert.equal((await findAgreement(db, id))?.version, 1)

    // A slip of the pen is mended; a change of substance has to take it back first.
    assert.equal((await fill(sylvie, id, 'school', { referentName: 'Karim Belec' })).status, 303)
    assert.equal((await fill(sylvie, id, 'host', { activities: 'Tout autre chose' })).status, 422)
    assert.equal((await fill(aicha, id, 'host', { activities: 'Tout autre chose' })).status, 303)
    assert.notEqual((await findAgreement(db, id))?.content.hosts[0].activities, 'Tout autre chose')
    assert.equal((await sylvie.post(addressOf('agreementRevise', { agreement: id }))).status, 303)
    assert.equal(await state(), 'filled')
    assert.equal((await fill(sylvie, id, 'host', { insurance: 'Autre assureur, 45' })).status, 303)
    await db
      .updateTable('agreement_signatories')
      .set({ signed_version: 1, signed_at: services.clock.now().toString(), bound_by: 'account' })
      .where('agreement_id', '=', id)
      .where('party', 'in', ['representative', 'host'])
      .execute()
    assert.equal((await sylvie.post(addressOf('agreementSend', { agreement: id }))).status, 303)
    const signed = await db
      .selectFrom('agreement_signatories')
      .select(['party', 'signed_version'])
      .where('agreement_id', '=', id)
      .where('takes_note', '=', false)
      .execute()
    for (const { party, signed_version } of signed)
      assert.equal(
        signed_version,
        party === 'representative' ? 1 : null,
        `${party}: an insurance binds the host and the school`,
      )

    // What was answered is offered again.
    const remembered = await db.selectFrom('host_agreement_answers').select('answers').executeTakeFirstOrThrow()
    assert.equal(remembered.answers.hostRole, 'secrétaire de mairie')
    assert.equal(remembered.answers.hours1, undefined)
    await work()
    for (const name of ['noe', 'aicha', 'sylvie', 'karim', 'helene'] as const) {
      const page = await (await world.person(name)).get(addressOf('agreement', { agreement: id }))
      assert.equal(page.status, 200, name)
      assert.match(await page.text(), /en signature/)
    }
    const karim = await world.person('karim')
    const listed = await (await karim.get(addressOf('classAgreements', { class: classes.secondeA }))).text()
    assert.match(listed, /2.conventions, 0 signée/)
    const csv = await (
      await karim.get(addressOf('classAgreementsFile', { class: classes.secondeA, format: 'csv' }))
    ).text()
    assert.match(csv, /Noé [^;]+;Mairie de Condé;/)
    assert.equal(
      (await karim.get(addressOf('classAgreementsFile', { class: classes.secondeA, format: 'pdf' }))).status,
      200,
    )
    const again = await karim.post(addressOf('classAgreementsRemind', { class: classes.secondeA }))
    assert.match(again.headers.get('location') ?? '', /relances=2$/)
    assert.match(
      (await karim.post(addressOf('classAgreementsRemind', { class: classes.secondeA }))).headers.get('location') ?? '',
      /relances=0$/,
    )

    // Abandoned: the seat and the pupil's weeks are free again.
    const stop = addressOf('agreementStop', { agreement: id })
    assert.equal((await sylvie.post(stop, { raison: 'parce que' })).status, 422)
    assert.equal(await state(), 'signing')
    assert.equal((await sylvie.post(stop, { raison: 'host-unable', mots: 'Une fuite d’eau.' })).status, 303)
    assert.equal(await state(), 'refused')
    assert.deepEqual(await db.selectFrom('confirmed_weeks').selectAll().execute(), [])
    const seats = await db.selectFrom('offer_weeks').select('taken').where('offer_id', '=', offers.mairie).execute()
    assert.ok(seats.every(({ taken }) => taken === 0))
  },
)

eachEngine('a link fills one part of one agreement, and dies when somebody else answers', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services, visitor } = world
  await world.people()
  const { db } = services
  const agreement = await findAgreement(db, agreements.linaGarage)
  assert.ok(agreement)
  await db
    .updateTable('representatives')
    .set({ email: 'parent@essai.example' })
    .where('pupil_id', '=', pupils.lina)
    .execute()
  const link = (to: { email: string; part?: 'family' | 'host' }) =>
    createFillLink(services, agreement, { part: to.part ?? 'family', email: to.email, name: 'Sandrine' })
  const token = await link({ email: 'parent@essai.example' })
  const someone = visitor()
  const page = await someone.get(addressOf('fillLink', { token }))
  assert.equal(page.status, 200)
  const html = await page.text()
  assert.match(html, /Téléphone en cas d’urgence/)
  assert.doesNotMatch(html, /Qui signe pour la structure/, 'only their part')
  const kept = await someone.post(addressOf('fillLink', { token }), {
    pupilPhone: '06 01 02 03 04',
    pupilInsurance: 'Assurance scolaire 12',
    hostName: 'Quelqu’un d’autre',
    pai: 'oui',
  })
  assert.equal(kept.status, 303)
  const after = await findAgreement(db, agreements.linaGarage)
  assert.equal(after?.content.pupil.insurance, 'Assurance scolaire 12')
  assert.equal(after?.content.hosts[0].representative.name, '', 'nobody fills somebody else’s part')
  const health = await db.selectFrom('agreement_health').selectAll().execute()
  assert.deepEqual(
    health.map(({ has_plan }) => has_plan),
    [true],
  )
  assert.equal((await someone.post(addressOf('fillLink', { token }), { pupilPhone: 'x'.repeat(5000) })).status, 422)

  assert.equal((await someone.get(addressOf('fillLink', { token: 'rien' }))).status, 404)
  assert.equal(
    (await someone.get(addressOf('fillLink', { token: await link({ email: 'ami@essai.example' }) }))).status,
    410,
  )
  await db
    .updateTable('representatives')
    .set({ email: 'autre@essai.example' })
    .where('pupil_id', '=', pupils.lina)
    .execute()
  assert.equal(
    (await someone.get(addressOf('fillLink', { token }))).status,
    410,
    'the school holds another address now',
  )
  await db
    .updateTable('representatives')
    .set({ email: 'parent@essai.example' })
    .where('pupil_id', '=', pupils.lina)
    .execute()
  world.later({ hours: 24 * 31 })
  assert.equal((await someone.get(addressOf('fillLink', { token }))).status, 410)

  // Who sees the answer about health, and what a page shows of it.
  const sandrine = await (await world.person('sandrine')).get(
    addressOf('agreement', { agreement: agreements.linaGarage }),
  )
  assert.match(await sandrine.text(), /Trousse de soins/)
  for (const name of ['bruno', 'karim'] as const) {
    const seen = await (await world.person(name)).get(addressOf('agreement', { agreement: agreements.linaGarage }))
    assert.equal(seen.status, 200)
    assert.doesNotMatch(await seen.text(), /Trousse de soins/, name)
  }
  assert.equal(
    (await (await world.person('noe')).get(addressOf('agreement', { agreement: agreements.linaGarage }))).status,
    404,
  )
  assert.equal((await visitor().get(addresses.welcome)).status, 200)
})
