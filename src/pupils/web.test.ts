import assert from 'node:assert/strict'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { classes, pupils, schools } from '../../test/people.ts'
import { bocage, buildWorld, type Visitor } from '../../test/world.ts'
import { listClassPupils, periodsOfClass } from './index.ts'

const inA = { class: classes.secondeA }
const slipsIn = (html: string): string[] =>
  html.match(/[0-9BCDFGHJKMNPQRSTVWXYZ]{5}-[0-9BCDFGHJKMNPQRSTVWXYZ]{5}/g) ?? []
const enters = async (visitor: Visitor, code: string): Promise<boolean> =>
  (await visitor.post(addresses.signInPupil, { classe: 'vbr f24', code })).status === 303

eachEngine('a printed code lets its pupil in until another is printed', async (database, t) => {
  const world = await buildWorld(database, t)
  const karim = await world.person('karim')
  const sheet = await (await karim.post(addressOf('classCodes', inA), { pour: 'sans-courriel' })).text()
  assert.match(sheet, /Noé Lecoq/)
  assert.doesNotMatch(sheet, /Lina Marchand/)
  const [first = '', ...others] = slipsIn(sheet)
  assert.deepEqual(others, [])
  const noe = world.visitor()
  assert.ok(await enters(noe, first.toLowerCase()))
  assert.equal((await noe.get(addresses.account)).status, 200)

  const again = await (await karim.post(addressOf('classCodes', inA), { pour: 'un', eleve: pupils.noe })).text()
  const [second = ''] = slipsIn(again)
  assert.notEqual(second, first)
  assert.equal(
    (await noe.get(addresses.account)).headers.get('location'),
    addresses.signIn,
    'the lost paper is signed out',
  )
  assert.ok(!(await enters(world.visitor(), first)))
  assert.ok(await enters(world.visitor(), second))
  const kept = JSON.stringify(await world.services.db.selectFrom('pupils').selectAll().execute())
  assert.ok(!kept.includes(second) && !kept.includes(second.replace('-', '')), 'only hashes are kept')
})

eachEngine('codes are printed for nobody who is not of the class', async (database, t) => {
  const world = await buildWorld(database, t)
  const karim = await world.person('karim')
  for (const form of [
    {},
    { pour: 'un' },
    { pour: 'un', eleve: pupils.tom },
    { pour: 'un', eleve: '\0' },
    { pour: 'rien' },
  ])
    assert.equal((await karim.post(addressOf('classCodes', inA), form)).status, 422)
  const hashes = await world.services.db
    .selectFrom('pupils')
    .select('id')
    .where('personal_code_hash', 'is not', null)
    .execute()
  assert.deepEqual(hashes, [])
})

eachEngine('a pupil is inscribed by hand, once, mended, and leaves', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db, newId } = world.services
  const sylvie = await world.person('sylvie')
  const list = async () => (await listClassPupils(db, { territoryId: bocage.id, classId: classes.secondeA })).rows
  const form = {
    cle: newId(),
    prenom: 'Zoé',
    nom: 'Roussel',
    naissance: '02/05/2010',
    niveau: 'seconde',
    courriel: '',
    commune: 'vire normandie',
  }
  const added = await sylvie.post(addressOf('pupilNew', inA), form)
  assert.equal(added.status, 303)
  assert.match(await (await sylvie.get(added.headers.get('location') ?? '')).text(), /Zoé Roussel est dans la classe/)
  assert.equal((await sylvie.post(addressOf('pupilNew', inA), form)).status, 303, 'a double click')
  const zoe = (await list()).find(({ firstName }) => firstName === 'Zoé')
  assert.equal((await list()).length, 3)
  assert.deepEqual(
    [zoe?.id, zoe?.birthDate, zoe?.commune, zoe?.home],
    [form.cle, '2010-05-02', '14762', { lat: 48.84, lon: -0.89, precision: 'commune' }],
  )
  const twin = await sylvie.post(addressOf('pupilNew', inA), { ...form, cle: newId(), prenom: 'ZOE' })
  assert.equal(twin.status, 422)
  assert.match(await twin.text(), /est déjà dans cette classe/)
  const mended = { ...form, courriel: 'Zoe.Roussel@essai.example', commune: '' }
  assert.equal((await sylvie.post(addressOf('pupilEdit', { pupil: form.cle }), mended)).status, 303)
  const after = (await list()).find(({ id }) => id === form.cle)
  assert.deepEqual([after?.email, after?.home, after?.commune], ['zoe.roussel@essai.example', undefined, undefined])
  await sylvie.post(addressOf('pupilLeaving', { pupil: form.cle }))
  assert.equal((await list()).length, 2)
  await sylvie.post(addressOf('pupilLeaving', { pupil: form.cle }), { retour: '1' })
  assert.equal((await list()).length, 3)
  const deeds = await db.selectFrom('journal').select('what').where('pupil_id', '=', form.cle).orderBy('id').execute()
  assert.deepEqual(
    deeds.map(({ what }) => what),
    ['pupil.added', 'pupil.changed', 'pupil.left', 'pupil.returned'],
  )
})

