import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { BatchState, PaperKind } from './tables.ts'

/** A stack that someone of a school brought. */
export interface Batch {
  readonly territoryId: string
  readonly id: string
  readonly school: string
  readonly madeAt: Temporal.Instant
  readonly state: BatchState
  readonly stage: string
  readonly done: number
  readonly total: number
  readonly startedAt: Temporal.Instant | undefined
  readonly failure: string | undefined
}

export interface BatchFile {
  readonly id: string
  readonly position: number
  readonly fileName: string
  readonly kind: PaperKind
  readonly sha256: string
  readonly pages: number | undefined
  /** A FileRefusal. */
  readonly refused: string | undefined
  /** The batch in which the same file was read. */
  readonly repeats: string | undefined
}

export interface BatchKey {
  readonly territoryId: string
  readonly school: string
  readonly batchId: string
}

/** Told at each step of a batch. */
export const batchTopic = (batchId: string): string => `paper/${batchId}`

const columns = [
  'territory_id',
  'id',
  'school',
  'made_at',
  'state',
  'stage',
  'done',
  'total',
  'started_at',
  'failure',
] as const

/** A batch of this school; undefined when there is none of this id. */
export async function findBatch(db: Db, { territoryId, school, batchId }: BatchKey): Promise<Batch | undefined> {
  if (!isId(batchId)) return undefined
  const row = await db
    .selectFrom('paper_batches')
    .select(columns)
    .where('territory_id', '=', territoryId)
    .where('id', '=', batchId)
    .where('school', '=', school)
    .executeTakeFirst()
  return row && batchOf(row)
}

/** A batch as a list shows it. */
export interface BatchLine extends Batch {
  readonly files: number
  readonly pages: number
  /** Pages that wait in the tray. */
  readonly unknown: number
}

/** The batches of a school, newest first. */
export async function listBatches(
  db: Db,
  {
    territoryId,
    school,
    after,
    limit,
  }: {
    readonly territoryId: string
    readonly school: string
    readonly after: string | undefined
    readonly limit: number
  },
): Promise<Paged<BatchLine>> {
  const [from] = readCursor(after, 1) ?? []
  const rows = await db
    .selectFrom('paper_batches as b')
    .select(columns.map((column) => `b.${column}` as const))
    .select((on) => [
      on
        .selectFrom('paper_files as f')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('f.territory_id', '=', 'b.territory_id')
        .whereRef('f.batch_id', '=', 'b.id')
        .as('files'),
      on
        .selectFrom('paper_pages as p')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('p.territory_id', '=', 'b.territory_id')
        .whereRef('p.batch_id', '=', 'b.id')
        .as('pages'),
      on
        .selectFrom('paper_pages as p')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('p.territory_id', '=', 'b.territory_id')
        .whereRef('p.batch_id', '=', 'b.id')
        .where('p.state', '=', 'unknown')
        .as('unknown'),
    ])
    .where('b.territory_id', '=', territoryId)
    .where('b.school', '=', school)
    .$if(from !== undefined && isId(from), (query) => query.where('b.id', '<', from ?? ''))
    .orderBy('b.id', 'desc')
    .limit(limit + 1)
    .execute()
  const lines = rows.map((row) => ({
    ...batchOf(row),
    files: row.files ?? 0,
    pages: row.pages ?? 0,
    unknown: row.unknown ?? 0,
  }))
  return pageOf(lines, limit, ({ id }) => [id])
}

/** What was sent, in the order in which it came. */
export async function filesOf(
  db: Db,
  { territoryId, id }: { readonly territoryId: string; readonly id: string },
): Promise<BatchFile[]> {
  const rows = await db
    .selectFrom('paper_files')
    .select(['id', 'position', 'file_name', 'kind', 'sha256', 'pages', 'refused', 'repeats'])
    .where('territory_id', '=', territoryId)
    .where('batch_id', '=', id)
    .orderBy('position')
    .execute()
  return rows.map(({ file_name, pages, refused, repeats, ...row }) => ({
    ...row,
    fileName: file_name,
    pages: pages ?? undefined,
    refused: refused ?? undefined,
    repeats: repeats ?? undefined,
  }))
}

interface BatchRow {
  readonly territory_id: string
  readonly id: string
  readonly school: string
  readonly made_at: Temporal.Instant
  readonly state: BatchState
  readonly stage: string
  readonly done: number
  readonly total: number
  readonly started_at: Temporal.Instant | null
  readonly failure: string | null
}

const batchOf = (row: BatchRow): Batch => ({
  territoryId: row.territory_id,
  id: row.id,
  school: row.school,
  madeAt: row.made_at,
  state: row.state,
  stage: row.stage,
  done: row.done,
  total: row.total,
  startedAt: row.started_at ?? undefined,
  failure: row.failure ?? undefined,
})
