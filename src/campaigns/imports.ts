import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import type { Cells, FileKind, ImportState, StoredProblem } from './tables.ts'

export interface ImportedFile {
  readonly kind: FileKind
  readonly name: string
  readonly fileName: string
  readonly rowCount: number
  readonly newCount: number
  readonly changedCount: number
  readonly removedCount: number
  readonly sameCount: number
}

/** An import as the history shows it. */
export interface ImportHead {
  readonly id: string
  readonly campaignId: string
  readonly state: ImportState
  readonly problemCount: number
  readonly madeBy: string | undefined
  readonly madeAt: Temporal.Instant
  readonly appliedBy: string | undefined
  readonly appliedAt: Temporal.Instant | undefined
  readonly undoneAt: Temporal.Instant | undefined
  readonly baseVersion: number
  readonly files: readonly ImportedFile[]
}

/** Imports of a campaign, the latest first. */
export async function listImports(
  db: Db,
  { territoryId, campaignId, limit }: { territoryId: string; campaignId: string; limit: number },
): Promise<ImportHead[]> {
  const rows = await headQuery(db, territoryId)
    .where('campaign_id', '=', campaignId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return withFiles(db, territoryId, rows)
}

/** One import, or undefined when the campaign has none of this id. */
export async function findImport(
  db: Db,
  { territoryId, campaignId, importId }: { territoryId: string; campaignId: string; importId: string },
): Promise<ImportHead | undefined> {
  const rows = await headQuery(db, territoryId)
    .where('campaign_id', '=', campaignId)
    .where('id', '=', importId)
    .execute()
  return (await withFiles(db, territoryId, rows))[0]
}

/** What is wrong with the files of a refused import, in the order of files and lines. */
export async function importProblems(db: Db, territoryId: string, importId: string): Promise<readonly StoredProblem[]> {
  const row = await db
    .selectFrom('imports')
    .select('problems')
    .where('territory_id', '=', territoryId)
    .where('id', '=', importId)
    .executeTakeFirst()
  return row?.problems ?? []
}

export type ChangeSort = 'new' | 'changed' | 'removed'

export interface ChangeSample {
  readonly key: string
  readonly former: Cells | undefined
  readonly next: Cells | undefined
}

/** A few rows of a difference, keys ascending, to show what applying would do. */
export async function sampleChanges(
  db: Db,
  {
    territoryId,
    importId,
    kind,
    sort,
    limit,
  }: { territoryId: string; importId: string; kind: FileKind; sort: ChangeSort; limit: number },
): Promise<ChangeSample[]> {
  const wanted = {
    new: sql`former is null`,
    removed: sql`next is null`,
    changed: sql`former is not null and next is not null`,
  }[sort]
  const { rows } = await sql<{ key: string; former: Cells | null; next: Cells | null }>`
    select key, former -> 'cells' as former, next -> 'cells' as next from import_changes
    where territory_id = ${territoryId} and import_id = ${importId} and kind = ${kind} and ${wanted}
    order by key limit ${limit}`.execute(db)
  return rows.map(({ key, former, next }) => ({ key, former: former ?? undefined, next: next ?? undefined }))
}

/** The files of a preview still open, to make it again. */
export async function previewedFiles(db: Db, territoryId: string, importId: string): Promise<NamedBytes[]> {
  return db
    .selectFrom('import_files as i')
    .innerJoin('stored_files as f', (on) =>
      on.onRef('f.territory_id', '=', 'i.territory_id').onRef('f.sha256', '=', 'i.sha256'),
    )
    .select(['i.file_name as name', 'f.bytes'])
    .where('i.territory_id', '=', territoryId)
    .where('i.import_id', '=', importId)
    .execute()
}

function headQuery(db: Db, territoryId: string) {
  return db
    .selectFrom('imports')
    .select([
      'id',
      'campaign_id',
      'state',
      'problem_count',
      'made_by',
      'made_at',
      'applied_by',
      'applied_at',
      'undone_at',
      'base_version',
    ])
    .where('territory_id', '=', territoryId)
}

async function withFiles(
  db: Db,
  territoryId: string,
  rows: Awaited<ReturnType<ReturnType<typeof headQuery>['execute']>>,
): Promise<ImportHead[]> {
  if (rows.length === 0) return []
  const files = await db
    .selectFrom('import_files')
    .select([
      'import_id',
      'kind',
      'name',
      'file_name',
      'row_count',
      'new_count',
      'changed_count',
      'removed_count',
      'same_count',
    ])
    .where('territory_id', '=', territoryId)
    .where(
      'import_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('kind')
    .orderBy('name')
    .execute()
  const byImport = Map.groupBy(files, (file) => file.import_id)
  return rows.map((row) => ({
    id: row.id,
    campaignId: row.campaign_id,
    state: row.state,
    problemCount: row.problem_count,
    madeBy: row.made_by ?? undefined,
    madeAt: row.made_at,
    appliedBy: row.applied_by ?? undefined,
    appliedAt: row.applied_at ?? undefined,
    undoneAt: row.undone_at ?? undefined,
    baseVersion: row.base_version,
    files: (byImport.get(row.id) ?? []).map((file) => ({
      kind: file.kind,
      name: file.name,
      fileName: file.file_name,
      rowCount: file.row_count,
      newCount: file.new_count,
      changedCount: file.changed_count,
      removedCount: file.removed_count,
      sameCount: file.same_count,
    })),
  }))
}
