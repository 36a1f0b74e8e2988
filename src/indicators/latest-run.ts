import '#/proposals/index.ts'
import '#/runs/index.ts'
import { type Db, moment } from '#/platform/database.ts'

export interface LatestRun {
  readonly id: string
  readonly campaignId: string
  readonly finishedAt: Temporal.Instant
}

/**
 * The last allocation of the territory that came to an end (before a moment), whatever its campaign. A wave of help is none: it knows only those who asked,
 * and says nothing of everybody else.
 */
export async function latestRun(
  db: Db,
  territoryId: string,
  before?: Temporal.Instant,
): Promise<LatestRun | undefined> {
  let query = db
    .selectFrom('runs')
    .select(['id', 'campaign_id', 'finished_at'])
    .where('territory_id', '=', territoryId)
    .where('state', '=', 'done')
    .where('finished_at', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('help_waves')
            .select('help_waves.id')
            .whereRef('help_waves.territory_id', '=', 'runs.territory_id')
            .whereRef('help_waves.campaign_id', '=', 'runs.campaign_id'),
        ),
      ),
    )
    .orderBy('finished_at', 'desc')
    .limit(1)
  if (before) query = query.where('finished_at', '<', moment(before))
  const row = await query.executeTakeFirst()
  return row?.finished_at ? { id: row.id, campaignId: row.campaign_id, finishedAt: row.finished_at } : undefined
}
