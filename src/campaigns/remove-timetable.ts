import './tables.ts'
import type { Services } from '#/platform/services.ts'
import { presentFile, setPresentFile, setVersion } from './apply-import.ts'
import { lockCampaign } from './campaigns.ts'
import { saveChanges, writeChangedRows } from './changed-rows.ts'

/** Takes a timetable out of a campaign, as an import of its own that can be undone. Undefined when there is none of this name. */
export function removeTimetable(
  { db, clock, newId }: Pick<Services, 'db' | 'clock' | 'newId'>,
  {
    territoryId,
    campaignId,
    name,
    by,
  }: { readonly territoryId: string; readonly campaignId: string; readonly name: string; readonly by: string },
): Promise<string | undefined> {
  return db.transaction().execute(async (tx) => {
    const version = await lockCampaign(tx, territoryId, campaignId)
    const file = await presentFile(tx, territoryId, campaignId, 'timetable', name)
    const row = await tx
      .selectFrom('campaign_timetables')
      .select(['sha256', 'report'])
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .where('name', '=', name)
      .executeTakeFirst()
    if (version === undefined || !file?.present || !row) return undefined
    const importId = newId()
    const at = clock.now().toString()
    await tx
      .insertInto('imports')
      .values({
        territory_id: territoryId,
        id: importId,
        campaign_id: campaignId,
        state: 'applied',
        base_version: version,
        applied_version: version + 1,
        problem_count: 0,
        problems: '[]',
        made_by: by,
        made_at: at,
        applied_by: by,
        applied_at: at,
        undone_by: null,
        undone_at: null,
      })
      .execute()
    await tx
      .insertInto('import_files')
      .values({
        territory_id: territoryId,
        import_id: importId,
        kind: 'timetable',
        name,
        file_name: `${name} (retiré)`,
        sha256: file.sha256,
        columns: '[]',
        row_count: 0,
        new_count: 0,
        changed_count: 0,
        removed_count: 1,
        same_count: 0,
        former: JSON.stringify(file),
      })
      .execute()
    const key = { territoryId, campaignId, importId }
    await saveChanges(tx, key, 'timetable', [{ key: name, former: row, next: undefined }])
    await writeChangedRows(tx, key, 'timetable', 'next')
    await setPresentFile(tx, { territoryId, campaignId, version: version + 1, at }, 'timetable', name, {
      ...file,
      present: false,
      import_id: importId,
    })
    await setVersion(tx, territoryId, campaignId, version + 1)
    return importId
  })
}
