import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** A preview nobody applied holds people's data for no use: it goes after a day. */
const previewHours = 24

/** Forgets previews that were not applied in time. */
export async function expireImports(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, campaignId }: { territoryId: string; campaignId: string },
): Promise<void> {
  const before = clock.now().subtract({ hours: previewHours }).toString()
  await db.transaction().execute(async (tx) => {
    const expired = await tx
      .updateTable('imports')
      .set({ state: 'expired' })
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .where('state', '=', 'previewed')
      .where('made_at', '<', sql<Temporal.Instant>`${before}::timestamptz`)
      .returning('id')
      .execute()
    for (const { id } of expired) {
      await tx
        .deleteFrom('import_changes')
        .where('territory_id', '=', territoryId)
        .where('import_id', '=', id)
        .execute()
      await forgetFiles(tx, territoryId, id)
    }
  })
}

/** Drops the bytes of an import's files that nothing uses any more: no timetable, no preview still open. */
export async function forgetFiles(tx: Db, territoryId: string, importId: string): Promise<void> {
  await sql`delete from stored_files s where s.territory_id = ${territoryId}
    and s.sha256 in (select sha256 from import_files where territory_id = ${territoryId} and import_id = ${importId})
    and not exists (
      select 1 from import_files f join imports i on i.territory_id = f.territory_id and i.id = f.import_id
      where f.territory_id = s.territory_id and f.sha256 = s.sha256
        and (i.state = 'previewed' or (f.kind = 'timetable' and i.state in ('applied', 'undone')))
    )`.execute(tx)
}
