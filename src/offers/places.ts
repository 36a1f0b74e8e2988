import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'

/** Where an offer stands, for access to it: with its host; undefined when there is none. */
export async function placeOfOffer(db: Db, id: string): Promise<Place | undefined> {
  const row = await db.selectFrom('offers').select(['territory_id', 'host_id']).where('id', '=', id).executeTakeFirst()
  return row && { territoryId: row.territory_id, host: row.host_id }
}
