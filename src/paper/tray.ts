import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Batch } from './batches.ts'

/** A page that nobody knows yet. */
export interface TrayPage {
  readonly id: string
  /** Where it came from, in words for the person who holds the paper. */
  readonly fileName: string
  readonly number: number
  readonly image: string | undefined
  readonly width: number
  readonly height: number
}

type Key = Pick<Batch, 'territoryId' | 'id'>

/** The pages of a batch that wait in the tray, as they came. */
export async function listTray(
  db: Db,
  { territoryId, id }: Key,
  { after = -1, limit }: { readonly after?: number | undefined; readonly limit: number },
): Promise<(TrayPage & { readonly position: number })[]> {
  const rows = await db
    .selectFrom('paper_pages as p')
    .innerJoin('paper_files as f', (on) =>
      on.onRef('f.territory_id', '=', 'p.territory_id').onRef('f.id', '=', 'p.file_id'),
    )
    .select(['p.id', 'p.position', 'p.image_sha256', 'p.image_width', 'p.image_height', 'f.file_name'])
    .where('p.territory_id', '=', territoryId)
    .where('p.batch_id', '=', id)
    .where('p.state', '=', 'unknown')
    .where('p.position', '>', after)
    .orderBy('p.position')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    position: row.position,
    fileName: row.file_name,
    number: row.position % 1000,
    image: row.image_sha256 ?? undefined,
    width: row.image_width ?? 1,
    height: row.image_height ?? 1,
  }))
}

/** How many pages of a batch wait, and how many were set aside. */
export async function countPages(
  db: Db,
  { territoryId, id }: Key,
): Promise<{ readonly unknown: number; readonly aside: number }> {
  const rows = await db
    .selectFrom('paper_pages')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('batch_id', '=', id)
    .groupBy('state')
    .execute()
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  return { unknown: of('unknown'), aside: of('aside') }
}

/** The file that holds a page's picture; undefined when this batch has no such page. */
export async function imageOfPage(
  db: Db,
  { territoryId, id }: Key,
  pageId: string,
): Promise<{ readonly sha256: string; readonly agreementId: string | undefined } | undefined> {
  if (!isId(pageId)) return undefined
  const row = await db
    .selectFrom('paper_pages')
    .select(['image_sha256', 'agreement_id'])
    .where('territory_id', '=', territoryId)
    .where('id', '=', pageId)
    .where('batch_id', '=', id)
    .executeTakeFirst()
  return row?.image_sha256 == null
    ? undefined
    : { sha256: row.image_sha256, agreementId: row.agreement_id ?? undefined }
}
