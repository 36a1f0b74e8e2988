import './tables.ts'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Db } from '#/platform/database.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'
import { listTerritories } from '#/territory/index.ts'

/** Tells the database what day it is in a territory: changes are dated with it, and who was not seen for 14 days falls silent. */
export async function openDay(db: Db, territoryId: string, day: Temporal.PlainDate): Promise<void> {
  await sql`select status_open_day(${territoryId}, ${day.toString()})`.execute(db)
}

/** So many changes at once are an import: the tables are no longer those that the database knows. */
const manyChanges = 2000

/** Folds the changes since the last time into the counts and the history; `day` dates those from before a day was told. */
export async function foldChanges(db: Db, territoryId: string, day: Temporal.PlainDate): Promise<void> {
  const { rows } = await sql<{
    changes: number
  }>`select status_fold(${territoryId}, ${day.toString()}) as changes`.execute(db)
  if ((rows[0]?.changes ?? 0) < manyChanges) return
  // A server would get to it; the embedded engine never does.
  await sql`analyze pupils, periods, agreements, applications, pupil_statuses, status_counts, status_days, status_slice_days`.execute(
    db,
  )
}

/** Keeps the seats that are open now as those of a day: what changed since the last time. */
export async function keepOpenSeats(db: Db, territoryId: string, day: Temporal.PlainDate): Promise<void> {
  await sql`select open_seats_keep(${territoryId}, ${day.toString()})`.execute(db)
}

/** Every five minutes: at midnight of each territory the day changes, and changes never pile up. */
export const indicatorsJob: JobDefinition<object> = defineJob({
  name: 'indicators',
  schema: z.object({}),
  limitMinutes: 10,
  repeats: { everyMinutes: 5 },
  async handler(_, { db, clock }, { signal }) {
    for (const { id, timeZone } of await listTerritories(db)) {
      if (signal.aborted) return
      const day = clock.now().toZonedDateTimeISO(timeZone).toPlainDate()
      await openDay(db, id, day)
      await foldChanges(db, id, day)
      await keepOpenSeats(db, id, day)
    }
  },
})