eachEngine('a wrong or hostile form is told by field and changes nothing', async (database, t) => {
  const world = await buildWorld(database, t)
  const sylvie = await world.person('sylvie')
  const good = {
    cle: world.services.newId(),
    prenom: 'Zoé',
    nom: 'Roussel',
    naissance: '2010-05-02',
    niveau: 'seconde',
    courriel: '',
    commune: '',
  }
  const wrong: readonly [Record<string, string>, RegExp][] = [
    [{ prenom: '' }, /Écrivez le prénom/],
    [{ nom: '\0\u0007' }, /Écrivez le nom/],
    [{ nom: '12' }, /avec des lettres/],
    [{ nom: 'x'.repeat(200) }, /60 signes/],
    [{ naissance: '31/02/2010' }, /Donnez la date de naissance/],
    [{ naissance: '2040-01-01' }, /dans l’avenir/],
    [{ naissance: '1950-01-01' }, /aurait 76 ans/],
    [{ niveau: 'constructor' }, /Choisissez un niveau/],
    [{ courriel: 'zoe@' }, /adresse complète/],
    [{ commune: 'Vire' }, /Vire Normandie/],
    [{ commune: '<script>' }, /Aucune commune/],
  ]
  for (const [change, message] of wrong) {
    const answer = await sylvie.post(addressOf('pupilNew', inA), { ...good, ...change })
    assert.equal(answer.status, 422, JSON.stringify(change))
    const html = await answer.text()
    assert.match(html, message)
    assert.doesNotMatch(html, /<script>alert|"><script>/)
  }
  const { rows } = await listClassPupils(world.services.db, { territoryId: bocage.id, classId: classes.secondeA })
  assert.equal(rows.length, 2)
})

eachEngine('a class is added and given its weeks, which never overlap', async (database, t) => {
  const world = await buildWorld(database, t)
  const { db, newId } = world.services
  const sylvie = await world.person('sylvie')
  const school = addressOf('schoolClasses', { territory: bocage.id, school: schools.vire })
  const form = { cle: newId(), nom: '2de C', niveau: 'seconde' }
  for (const _ of [1, 2])
    assert.equal((await sylvie.post(school, form)).headers.get('location'), `/classes/${form.cle}/eleves`)
  assert.equal((await sylvie.post(school, { ...form, cle: newId(), nom: '2DE C' })).status, 422)
  assert.match(await (await sylvie.get(school)).text(), /3\sclasses, 3\sélèves/)
  const weeks = addressOf('classPeriods', { class: form.cle })
  const period = { cle: newId(), nom: 'Juin', dispositif: 'observation-2de', debut: '17/06/2026', semaines: '2' }
  for (const _ of [1, 2]) assert.equal((await sylvie.post(weeks, period)).status, 303)
  const [only, ...others] = await periodsOfClass(db, bocage.id, form.cle)
  assert.deepEqual([only?.weeks, others], [['2026-W25', '2026-W26'], []])
  for (const change of [
    {},
    { debut: '2024-06-01' },
    { semaines: '0' },
    { semaines: '1e9' },
    { dispositif: 'x' },
    { nom: '' },
  ])
    assert.equal((await sylvie.post(weeks, { ...period, cle: newId(), ...change })).status, 422, JSON.stringify(change))
  await sylvie.post(weeks, { retirer: period.cle })
  assert.deepEqual(await periodsOfClass(db, bocage.id, form.cle), [])
})

eachEngine('each works where they work: one school, one class, or a choice', async (database, t) => {
  const world = await buildWorld(database, t)
  const goes = async (visitor: Visitor) => (await visitor.get(addresses.classes)).headers.get('location')
  assert.equal(await goes(await world.person('helene')), `/territoires/bocage/etablissements/${schools.vire}`)
  assert.equal(await goes(await world.person('karim')), `/classes/${classes.secondeA}`)
  const maud = await world.person('maud')
  const page = await (await maud.get(addressOf('classRoll', inA))).text()
  assert.match(page, /2de A/)
  assert.doesNotMatch(page, /Imprimer les codes/)
})
