import '#/runs/index.ts'
import type { Db } from '#/platform/database.ts'

/** The last allocation of the territory that came to an end, whatever its campaign. */
export async function latestRun(
  db: Db,
  territoryId: string,
): Promise<{ readonly id: string; readonly finishedAt: Temporal.Instant } | undefined> {
  const row = await db
    .selectFrom('runs')
    .select(['id', 'finished_at'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'done')
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.finished_at ? { id: row.id, finishedAt: row.finished_at } : undefined
}
