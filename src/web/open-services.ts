import { join } from 'node:path'
import { systemClock } from '#/platform/clock.ts'
import type { Configuration } from '#/platform/configuration.ts'
import { type Database, openDatabase } from '#/platform/database.ts'
import { diskShelf } from '#/platform/disk-shelf.ts'
import { fileKeys } from '#/platform/file-keys.ts'
import { filesOn, type Shelf } from '#/platform/files.ts'
import { randomId } from '#/platform/identifiers.ts'
import { openJobs } from '#/platform/jobs.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { migrate } from '#/platform/migrations.ts'
import { openNotifications } from '#/platform/notifications.ts'
import { s3Shelf } from '#/platform/s3-shelf.ts'
import { openServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'
import { jobs as definitions } from './features.ts'
import { reactions } from './reactions.ts'

/** Opens the database of the configuration, brings its schema forward, and makes what the features need. */
export async function openServices(
  configuration: Configuration,
): Promise<{ services: Services; close: () => Promise<void> }> {
  const database = await openDatabase(configuration)
  try {
    await migrate(database.db)
    return await servicesOn(database, configuration)
  } catch (error) {
    await database.close()
    throw error
  }
}

/** The services on an open and migrated database, which `close` closes too. */
export async function servicesOn(
  database: Database,
  configuration: Configuration,
  replaced: Partial<Services> = {},
): Promise<{ services: Services; close: () => Promise<void> }> {
  const log = replaced.log ?? createLog(configuration.logLevel)
  const metrics = replaced.metrics ?? createMetrics({ process: true })
  const jobs = await openJobs(database, definitions, { log, metrics })
  const notifications = await openNotifications(database)
  const key = await openServerKey(database.db, configuration.secretKey)
  const services: Services = {
    configuration,
    db: database.db,
    clock: systemClock,
    newId: randomId,
    log,
    metrics,
    jobs,
    notifications,
    key,
    files: filesOn(shelfOf(configuration), fileKeys(configuration.fileKeys ?? [key.mac('files', 'at rest')])),
    // By the services it is called on, where it is: what is told of the past (the demonstration) is reacted to in the past.
    async announce(this: Services | undefined, tx, event, data) {
      const by = this ?? services
      for (const reaction of reactions) if (reaction.event === event.name) await reaction.run(by, tx, data)
    },
    ...replaced,
  }
  return {
    services,
    async close() {
      await jobs.stop()
      await notifications.close()
      await database.close()
    },
  }
}

/** Where this installation keeps its files. */
export const shelfOf = ({ filesUrl, dataDir }: Configuration): Shelf =>
  filesUrl === undefined ? diskShelf(join(dataDir, 'files')) : s3Shelf(filesUrl)
