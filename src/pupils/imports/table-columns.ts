import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { type ChosenColumns, readColumns } from './table-fields.ts'

interface Of {
  readonly territoryId: string
  readonly school: string
}

/** What someone of the school said of a table with these very columns; undefined when nobody did yet. */
export async function rememberedColumns(
  db: Db,
  { territoryId, school }: Of,
  columns: readonly string[],
): Promise<ChosenColumns | undefined> {
  const row = await db
    .selectFrom('table_columns')
    .select('chosen')
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('columns_sha256', '=', sha256Hex(JSON.stringify(columns)))
    .executeTakeFirst()
  return row && readColumns(row.chosen, columns)
}

/** Remembers it for the school. */
export async function rememberColumns(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, school, by }: Of & { readonly by: string | undefined },
  columns: readonly string[],
  chosen: ChosenColumns,
): Promise<void> {
  const values = { chosen: JSON.stringify(chosen), by_account: by ?? null, at: clock.now().toString() }
  await db
    .insertInto('table_columns')
    .values({ territory_id: territoryId, school, columns_sha256: sha256Hex(JSON.stringify(columns)), ...values })
    .onConflict((on) => on.columns(['territory_id', 'school', 'columns_sha256']).doUpdateSet(values))
    .execute()
}
