import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { addressOf } from '#/addresses.ts'
import { createCampaign, importFiles } from '#/campaigns/index.ts'
import { eachEngine } from '../../test/engines.ts'
import { buildWorld } from '../../test/world.ts'
import { requestRun } from './index.ts'

const example = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../docs/example/${name}`, import.meta.url))),
})

eachEngine('a run under way is stopped by its button while the server goes on answering', async (database, t) => {
  const world = await buildWorld(database, t)
  const { services } = world
  const where = { territoryId: 'bocage', by: undefined }
  const campaignId = await createCampaign(services, { ...where, name: 'Seconde', settings: example('campaign.json') })
  await importFiles(services, { ...where, campaignId, files: ['pupils.csv', 'offers.csv', 'schools.csv'].map(example) })
  const coordinator = await world.signedIn('coordinator')
  const asked = await requestRun(services, { ...where, campaignId })
  assert.ok('runId' in asked)
  const keys = { campaign: campaignId, run: asked.runId }
  // The stop is asked for at the first sign that the run was taken up.
  const { promise: taken, resolve } = Promise.withResolvers<void>()
  const state = () => database.db.selectFrom('runs').select(['state', 'stop_asked']).executeTakeFirstOrThrow()
  const looking = setInterval(() => void state().then((row) => row.state === 'running' && resolve()), 5)
  const work = world.work()
  await taken
  clearInterval(looking)
  assert.equal((await world.visitor().get(addressOf('health', {}))).status, 200)
  assert.equal((await coordinator.post(addressOf('runStop', keys))).status, 303)
  await work
  assert.deepEqual(await state(), { state: 'stopped', stop_asked: true })
  assert.equal((await database.db.selectFrom('run_pupils').selectAll().execute()).length, 0)
})
