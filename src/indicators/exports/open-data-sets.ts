import './tables.ts'
import { z } from 'zod'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory } from '#/territory/index.ts'
import { readView } from '../board-view.ts'
import { readBoard } from '../read-board.ts'
import { readGround } from '../read-ground.ts'
import { type OpenRow, openRow, openRowsOf } from './open-data.ts'
import { figureRowsOf, wholeRowOf } from './read-figure-rows.ts'

/** What a territory published, as it was then. */
export interface OpenDataSet {
  readonly territory: { readonly id: string; readonly name: string; readonly timeZone: string }
  readonly rows: readonly OpenRow[]
  readonly publishedAt: Temporal.Instant
}

/** Publishes the figures of every scheme as they stand, masked; what was published before is replaced. */
export async function publishOpenData(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, by }: { readonly territoryId: string; readonly by: string },
): Promise<void> {
  const now = clock.now()
  const rows: OpenRow[] = []
  const base = { territoryId, now }
  const any = await readGround(db, { ...base, view: readView(() => undefined) })
  for (const scheme of any?.schemes ?? []) {
    const view = readView((name) => (name === 'stage' ? scheme : undefined))
    const ground = await readGround(db, { ...base, view })
    if (!ground) continue
    // The widest level that the territory is divided into: its bassins, else its EPCI, else its départements.
    const board = await readBoard(db, ground)
    rows.push(...openRowsOf(wholeRowOf(board), board.below === 'etablissement' ? [] : figureRowsOf(board)))
  }
  const set = { content: JSON.stringify(rows), published_by: by, published_at: now.toString() }
  await db
    .insertInto('open_data')
    .values({ territory_id: territoryId, ...set })
    .onConflict((on) => on.column('territory_id').doUpdateSet(set))
    .execute()
}

/** Takes back what was published; nothing happens where nothing was. */
export async function withdrawOpenData(db: Db, territoryId: string): Promise<void> {
  await db.deleteFrom('open_data').where('territory_id', '=', territoryId).execute()
}

export async function findOpenData(db: Db, territoryId: string): Promise<OpenDataSet | undefined> {
  const row = await db
    .selectFrom('open_data')
    .select(['content', 'published_at'])
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  const territory = row && (await findTerritory(db, territoryId))
  if (!row || !territory) return undefined
  return { territory, rows: z.array(openRow).parse(row.content), publishedAt: row.published_at }
}
