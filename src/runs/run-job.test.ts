import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findRun, requestRun } from './index.ts'
import { openRunWorld } from './run-world.ts'

test('a run that was asked for ends with every result stored, and verified', async () => {
  const world = await openRunWorld()
  const { services, territoryId, campaignId } = world
  const asked = await requestRun(services, { territoryId, campaignId, by: 'martin' })
  assert.ok('runId' in asked)
  assert.equal(await services.jobs.drain(services), 1)
  const run = await findRun(services.db, { territoryId, campaignId, runId: asked.runId })
  console.dir(run, { depth: 5 })
  console.dir(await services.db.selectFrom('run_pupils').selectAll().execute(), { depth: 8 })
  console.dir(await services.db.selectFrom('run_unplaced').selectAll().execute(), { depth: 8 })
  console.dir(await services.db.selectFrom('run_placements').selectAll().limit(2).execute(), { depth: 3 })
  await world.close()
})
