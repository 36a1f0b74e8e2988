import { sql } from 'kysely'
import { type CampaignHead, listCampaigns } from '#/campaigns/index.ts'
import type { Db } from '#/platform/database.ts'
import type { RunFigures, RunState } from '#/runs/index.ts'
import { listTerritories } from '#/territory/index.ts'

/** A campaign as the choice shows it. */
export interface CampaignState {
  readonly campaign: CampaignHead
  /** The newest run, whatever became of it. */
  readonly last: { readonly number: number; readonly state: RunState } | undefined
  /** The newest with a result. */
  readonly result: { readonly number: number; readonly figures: RunFigures } | undefined
}

export interface TerritoryCampaigns {
  readonly id: string
  readonly name: string
  readonly campaigns: readonly CampaignState[]
}

/**
 * The campaigns of each territory that the account may see, the newest first. Those in which waves of help are computed hold the pupils of a wave and
 * those who share places with them: their share says nothing of the territory, and their waves lead to them.
 */
export async function listCampaignStates(
  db: Db,
  territories: 'all' | readonly string[],
): Promise<TerritoryCampaigns[]> {
  const known = await listTerritories(db)
  const seen = known.filter(({ id }) => territories === 'all' || territories.includes(id))
  const listed: TerritoryCampaigns[] = []
  for (const { id, name } of seen) {
    const ofHelp = await helpCampaigns(db, id)
    const [campaigns, last, results] = [
      (await listCampaigns(db, id)).filter((campaign) => !ofHelp.has(campaign.id)),
      await newestRuns(db, id, false),
      await newestRuns(db, id, true),
    ]
    listed.push({
      id,
      name,
      campaigns: campaigns.map((campaign) => {
        const result = results.get(campaign.id)
        return {
          campaign,
          last: last.get(campaign.id),
          result: result?.figures ? { number: result.number, figures: result.figures } : undefined,
        }
      }),
    })
  }
  return listed
}

async function helpCampaigns(db: Db, territoryId: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select distinct campaign_id as id from help_waves where territory_id = ${territoryId}`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

async function newestRuns(db: Db, territoryId: string, onlyDone: boolean) {
  let query = db
    .selectFrom('runs')
    .distinctOn('campaign_id')
    .select(['campaign_id', 'number', 'state', 'figures'])
    .where('territory_id', '=', territoryId)
  if (onlyDone) query = query.where('state', '=', 'done')
  const rows = await query.orderBy('campaign_id').orderBy('number', 'desc').execute()
  return new Map(rows.map((row) => [row.campaign_id, row]))
}
