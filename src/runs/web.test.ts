import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { addressOf } from '#/addresses.ts'
import { createCampaign, importFiles } from '#/campaigns/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld, type World } from '../../test/world.ts'

const example = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../docs/example/${name}`, import.meta.url))),
})

/** The documentation's example as a campaign of Bocage. */
async function exampleCampaign({ services }: World): Promise<string> {
  const where = { territoryId: 'bocage', by: undefined }
  const campaignId = await createCampaign(services, {
    ...where,
    name: 'Seconde, juin',
    settings: example('campaign.json'),
  })
  await importFiles(services, { ...where, campaignId, files: ['pupils.csv', 'offers.csv', 'schools.csv'].map(example) })
  return campaignId
}

eachEngine(
  'a run goes from the button to its pages, verified, every figure leading to its list',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const campaign = await exampleCampaign(world)
    const coordinator = await world.signedIn('coordinator')
    const runs = addressOf('runs', { campaign })
    assert.match(await (await coordinator.get(runs)).text(), /Lancer une affectation/)
    const address = (await coordinator.post(runs)).headers.get('location') ?? ''
    const waiting = await (await coordinator.get(address)).text()
    assert.match(waiting, /L’affectation va commencer/)
    assert.match(waiting, /Actualiser/)
    // A second click leads to the same run.
    assert.equal((await coordinator.post(runs)).headers.get('location'), address)
    assert.equal(await world.work(), 1)
    const progress: unknown = await (await coordinator.get(`${address}/progression`)).json()
    assert.deepEqual(progress, { stage: 'Terminé', done: 1, total: 1, next: address })
    const page = await (await coordinator.get(address)).text()
    assert.match(page, /5 élèves sur 6 ont une place/)
    assert.match(page, /Vérifié par un programme indépendant/)
    for (const [, href = ''] of page.matchAll(/href="(\/campagnes\/[^"]*)"/g)) {
      const linked = href.replaceAll('&amp;', '&')
      const status = (await coordinator.get(linked)).status
      assert.equal(status, 200, linked)
    }
    const figures = [...page.matchAll(/<dd[^>]*><a href="([^"]*)">(\d+)<\/a>/g)]
    assert.equal(figures.length, 3)
    for (const [, href = '', value] of figures) {
      const list = await (await coordinator.get(href.replaceAll('&amp;', '&'))).text()
      assert.match(list, new RegExp(`<h1>${value}\\u00a0élève`), 'a figure and its list count the same')
    }
  },
)

eachEngine(
  'a pupil reads why this place, or why none; health data and names stay with those who may see them',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const campaign = await exampleCampaign(world)
    const coordinator = await world.signedIn('coordinator')
    const address = (await coordinator.post(addressOf('runs', { campaign }))).headers.get('location') ?? ''
    await world.work()
    const placed = await (await coordinator.get(`${address}/eleves/e1`)).text()
    assert.match(placed, /Pourquoi cette place/)
    assert.match(placed, /Elle répond au 2ᵉ vœu/)
    const without = await (await coordinator.get(`${address}/eleves/e4`)).text()
    assert.match(without, /Pas de place : besoin particulier/)
    const observer = await world.signedIn('observer')
    for (const path of ['/eleves/e4', '/eleves', ''])
      assert.doesNotMatch(await (await observer.get(`${address}${path}`)).text(), /wheelchair|besoin particulier/)
    assert.equal((await observer.get(`${address}/telecharger/pupils.csv`)).status, 404)
    assert.match(await (await observer.get(`${address}/eleves?motif=needs`)).text(), /0.élève/)
  },
)

eachEngine('a list of pupils starts with those without a place and goes on page by page', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaign = await exampleCampaign(world)
  const coordinator = await world.signedIn('coordinator')
  const address = (await coordinator.post(addressOf('runs', { campaign }))).headers.get('location') ?? ''
  await world.work()
  const idsOf = async (query = '') =>
    [...(await (await coordinator.get(`${address}/eleves${query}`)).text()).matchAll(/eleves\/(e\d)"/g)].map(
      ([, id]) => id,
    )
  const all = await idsOf()
  assert.equal(all[0], 'e4')
  assert.equal(new Set(all).size, 6)
  assert.deepEqual(await idsOf(`?apres=${all[2]}`), all.slice(3))
})

eachEngine('a run that waits is stopped at once, and another can be asked for', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaign = await exampleCampaign(world)
  const coordinator = await world.signedIn('coordinator')
  const runs = addressOf('runs', { campaign })
  const address = (await coordinator.post(runs)).headers.get('location') ?? ''
  assert.equal((await coordinator.post(`${address}/arreter`)).status, 303)
  assert.match(await (await coordinator.get(address)).text(), /L’affectation a été arrêtée/)
  assert.notEqual((await coordinator.post(runs)).headers.get('location'), address)
  await world.work()
  assert.deepEqual(
    (await database.db.selectFrom('runs').select('state').orderBy('number').execute()).map(({ state }) => state),
    ['stopped', 'done'],
  )
})

eachEngine('a run whose worker died is taken up again from the start, and says so', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaign = await exampleCampaign(world)
  const coordinator = await world.signedIn('coordinator')
  const address = (await coordinator.post(addressOf('runs', { campaign }))).headers.get('location') ?? ''
  // As the row stands when the server is killed in the middle.
  await database.db
    .updateTable('runs')
    .set({ state: 'running', worker: 'dead', attempts: 2, stage: 'Trajets' })
    .execute()
  assert.match(await (await coordinator.get(address)).text(), /Reprise après redémarrage/)
  await world.work()
  const run = await database.db.selectFrom('runs').select(['state', 'attempts']).executeTakeFirstOrThrow()
  assert.deepEqual(run, { state: 'done', attempts: 3 })
})

eachEngine('two runs compare: who gained when places were added', async (database, t) => {
  const world = await buildWorld(database, t)
  const campaign = await exampleCampaign(world)
  const coordinator = await world.signedIn('coordinator')
  const runs = addressOf('runs', { campaign })
  const first = ((await coordinator.post(runs)).headers.get('location') ?? '').split('/').at(-1) ?? ''
  await world.work()
  const pupils = new TextDecoder().decode(example('pupils.csv').bytes).replace('wheelchair', '')
  const offers = new TextDecoder()
    .decode(example('offers.csv').bytes)
    .replace('2026-W25:2|2026-W26:1', '2026-W25:9|2026-W26:9')
  await importFiles(world.services, {
    territoryId: 'bocage',
    campaignId: campaign,
    by: undefined,
    files: [
      { name: 'pupils.csv', bytes: new TextEncoder().encode(pupils) },
      { name: 'offers.csv', bytes: new TextEncoder().encode(offers) },
    ],
  })
  const second = ((await coordinator.post(runs)).headers.get('location') ?? '').split('/').at(-1) ?? ''
  await world.work()
  const page = await (await coordinator.get(addressOf('runCompare', { campaign, run: second, other: first }))).text()
  assert.match(page, /1.élève de plus que l’affectation n° 1/)
  assert.match(page, /e4/)
})
