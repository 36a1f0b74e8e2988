import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Purpose } from './purpose.ts'

/** Rows in one transaction. */
export const batch = 500

/**
 * Erases (or puts in the archive) up to a batch of the rows of a purpose that fulfil a condition over `r`, with all that hangs on them.
 * Rows that someone else holds are left for the next round. Returns how many there were.
 */
export async function eraseRows(
  tx: Db,
  purpose: Pick<Purpose, 'table' | 'key' | 'with' | 'becomes'>,
  condition: string,
  now: Temporal.Instant,
): Promise<number> {
  const columns = Object.keys(purpose.key)
  const { rows } = await sql
    .raw<{ key: unknown }>(
      `select json_build_object(${columns.map((name) => `'${name}', r.${name}`).join(', ')}) as key
        from ${purpose.table} r where ${condition} limit ${batch} for update of r skip locked`,
    )
    .execute(tx)
  if (rows.length === 0) return 0
  const keys = sql`jsonb_to_recordset(${JSON.stringify(rows.map(({ key }) => key))}::jsonb) as k(${sql.raw(
    Object.entries(purpose.key)
      .map(([name, type]) => `${name} ${type}`)
      .join(', '),
  )})`
  for (const { table, at } of purpose.with ?? []) {
    const same = Object.entries(at).map(([column, value]) => `f.${column} = ${value}`)
    await sql`delete from ${sql.raw(table)} f using ${keys} where ${sql.raw(same.join(' and '))}`.execute(tx)
  }
  const same = sql.raw(columns.map((name) => `r.${name} = k.${name}`).join(' and '))
  await (purpose.becomes === 'archived'
    ? sql`update ${sql.raw(purpose.table)} r set archived_at = ${now.toString()}::timestamptz from ${keys} where ${same}`
    : sql`delete from ${sql.raw(purpose.table)} r using ${keys} where ${same}`
  ).execute(tx)
  return rows.length
}
