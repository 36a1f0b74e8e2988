import '#/campaigns/index.ts'
import type { Db } from '#/platform/database.ts'

/** The territory of a campaign: what access to it is judged by. Undefined when there is no such campaign. */
export async function campaignTerritory(db: Db, campaign: string): Promise<string | undefined> {
  // The one query that does not know the territory yet; campaigns are few.
  const row = await db.selectFrom('campaigns').select('territory_id').where('id', '=', campaign).executeTakeFirst()
  return row?.territory_id
}
