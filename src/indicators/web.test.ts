import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { pupils } from '../../test/people.ts'
import { bocage, buildWorld, marais } from '../../test/world.ts'

const here = { territory: bocage.id }
const words = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&nbsp;|[\u00a0\u202f\s]+/g, ' ')
    .replace(/ +/g, ' ')

eachEngine('a dashboard follows a signature, shows any past day, and keeps a target', async (database, t) => {
  const world = await buildWorld(database, t)
  let maud = await world.person('maud')
  const { db } = world.services
  await sql`update pupils set sex = case when id = ${pupils.lina} then 'f' else 'm' end`.execute(db)
  await world.work()
  const show = async (
    query: Readonly<Record<string, string>> = {},
    page: 'board' | 'boardGaps' | 'boardCompare' | 'boardSeats' = 'board',
  ) => {
    const answer = await maud.get(addressOf(page, here, query))
    assert.equal(answer.status, 200)
    return words(await answer.text())
  }
  assert.match(await show(), /Sur 4 élèves, aucun n’a encore/)

  world.later({ hours: 48 })
  maud = await world.person('maud')
  await world.work()
  await sql`update agreements set state = 'signed', source = 'paper', weeks = '{2026-W25,2026-W26}' where pupil_id = ${pupils.lina}`.execute(
    db,
  )
  assert.match(await show(), /25 % .*1 élève sur 4 .*Signées : 1 sur papier/)
  assert.match(await show({ jour: '2026-06-04' }), /Sur 4 élèves, aucun n’avait .*Au soir du/)
  // Folded or not, the day is the same.
  await world.work()
  assert.match(await show({ jour: '2026-06-04' }), /Sur 4 élèves, aucun n’avait/)
  assert.match(await show({ jour: '2026-06-05' }), /25 %/)
  for (const nonsense of ['2026-02-31', 'hier', '9999-12-31']) assert.match(await show({ jour: nonsense }), /25 %/)

  assert.match(await show({ dans: 'etablissement:9140001A' }), /Lycée de la Vire/)
  assert.equal((await maud.get(addressOf('board', here, { dans: 'bassin:nulle-part' }))).status, 404)
  assert.match(await show({}, 'boardGaps'), /Éducation prioritaire .*masqué/)
  assert.match(await show({}, 'boardCompare'), /2025-2026 .*2024-2025 .*Aucun élève compté ce jour-là/)
  assert.match(await show({}, 'boardSeats'), /Places manquantes .*Aucune affectation n’a encore dit/)
  // An allocation that is asked for is told of, and whoever looks hears that it ended.
  await sql`insert into runs (territory_id, id, campaign_id, number, state, stage, done, total, asked_at, attempts, stop_asked, inputs)
    values (${bocage.id}, 'r-live', 'c-live', 1, 'queued', '', 0, 0, now(), 0, false, '[]')`.execute(db)
  assert.match(await show({}, 'boardSeats'), /se calcule en ce moment .*La liste viendra d’elle-même/)
  const { promise: told, resolve } = Promise.withResolvers<void>()
  const leave = world.services.notifications.subscribe(`indicators ${bocage.id}`, resolve)
  await sql`update runs set state = 'stopped', finished_at = now() where id = 'r-live'`.execute(db)
  await told
  leave()
  assert.doesNotMatch(await show({}, 'boardSeats'), /se calcule/)

  // Groups, weeks, classes and seats of a past evening; of a day before they were kept, since when they are.
  const school = 'etablissement:9140001A'
  const [atFour, now] = [await show({ dans: school, jour: '2026-06-04' }), await show({ dans: school })]
  assert.match(atFour, /Classe par classe .* 0 %/)
  assert.doesNotMatch(atFour, /Ce qu’il reste à faire/)
  assert.match(now, /Classe par classe .* 50 % .*Ce qu’il reste à faire/)
  assert.match(await show({ jour: '2026-06-04' }, 'boardGaps'), /avaient une convention .*Filles et garçons/)
  assert.match(await show({ jour: '2026-06-04' }, 'boardSeats'), /Semaine par semaine .*Places manquantes/)
  await sql`delete from status_slice_days where day < '2026-06-05'`.execute(db)
  for (const [page, query] of [
    ['board', { dans: school }],
    ['boardGaps', {}],
    ['boardSeats', {}],
  ] as const)
    assert.match(
      await show({ ...query, jour: '2026-06-04' }, page),
      /comptés jour par jour depuis le vendredi 5 juin 2026/,
    )

  const target = addressOf('boardTarget', here)
  for (const [part, avant] of [
    ['101', '2026-06-10'],
    ['-1', '2026-06-10'],
    ['90', 'demain'],
    ['<b>', ''],
  ] as const) {
    const refused = await maud.post(target, { stage: 'observation-2de', part, avant })
    assert.equal(refused.status, 422)
    const page = await refused.text()
    assert.match(page, /Rien n’a changé/)
    assert.match(page, part === '90' ? /name="avant"[^>]*aria-invalid/ : /name="part"[^>]*aria-invalid/)
    // The form's address cannot be asked for again.
    assert.doesNotMatch(page, /data-island="live"/)
  }
  assert.equal((await maud.post(target, { stage: 'pmsmp', part: '90', avant: '2026-06-10' })).status, 404)
  assert.deepEqual(await db.selectFrom('coverage_targets').select('share').execute(), [])
  for (const _ of ['once', 'again'])
    assert.equal((await maud.post(target, { stage: 'observation-2de', part: '90', avant: '2026-06-10' })).status, 303)
  assert.match(await show(), /Objectif : 90 % le mercredi 10 juin, encore 3 élèves à placer/)
  await maud.post(target, { stage: 'observation-2de', part: '', avant: '' })
  assert.doesNotMatch(await show(), /Objectif :/)

  const idriss = await world.person('idriss')
  assert.equal((await idriss.get('/tableau-de-bord')).headers.get('location'), addressOf('board', here))
  assert.doesNotMatch(await (await idriss.get(addressOf('board', here))).text(), /Fixer un objectif/)
  assert.equal((await idriss.get(addressOf('board', { territory: marais.id }))).status, 404)
})

