import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'

/** Where a host stands, for access to it; undefined when there is none. */
export async function placeOfHost(db: Db, id: string): Promise<Place | undefined> {
  const row = await db.selectFrom('hosts').select('territory_id').where('id', '=', id).executeTakeFirst()
  return row && { territoryId: row.territory_id, host: id }
}
