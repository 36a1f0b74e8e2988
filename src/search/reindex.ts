import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/**
 * Makes the search index of a territory anew from its offers, in the caller's transaction. Triggers keep it true; this is for the day
 * somebody doubts it, and forgets spots and words that no offer uses any more.
 */
export async function reindex(tx: Db, territoryId: string): Promise<void> {
  await sql`select search_reindex(${territoryId})`.execute(tx)
}
