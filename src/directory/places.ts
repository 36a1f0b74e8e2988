import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'

/** A chain of merges longer than this was made by nobody. */
const longestChain = 10

/** Where a host stands, for access to it; one that was merged stands where it went. Undefined when there is none. */
export async function placeOfHost(db: Db, id: string): Promise<Place | undefined> {
  let wanted = id
  for (let step = 0; step < longestChain; step++) {
    const row = await db
      .selectFrom('hosts')
      .select(['territory_id', 'merged_into'])
      .where('id', '=', wanted)
      .executeTakeFirst()
    if (!row) return undefined
    if (row.merged_into === null) return { territoryId: row.territory_id, host: wanted }
    wanted = row.merged_into
  }
  return undefined
}
