import './tables.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#/platform/database.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'

/** At once, so that a long-forgotten journal does not hold one transaction for minutes. */
const atOnce = 5000

/** Deletes, once a day, the lines that are older than JOURNAL_DAYS, and logs how many. The only deletion there is. */
export const journalJob: JobDefinition<object> = defineJob({
  name: 'journal-keeping',
  schema: z.object({}),
  repeats: { everyMinutes: 24 * 60 },
  async handler(_, { db, clock, configuration, log }, { signal }) {
    const before = clock.now().subtract({ hours: 24 * configuration.journalDays })
    let deleted = 0
    for (let more = true; more && !signal.aborted; ) {
      const count = await deleteOlder(db, before)
      deleted += count
      more = count === atOnce
    }
    log.info({ deleted, days: configuration.journalDays }, 'journal kept')
  },
})

async function deleteOlder(db: Db, before: Temporal.Instant): Promise<number> {
  const { numAffectedRows } = await sql`delete from journal where (territory_id, id) in (
    select territory_id, id from journal where at < ${before.toString()}::timestamptz order by at limit ${atOnce})`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}
