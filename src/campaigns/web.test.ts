import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { addresses, addressOf } from '#/addresses.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld, type Visitor } from '../../test/world.ts'

const example = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`../../docs/example/${name}`, import.meta.url)))
const drop = (files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): FormData => {
  const form = new FormData()
  for (const [name, content] of Object.entries(files)) form.append('fichiers', new File([content], name))
  return form
}
const answers = {
  territoire: 'bocage',
  nom: 'Seconde, juin',
  debut: '2026-06-15',
  semaines: '2',
  lottery: 'Tirage du 2 juin',
}

async function newCampaign(visitor: Visitor): Promise<string> {
  const answer = await visitor.post(addresses.campaigns, answers)
  assert.equal(answer.status, 303)
  const [, id] = /^\/campagnes\/([^/]+)\/fichiers$/.exec(answer.headers.get('location') ?? '') ?? []
  assert.ok(id)
  return id
}

eachEngine(
  'a coordinator creates a campaign, imports its files, sees what changes and undoes it',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const coordinator = await world.signedIn('coordinator')
    const campaign = await newCampaign(coordinator)
    const imports = addressOf('imports', { campaign })
    assert.match(
      await (await coordinator.get(imports)).text(),
      /Il manque encore les élèves \(pupils\.csv\) et les offres/,
    )
    const answer = await coordinator.post(
      imports,
      drop({ 'a.csv': example('pupils.csv'), 'b.csv': example('offers.csv'), 'c.csv': example('schools.csv') }),
    )
    const preview = answer.headers.get('location') ?? ''
    const page = await (await coordinator.get(preview)).text()
    assert.match(page, /Voici ce qui changerait/)
    assert.match(page, /Rien n’est encore enregistré/)
    // A pupil with a need: the value is health data and stays off the screen.
    assert.doesNotMatch(page, /wheelchair<\/li>/)
    const applied = await coordinator.post(`${preview}/appliquer`)
    assert.match(
      await (await coordinator.get(applied.headers.get('location') ?? '')).text(),
      /Import appliqué[\s\S]*Annuler cet import/,
    )
    assert.equal((await database.db.selectFrom('campaign_pupils').selectAll().execute()).length, 6)
    const undone = await coordinator.post(`${preview}/annuler`)
    assert.match(
      await (await coordinator.get(undone.headers.get('location') ?? '')).text(),
      /Tout est comme avant cet import/,
    )
    assert.equal((await database.db.selectFrom('campaign_pupils').selectAll().execute()).length, 0)
  },
)

eachEngine('a file with errors is refused with every line, and leaves nothing behind', async (database, t) => {
  const world = await buildWorld(database, t)
  const coordinator = await world.signedIn('coordinator')
  const campaign = await newCampaign(coordinator)
  const broken =
    'pupil,school,level,birth_date,lat,lon,weeks\ne1,,seconde,2010-13-14,48.8,-0.8,2026-W25\ne2,A,lune,2010-03-14,48.8,-0.8,2026-W60\n'
  const answer = await coordinator.post(
    addressOf('imports', { campaign }),
    drop({ 'pupils.csv': broken, 'x.pdf': '%PDF' }),
  )
  const address = answer.headers.get('location') ?? ''
  const refused = await coordinator.get(address)
  assert.equal(refused.status, 422)
  const page = await refused.text()
  for (const said of ['birth_date', 'level', 'weeks', 'school', 'x.pdf', 'Rien n’a été enregistré'])
    assert.match(page, new RegExp(said))
  const all = await (await coordinator.get(`${address}/erreurs`)).text()
  assert.match(all, /^pupils\.csv:2: birth_date: /m)
  const tables = ['campaign_pupils', 'import_changes', 'stored_files'] as const
  for (const table of tables) {
    const { rows } = await database.pool.query<{ count: number }>(`select count(*) as count from ${table} where true`)
    // Of the settings that made the campaign, one difference is kept for its undo.
    assert.equal(rows[0]?.count, table === 'import_changes' ? 1 : 0)
  }
})

eachEngine('a refused form comes back as it was, and says what to mend', async (database, t) => {
  const world = await buildWorld(database, t)
  const coordinator = await world.signedIn('coordinator')
  const answer = await coordinator.post(addresses.campaigns, { ...answers, debut: '', lottery: '' })
  assert.equal(answer.status, 422)
  const page = await answer.text()
  assert.match(page, /Donnez le premier jour/)
  assert.match(page, /value="Seconde, juin"/)
  assert.equal((await database.db.selectFrom('campaigns').selectAll().execute()).length, 0)
})

eachEngine(
  'an observer reads but does not act, and a neighbour does not learn that the campaign exists',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const campaign = await newCampaign(await world.signedIn('coordinator'))
    const observer = await world.signedIn('observer')
    assert.equal((await observer.get(addressOf('imports', { campaign }))).status, 200)
    assert.equal(
      (await observer.post(addressOf('imports', { campaign }), drop({ 'a.csv': example('pupils.csv') }))).status,
      403,
    )
    assert.equal((await observer.get(addressOf('campaignFile', { campaign, file: 'campaign.json' }))).status, 404)
    const neighbour = await world.signedIn('coordinator', 'marais')
    assert.equal((await neighbour.get(addressOf('imports', { campaign }))).status, 404)
  },
)

eachEngine('a preview made before another import is made again rather than applied', async (database, t) => {
  const world = await buildWorld(database, t)
  const coordinator = await world.signedIn('coordinator')
  const campaign = await newCampaign(coordinator)
  const imports = addressOf('imports', { campaign })
  const files = {
    'pupils.csv': example('pupils.csv'),
    'offers.csv': example('offers.csv'),
    'schools.csv': example('schools.csv'),
  }
  const early = (await coordinator.post(imports, drop(files))).headers.get('location') ?? ''
  const other =
    (await coordinator.post(imports, drop({ 'schools.csv': example('schools.csv') }))).headers.get('location') ?? ''
  assert.equal((await coordinator.post(`${other}/appliquer`)).status, 303)
  const answer = (await coordinator.post(`${early}/appliquer`)).headers.get('location') ?? ''
  assert.match(answer, /avis=made_again/)
  assert.match(await (await coordinator.get(answer)).text(), /La campagne a changé depuis votre aperçu/)
  assert.equal((await database.db.selectFrom('campaign_pupils').selectAll().execute()).length, 0)
})
