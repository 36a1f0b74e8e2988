import { readFileSync } from 'node:fs'
import { createCampaign, importFiles } from '#/campaigns/index.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, openEmbedded } from '#/platform/database.ts'
import { type AnyJob, openJobs } from '#/platform/jobs.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { migrate } from '#/platform/migrations.ts'
import { openNotifications } from '#/platform/notifications.ts'
import type { Services } from '#/platform/services.ts'
import { runJob } from './run-job.ts'

/** For tests: a database with a campaign made of the documentation's example. */
export interface RunWorld {
  readonly services: Services
  readonly database: Database
  readonly territoryId: string
  readonly campaignId: string
  close(): Promise<void>
}

export async function openRunWorld(open: () => Promise<Database> = openEmbedded): Promise<RunWorld> {
  const database = await open()
  await migrate(database.db)
  const services = await openServices(database)
  const territoryId = 'bocage'
  const campaignId = await createCampaign(services, {
    territoryId,
    name: 'Seconde, juin',
    by: undefined,
    settings: example('campaign.json'),
  })
  const files = ['pupils.csv', 'offers.csv', 'schools.csv'].map(example)
  await importFiles(services, { territoryId, campaignId, by: undefined, files })
  return {
    services,
    database,
    territoryId,
    campaignId,
    async close() {
      await services.jobs.stop()
      await services.notifications.close()
      await database.close()
    },
  }
}

/** What a server opens on a database, once more: the same rows, another process. */
export async function openServices(database: Database): Promise<Services> {
  const log = createLog('silent')
  const metrics = createMetrics({ process: false })
  let ids = 0
  return {
    configuration: readConfiguration({}),
    db: database.db,
    clock: { now: () => Temporal.Instant.from('2026-05-04T08:00:00Z').add({ seconds: ++ids }) },
    newId: () => `${database.db === undefined ? '' : ''}${String(++ids).padStart(6, '0')}-${instance}`,
    log,
    metrics,
    jobs: await openJobs(database, [runJob as AnyJob], { log, metrics }),
    notifications: await openNotifications(database),
  }
}
const instance = 'test'

export const example = (name: string) => ({
  name,
  bytes: new Uint8Array(readFileSync(new URL(`../../docs/example/${name}`, import.meta.url))),
})
