import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, openServer } from '#/platform/database.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import type { Services } from '#/platform/services.ts'
import { servicesOn } from '#/web/open-services.ts'

let made = 0

/** Runs on a new, empty database of a PostgreSQL, which goes afterwards, however it ended. */
export async function onNewDatabase(serverUrl: string, run: (database: Database) => Promise<void>): Promise<void> {
  const name = `bench_${process.pid}_${++made}`
  const admin = await openServer(serverUrl, 1)
  try {
    await admin.pool.query(`create database ${name}`)
    const url = new URL(serverUrl)
    url.pathname = `/${name}`
    const database = await openServer(url.href, 4)
    try {
      await run(database)
    } finally {
      await database.close()
      await admin.pool.query(`drop database if exists ${name} with (force)`)
    }
  } finally {
    await admin.close()
  }
}

/** The application's services on a migrated database that stays open, silent, on a day of June 2026. */
export const servicesOnDay = (database: Database): Promise<{ services: Services; close: () => Promise<void> }> =>
  servicesOn({ ...database, close: async () => {} }, readConfiguration({}), {
    log: createLog('silent'),
    metrics: createMetrics({ process: false }),
    clock: { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') },
  })
