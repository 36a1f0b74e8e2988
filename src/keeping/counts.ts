import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { boundOf, isOver } from './purpose.ts'
import { purposes } from './purposes.ts'

/** Purpose → rows. */
export type Counts = Readonly<Record<string, number>>

/** How many rows of each purpose have had their time, in one question; a purpose without any is left out. */
export async function countOver(db: Db, now: Temporal.Instant): Promise<Counts> {
  const each = purposes.map(
    (purpose) =>
      `select '${purpose.name}' as name, count(*)::int as count from ${purpose.table} r where ${isOver(purpose, boundOf(purpose, now))}`,
  )
  const { rows } = await sql.raw<{ name: string; count: number }>(each.join(' union all ')).execute(db)
  return Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]))
}
