import { join } from 'node:path'
import { z } from 'zod'
import { type AnyMail, defineMail } from '#/messages/index.ts'
import { sendLetters } from '#/messages/send-letters.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, openDatabase } from '#/platform/database.ts'
import { diskShelf } from '#/platform/disk-shelf.ts'
import { fileKeys } from '#/platform/file-keys.ts'
import { filesOn } from '#/platform/files.ts'
import { randomId } from '#/platform/identifiers.ts'
import { openJobs } from '#/platform/jobs.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { openNotifications } from '#/platform/notifications.ts'
import { openServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'

/** What the worker below knows to write. */
export const restartMail = defineMail({
  name: 'test.restart',
  schema: z.object({ number: z.int() }),
  label: 'Essai de redémarrage',
  because: 'un essai vous l’envoie',
  duty: 'must',
  pace: 'now',
  write: async (_services, { number }) => ({
    subject: `Courrier ${number}`,
    paragraphs: ['Un texte assez long pour remplir plusieurs paquets. '.repeat(200)],
    digest: '',
  }),
})

/** What sending needs, `ahead` minutes in the future: a lease of the worker before is then over. */
export async function lightServices(
  database: Database,
  environment: Readonly<Record<string, string | undefined>>,
  ahead: number,
): Promise<Services & { readonly close: () => Promise<void> }> {
  const configuration = readConfiguration(environment)
  const log = createLog('silent')
  const metrics = createMetrics({ process: false })
  const jobs = await openJobs(database, [], { log, metrics })
  const notifications = await openNotifications(database)
  return {
    ...{ configuration, log, metrics, jobs, notifications, db: database.db, newId: randomId },
    clock: { now: () => Temporal.Now.instant().add({ minutes: ahead }) },
    files: filesOn(diskShelf(join(configuration.dataDir, 'files')), fileKeys(['a secret of this test'])),
    key: await openServerKey(database.db, configuration.secretKey),
    announce: async () => {},
    async close() {
      await jobs.stop()
      await notifications.close()
      await database.close()
    },
  }
}

// As a process of its own, to be killed: sends what is due, and ends.
async function sendAndEnd(): Promise<void> {
  const database = await openDatabase(readConfiguration(process.env))
  const services = await lightServices(database, process.env, Number(process.env.AHEAD_MINUTES))
  const mails = new Map<string, AnyMail>([[restartMail.name, restartMail]])
  await sendLetters(services, mails, new AbortController().signal)
  await services.close()
}
// Not awaited here: a module that waits at its top level cannot be loaded by batch.ts.
if (import.meta.main) void sendAndEnd()
