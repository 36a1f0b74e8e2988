import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { fillArchive } from '../../test/fill-archive.ts'
import { agreements, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'

const lina = { pupil: pupils.lina }
const file = (format: string) => addressOf('pupilDataFile', { ...lina, format })

eachEngine('a family asks, the school reads, erases what may go and answers', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db } = world.services
  await world.people()
  const linaHerself = await world.person('lina')
  await db
    .insertInto('pupil_advices')
    .values({
      territory_id: bocage.id,
      id: pupils.lina,
      pupil_id: pupils.lina,
      by_account: null,
      by_name: 'Paul',
      body: 'Appelle le garage.',
      at: world.services.clock.now().toString(),
      removed_at: null,
    })
    .execute()

  assert.match(await (await linaHerself.get(addresses.myData)).text(), /Conseils de l’établissement/)
  const refused = await linaHerself.post(addresses.myData, { eleve: pupils.lina, [`demande-${pupils.lina}`]: 'tout' })
  assert.equal(refused.status, 422)
  assert.equal((await linaHerself.post(addresses.myData, { eleve: pupils.tom })).status, 404, 'only about oneself')
  for (let click = 0; click < 2; click++)
    assert.equal(
      (await linaHerself.post(addresses.myData, { eleve: pupils.lina, [`demande-${pupils.lina}`]: 'erase' })).status,
      303,
    )
  const requests = await db.selectFrom('data_requests').selectAll().execute()
  assert.equal(requests.length, 1, 'a double click asks once')
  assert.equal(requests[0]?.due_on, '2026-07-03')

  const head = await world.signedInAs({
    role: 'head',
    territoryId: bocage.id,
    scope: { kind: 'school', id: schools.vire },
  })
  const list = await (await head.get(addressOf('schoolArchive', { territory: bocage.id, school: schools.vire }))).text()
  assert.match(list, /Lina Marchand/)
  const page = await (await head.get(addressOf('pupilData', lina))).text()
  assert.match(page, /Appelle le garage/)
  const copy = await (await head.get(file('json'))).text()
  assert.match(copy, /Appelle le garage/)
  assert.doesNotMatch(copy, /personal_code_hash|ine_mac/)
  assert.match(await (await head.get(file('texte'))).text(), /- .*Appelle le garage/)

  const demande = requests[0]?.id ?? ''
  assert.equal((await head.post(addressOf('pupilData', lina), { demande, 'reponse-erase': '' })).status, 422)
  assert.equal((await head.post(addressOf('pupilData', lina), { demande: 'x' })).status, 422)
  assert.equal((await db.selectFrom('pupil_advices').select('id').execute()).length, 1, 'nothing went yet')
  for (let click = 0; click < 2; click++)
    assert.equal(
      (await head.post(addressOf('pupilData', lina), { demande, 'reponse-erase': 'C’est effacé.' })).status,
      303,
    )
  assert.equal((await db.selectFrom('pupil_advices').select('id').execute()).length, 0)
  assert.ok(await db.selectFrom('agreements').select('id').where('id', '=', agreements.linaGarage).executeTakeFirst())
  assert.match(await (await linaHerself.get(addresses.myData)).text(), /C’est effacé/)
  const told = await db.selectFrom('messages').select('mail').where('mail', '=', 'keeping.answered').execute()
  assert.equal(told.length, 1)
  const deeds = await db.selectFrom('journal').select('what').where('pupil_id', '=', pupils.lina).execute()
  for (const deed of ['pupil-data.asked', 'pupil-data.answered', 'pupil-data.erased', 'pupil-file.read'])
    assert.ok(
      deeds.some(({ what }) => what === deed),
      deed,
    )
})

eachEngine(
  'an archived agreement is nowhere but in the archive, and says who opened it and why',
  async (database, t) => {
    const world = await buildWorld(database, t)
    await world.people()
    await fillArchive(world.services)
    const archived = agreements.linaFormer
    const head = await world.signedInAs({
      role: 'head',
      territoryId: bocage.id,
      scope: { kind: 'school', id: schools.vire },
    })
    const secretary = await world.signedInAs({
      role: 'secretary',
      territoryId: bocage.id,
      scope: { kind: 'school', id: schools.vire },
    })
    assert.equal((await head.get(addressOf('agreement', { agreement: archived }))).status, 404)
    assert.equal((await secretary.get(addressOf('archivedAgreement', { archived }))).status, 403)
    assert.equal((await head.get(addressOf('archivedAgreement', { archived: agreements.linaGarage }))).status, 404)

    const sha256 = await world.services.files.put(Buffer.from('%PDF the original'))
    await world.services.db
      .insertInto('outside_files')
      .values({
        territory_id: bocage.id,
        agreement_id: archived,
        sha256,
        media_type: 'application/pdf',
        bytes: 17,
        at: world.services.clock.now().toString(),
      })
      .execute()
    assert.equal((await head.post(addressOf('archivedAgreement', { archived }), { motif: '' })).status, 422)
    const opened = await head.post(addressOf('archivedAgreement', { archived }), { motif: 'Demande de l’assurance' })
    assert.equal(await opened.text(), '%PDF the original')
    const solene = await world.person('solene')
    const code = archived.slice(-6)
    assert.equal(
      (await solene.get(addressOf('keeping', {}, { code }))).headers.get('location'),
      addressOf('archivedAgreement', { archived }),
    )
    assert.match(
      await (await solene.get(addressOf('archivedAgreement', { archived }))).text(),
      /Demande de l’assurance/,
    )
    assert.match(await (await solene.get(addressOf('keeping', {}, { code: 'rien' }))).text(), /Aucune convention/)
  },
)
