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
  let query = runsOfAll(db, territoryId)
    .select(['id', 'campaign_id', 'finished_at'])
    .where('state', '=', 'done')
    .where('finished_at', 'is not', null)
    .orderBy('finished_at', 'desc')
    .limit(1)
  if (before) query = query.where('finished_at', '<', moment(before))
  const row = await query.executeTakeFirst()
  return row?.finished_at ? { id: row.id, campaignId: row.campaign_id, finishedAt: row.finished_at } : undefined
}

/** An allocation that waits or computes: what a page says of the last one will be another's soon. */
export interface GoingRun {
  readonly id: string
  readonly campaignId: string
}

/** The allocation of the territory that is being computed, or waits for its turn. */
export async function goingRun(db: Db, territoryId: string): Promise<GoingRun | undefined> {
  const row = await runsOfAll(db, territoryId)
    .select(['id', 'campaign_id'])
    .where('state', 'in', ['queued', 'running'])
    .orderBy('asked_at')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, campaignId: row.campaign_id }
}

const runsOfAll = (db: Db, territoryId: string) =>
  db
    .selectFrom('runs')
    .where('territory_id', '=', territoryId)
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
