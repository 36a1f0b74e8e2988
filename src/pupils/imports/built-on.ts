import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** What an import writes itself, and what follows from it: not a use of the pupil. */
const ownTables = ['representatives', 'group_pupils', 'pupil_addresses', 'pupil_statuses', 'journal']

/**
 * Of these pupils, those whom something stands on: an account, a printed code, or a row of any table about them. The tables are asked of
 * the database itself, so that one added later is not forgotten.
 */
export async function pupilsInUse(db: Db, territoryId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const used = new Set<string>()
  const { rows } = await sql<{ id: string }>`select id from pupils
    where territory_id = ${territoryId} and id = any (${ids}::uuid[])
      and (account_id is not null or personal_code_hash is not null)
    union
    select scope_id::uuid from grants
    where territory_id = ${territoryId} and scope_kind = 'pupil' and scope_id = any (${ids}::text[])`.execute(db)
  for (const { id } of rows) used.add(id)
  for (const table of await tablesWith(db, 'pupil_id'))
    for (const id of await namedIn(db, table, 'pupil_id', territoryId, ids)) used.add(id)
  return used
}

/** The pupils of these representatives, of those who came in once. */
export async function pupilsWhosePeopleCame(
  db: Db,
  territoryId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('representatives')
    .select('pupil_id')
    .where('territory_id', '=', territoryId)
    .where(sql<boolean>`id = any (${ids}::uuid[])`)
    .where('account_id', 'is not', null)
    .execute()
  return rows.map(({ pupil_id }) => pupil_id)
}

/** Of these classes, those that anything else than these pupils stands on: weeks, grants, other pupils. */
export async function classesInUse(
  db: Db,
  territoryId: string,
  { classIds, exceptPupils }: { readonly classIds: readonly string[]; readonly exceptPupils: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (classIds.length === 0) return new Set()
  const used = new Set<string>()
  const { rows } = await sql<{ id: string }>`select distinct class_id as id from pupils
    where territory_id = ${territoryId} and class_id = any (${classIds}::uuid[]) and id <> all (${exceptPupils}::uuid[])
    union
    select scope_id::uuid from grants
    where territory_id = ${territoryId} and scope_kind = 'class' and scope_id = any (${classIds}::text[])`.execute(db)
  for (const { id } of rows) used.add(id)
  for (const table of await tablesWith(db, 'class_id'))
    if (table !== 'pupils') for (const id of await namedIn(db, table, 'class_id', territoryId, classIds)) used.add(id)
  return used
}

/** The tables that name someone in a column, of a territory. */
async function tablesWith(db: Db, column: string): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select c.table_name as name from information_schema.columns c
    join information_schema.columns t on t.table_schema = c.table_schema and t.table_name = c.table_name
      and t.column_name = 'territory_id'
    join information_schema.tables b on b.table_schema = c.table_schema and b.table_name = c.table_name
      and b.table_type = 'BASE TABLE'
    where c.table_schema = current_schema() and c.column_name = ${column} and c.data_type = 'uuid'
    order by c.table_name`.execute(db)
  return rows.map(({ name }) => name).filter((name) => !ownTables.includes(name))
}

async function namedIn(
  db: Db,
  table: string,
  column: string,
  territoryId: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select distinct ${sql.ref(column)} as id from ${sql.table(table)}
    where territory_id = ${territoryId} and ${sql.ref(column)} = any (${ids}::uuid[])`.execute(db)
  return rows.map(({ id }) => id)
}
