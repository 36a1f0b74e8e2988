import './tables.ts'
import type { Services } from '#/platform/services.ts'
import { lockImport, presentFile, setPresentFile, setVersion } from './apply-import.ts'
import { writeChangedRows } from './changed-rows.ts'
import type { FileKind, ImportState } from './tables.ts'

export type UndoRefusal =
  | { readonly why: 'unknown' }
  | { readonly why: 'not_applied'; readonly state: Exclude<ImportState, 'applied' | 'undone'> }
  /** A later import of the same kind stands on this one: undo it first. */
  | { readonly why: 'stands_under'; readonly kind: FileKind; readonly name: string; readonly importId: string }

/** Puts back every row as it stood before the import, in one transaction. Undoing twice changes nothing more. */
export function undoImport(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  {
    territoryId,
    importId,
    by,
  }: { readonly territoryId: string; readonly importId: string; readonly by: string | undefined },
): Promise<{ readonly version: number } | UndoRefusal> {
  return db.transaction().execute(async (tx) => {
    const found = await lockImport(tx, territoryId, importId)
    if (!found) return { why: 'unknown' }
    const { campaignId, state, version } = found
    if (state === 'undone') return { version }
    if (state !== 'applied') return { why: 'not_applied', state }
    const files = await tx
      .selectFrom('import_files')
      .select(['kind', 'name', 'former'])
      .where('territory_id', '=', territoryId)
      .where('import_id', '=', importId)
      .execute()
    for (const { kind, name } of files) {
      const later = (await presentFile(tx, territoryId, campaignId, kind, name))?.import_id
      if (later != null && later !== importId) return { why: 'stands_under', kind, name, importId: later }
    }
    for (const kind of new Set(files.map((file) => file.kind)))
      await writeChangedRows(tx, { territoryId, campaignId, importId }, kind, 'former')
    const at = clock.now().toString()
    for (const { kind, name, former } of files)
      await setPresentFile(tx, { territoryId, campaignId, version: version + 1, at }, kind, name, former ?? undefined)
    await setVersion(tx, territoryId, campaignId, version + 1)
    await tx
      .updateTable('imports')
      .set({ state: 'undone', undone_by: by ?? null, undone_at: at })
      .where('territory_id', '=', territoryId)
      .where('id', '=', importId)
      .execute()
    // The rows are back in their tables: a second copy of people's data serves no one.
    await tx
      .deleteFrom('import_changes')
      .where('territory_id', '=', territoryId)
      .where('import_id', '=', importId)
      .execute()
    return { version: version + 1 }
  })
}