eachEngine('whoever coordinates a bassin looks into it and no further, files included', async (database, t) => {
  const world = await buildWorld(database, t)
  await world.people()
  const { db } = world.services
  await sql`update schools set bassin = case uai when '9140001A' then 'vire' else 'conde' end where territory_id = ${bocage.id}`.execute(
    db,
  )
  const vire = await world.signedInAs({
    ...{ role: 'coordinator', territoryId: bocage.id, scope: { kind: 'bassin', id: 'vire' } },
  })
  const ask = async (page: 'board' | 'boardGaps' | 'boardSeats' | 'boardCompare' | 'boardExport', dans?: string) =>
    vire.get(addressOf(page, here, { dans }))
  const other = (await db.selectFrom('schools').select(['uai', 'name']).where('bassin', '=', 'conde').execute())[0]
  assert.ok(other)
  for (const page of ['board', 'boardGaps', 'boardSeats', 'boardCompare', 'boardExport'] as const) {
    const answer = await ask(page)
    assert.equal(answer.status, 200)
    assert.doesNotMatch(await answer.text(), new RegExp(`${other.name}|dans=bassin%3Aconde`))
    assert.equal((await ask(page, 'etablissement:9140001A')).status, 200)
    for (const beyond of ['bassin:conde', `etablissement:${other.uai}`, 'region:28', 'autres:autres', 'bassin:autres'])
      assert.equal((await ask(page, beyond)).status, beyond === 'autres:autres' ? 200 : 404, `${page} ${beyond}`)
  }
  // Nothing that a list knows lies beyond Vire, but pupils of schools that no list knows are counted there too.
  await sql`update schools set departement = null where uai = '9140001A'`.execute(db)
  assert.equal((await ask('board', 'departement:autres')).status, 404)
  const file = (query: Readonly<Record<string, string>>) =>
    vire.get(addressOf('boardExportFile', { ...here, file: 'chiffres.csv' }, query))
  const rows = await (await file({ par: 'etablissement' })).text()
  assert.match(rows, /9140001A/)
  assert.doesNotMatch(rows, new RegExp(other.uai))
  assert.equal((await file({ dans: 'bassin:conde' })).status, 404)
  assert.equal((await vire.post(addressOf('boardTarget', here), { stage: 'observation-2de' })).status, 404)

  await vire.post(addressOf('boardCalendar', here), { quoi: 'creer' })
  const feed = /\/calendriers\/[^"]+/.exec(await (await ask('boardExport')).text())?.[0] ?? ''
  assert.equal((await world.visitor().get(feed)).status, 200)
  // One made when the whole territory was theirs.
  await sql`update calendar_feeds set within = ''`.execute(db)
  assert.equal((await world.visitor().get(feed)).status, 404)

  // A territory where nobody is counted yet: each page says so, and none fails.
  await sql`insert into territories (id, name, time_zone) values ('vide', 'Vide', 'Europe/Paris')`.execute(db)
  const first = await world.signedIn('coordinator', 'vide')
  for (const page of ['board', 'boardGaps', 'boardSeats', 'boardCompare', 'boardExport'] as const)
    for (const query of [{}, { jour: '2026-05-01' }, { avec: 'territoire' }, { couleur: 'unreached', tri: 'measure' }])
      assert.equal((await first.get(addressOf(page, { territory: 'vide' }, query))).status, 200, page)
  for (const name of ['etat.pdf', 'chiffres.csv', 'chiffres.geojson', 'a-appeler.ods'])
    assert.equal((await first.get(addressOf('boardExportFile', { territory: 'vide', file: name }))).status, 200, name)
})
