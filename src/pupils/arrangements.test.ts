import assert from 'node:assert/strict'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { classes, people, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld } from '../../test/world.ts'
import { savePupils } from './pupils.ts'

eachEngine('a pupil is exempted for a reason and looks again when it is taken back', async (database, t) => {
  const world = await buildWorld(database, t)
  const karim = await world.person('karim')
  const { db } = database
  const address = addressOf('classExemptions', { class: classes.secondeA })
  const period = await db
    .selectFrom('periods')
    .select('id')
    .where('class_id', '=', classes.secondeA)
    .executeTakeFirstOrThrow()
  const form = { eleve: pupils.lina, periode: period.id, motif: 'health', mots: 'une jambe cassée' }
  for (let click = 0; click < 2; click++) assert.equal((await karim.post(address, form)).status, 303)
  const given = await db.selectFrom('exemptions').select(['id', 'reason', 'words', 'ended_at']).execute()
  assert.deepEqual(
    given.map(({ reason, words }) => [reason, words]),
    [['health', null]],
  )
  const html = await (await karim.get(address)).text()
  assert.match(html, /Marchand Lina[\s\S]*raison de santé/)
  assert.match(await (await karim.get(addressOf('classRoll', { class: classes.secondeA }))).text(), /dispensé/)
  for (const wrong of [
    { eleve: pupils.ines },
    { periode: pupils.lina },
    { motif: 'paresse' },
    { mots: 'x'.repeat(300) },
    { eleve: 'personne' },
  ])
    assert.equal((await karim.post(address, { ...form, ...wrong })).status, 422)
  for (let click = 0; click < 2; click++) await karim.post(address, { retirer: given[0]?.id ?? '' })
  assert.equal((await db.selectFrom('exemptions').select('id').where('ended_at', 'is', null).execute()).length, 0)
  const journal = await db
    .selectFrom('journal')
    .select('what')
    .where('what', 'like', 'exemption.%')
    .orderBy('id')
    .execute()
  assert.deepEqual(
    journal.map(({ what }) => what),
    ['exemption.given', 'exemption.given', 'exemption.ended'],
  )
  assert.equal((await (await world.person('bruno')).get(address)).status, 404)
})

eachEngine('the same weeks go to several classes, all or none', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const address = addressOf('schoolPeriods', { territory: bocage.id, school: schools.vire })
  const count = async () =>
    (await database.db.selectFrom('periods').select('id').where('school', '=', schools.vire).execute()).length
  const send = (debut: string, ids: readonly string[]) => {
    const form = new FormData()
    for (const id of ids) form.append('classes', id)
    for (const [name, value] of Object.entries({ nom: 'Mai', dispositif: 'observation-2de', debut, semaines: '1' }))
      form.append(name, value)
    return sylvie.post(address, form)
  }
  // A lycée starts from what its secondes do, never from the list's first line.
  assert.match(await (await sylvie.get(address)).text(), /value="observation-2de" selected/)
  const both = [classes.secondeA, classes.secondeB]
  assert.equal(await count(), 2)
  for (let click = 0; click < 2; click++) assert.equal((await send('2026-05-04', both)).status, 303)
  assert.equal(await count(), 4)
  const overlaps = await send('2026-06-15', both)
  assert.equal(overlaps.status, 422)
  assert.match(await overlaps.text(), /2de A : Ces semaines en recouvrent/)
  assert.equal((await send('2026-05-11', [classes.secondeNoireau])).status, 422)
  assert.equal((await send('hier', both)).status, 422)
  assert.equal(await count(), 4)
})

eachEngine('referents are proposed, accepted or changed, sixteen at most each', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const address = addressOf('classReferents', { class: classes.secondeA })
  const page = await (await sylvie.get(address)).text()
  assert.match(page, /Lecoq Noé[\s\S]*Karim Bellec[\s\S]*proposé/)
  const field = (id: string) => `referent-${id}`
  const stored = () => database.db.selectFrom('referents').select(['pupil_id', 'account_id']).execute()
  const choose = async (fields: Readonly<Record<string, string>>) => (await sylvie.post(address, fields)).text()
  const chosen = { [field(pupils.lina)]: people.karim.id, [field(pupils.noe)]: '' }
  // What was just chosen can be taken back, from the answer itself.
  const back = new RegExp(`name="${field(pupils.lina)}" value/>`)
  assert.match(await choose(chosen), back)
  assert.equal((await stored()).length, 1)
  await choose({ [field(pupils.lina)]: '' })
  assert.deepEqual(await stored(), [])
  assert.match(await choose(chosen), back)
  // Whoever opens the page finds the way back for a week, and nobody else.
  const wayBack = async (someone = sylvie) =>
    (await (await someone.get(address)).text()).includes('Revenir aux référents d’avant')
  assert.equal(await wayBack(), true)
  assert.match(await choose(chosen), /étaient déjà choisis/)
  assert.equal(await wayBack(), true)
  assert.deepEqual(await stored(), [{ pupil_id: pupils.lina, account_id: people.karim.id }])
  // Someone who does not teach there is not taken.
  await sylvie.post(address, { [field(pupils.noe)]: people.bruno.id })
  assert.equal((await stored()).length, 1)
  const many = Array.from({ length: 17 }, () => world.services.newId())
  await savePupils(
    database.db,
    bocage.id,
    many.map((id, index) => ({
      ...{ id, school: schools.vire, classId: classes.secondeA, firstName: `Élève${index}`, lastName: 'Nombreux' },
      ...{ birthDate: '2010-05-05', level: 'seconde' as const },
    })),
  )
  const refused = await sylvie.post(address, Object.fromEntries(many.map((id) => [field(id), people.karim.id])))
  assert.equal(refused.status, 422)
  assert.match(await refused.text(), /Karim Bellec suivrait 18 élèves/)
  assert.equal((await stored()).length, 1)
  const karim = await world.person('karim')
  assert.equal((await karim.get(address)).status, 200)
  assert.equal((await karim.post(address, { [field(pupils.noe)]: people.karim.id })).status, 403)
  assert.equal((await stored()).length, 1)
  assert.equal(await wayBack(karim), false)
  world.later({ hours: 24 * 8 })
  assert.equal(await wayBack(await world.person('sylvie')), false)
})
