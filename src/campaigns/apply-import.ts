import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { lockCampaign } from './campaigns.ts'
import { writeChangedRows } from './changed-rows.ts'
import { forgetFiles } from './expire-imports.ts'
import { placeSchools } from './place-schools.ts'
import type { FileKind, ImportState, StoredFile } from './tables.ts'

export interface ApplyImport {
  readonly territoryId: string
  readonly importId: string
  readonly by: string | undefined
}

export type ApplyRefusal =
  | { readonly why: 'unknown' }
  | { readonly why: 'not_to_apply'; readonly state: Exclude<ImportState, 'previewed' | 'applied'> }
  /** The campaign changed since the preview: make it again. */
  | { readonly why: 'changed_since' }

/** Makes a previewed difference true, in one transaction. Applying twice changes nothing more. */
export function applyImport(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, importId, by }: ApplyImport,
): Promise<{ readonly version: number } | ApplyRefusal> {
  return db.transaction().execute(async (tx) => {
    const found = await lockImport(tx, territoryId, importId)
    if (!found) return { why: 'unknown' }
    const { campaignId, state, version, baseVersion } = found
    if (state === 'applied') return { version: found.appliedVersion ?? version }
    if (state !== 'previewed') return { why: 'not_to_apply', state }
    if (version !== baseVersion) return { why: 'changed_since' }
    const at = clock.now().toString()
    const files = await tx
      .selectFrom('import_files')
      .select(['kind', 'name', 'file_name', 'sha256', 'columns', 'row_count'])
      .where('territory_id', '=', territoryId)
      .where('import_id', '=', importId)
      .execute()
    for (const kind of new Set(files.map((file) => file.kind)))
      await writeChangedRows(tx, { territoryId, campaignId, importId }, kind, 'next')
    if (files.some(({ kind }) => kind === 'schools' || kind === 'pupils'))
      await placeSchools(tx, territoryId, campaignId)
    const where = { territoryId, campaignId, importId, version: version + 1, at }
    for (const { kind, name, file_name, sha256, columns, row_count } of files) {
      const former = await presentFile(tx, territoryId, campaignId, kind, name)
      await tx
        .updateTable('import_files')
        .set({ former: former ? JSON.stringify(former) : null })
        .where('territory_id', '=', territoryId)
        .where('import_id', '=', importId)
        .where('kind', '=', kind)
        .where('name', '=', name)
        .execute()
      await setPresentFile(tx, where, kind, name, {
        present: true,
        file_name,
        sha256,
        columns,
        row_count,
        import_id: importId,
      })
    }
    await setVersion(tx, territoryId, campaignId, version + 1)
    await tx
      .updateTable('imports')
      .set({ state: 'applied', applied_version: version + 1, applied_by: by ?? null, applied_at: at })
      .where('territory_id', '=', territoryId)
      .where('id', '=', importId)
      .execute()
    await forgetFiles(tx, territoryId, importId)
    return { version: version + 1 }
  })
}

/** An import and its campaign, both locked until the transaction ends. */
export async function lockImport(tx: Db, territoryId: string, importId: string) {
  const query = tx
    .selectFrom('imports')
    .select(['campaign_id', 'state', 'base_version', 'applied_version'])
    .where('territory_id', '=', territoryId)
    .where('id', '=', importId)
  const first = await query.executeTakeFirst()
  if (!first) return undefined
  const version = await lockCampaign(tx, territoryId, first.campaign_id)
  // Read again under the lock: another request may have applied it meanwhile.
  const row = await query.forUpdate().executeTakeFirst()
  if (!row || version === undefined) return undefined
  return {
    campaignId: row.campaign_id,
    state: row.state,
    version,
    baseVersion: row.base_version,
    appliedVersion: row.applied_version ?? undefined,
  }
}

/** What is stored of a kind now, with the import that brought it. */
export async function presentFile(
  tx: Db,
  territoryId: string,
  campaignId: string,
  kind: FileKind,
  name: string,
): Promise<StoredFile | undefined> {
  return tx
    .selectFrom('campaign_files')
    .select(['present', 'file_name', 'sha256', 'columns', 'row_count', 'import_id'])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst()
}

interface At {
  readonly territoryId: string
  readonly campaignId: string
  readonly version: number
  readonly at: string
}

/** Writes what is stored of a kind; undefined: nothing any more. */
export async function setPresentFile(
  tx: Db,
  { territoryId, campaignId, version, at }: At,
  kind: FileKind,
  name: string,
  file: StoredFile | undefined,
): Promise<void> {
  await tx
    .deleteFrom('campaign_files')
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .execute()
  if (!file) return
  await tx
    .insertInto('campaign_files')
    .values({
      territory_id: territoryId,
      campaign_id: campaignId,
      kind,
      name,
      version,
      changed_at: at,
      ...file,
      columns: JSON.stringify(file.columns),
    })
    .execute()
}

export async function setVersion(tx: Db, territoryId: string, campaignId: string, version: number): Promise<void> {
  await tx
    .updateTable('campaigns')
    .set({ version })
    .where('territory_id', '=', territoryId)
    .where('id', '=', campaignId)
    .execute()
}
