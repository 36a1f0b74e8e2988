import '#/offers/index.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** The first week from this one on in which somebody still takes somebody, or none. */
export async function firstOpenWeek(db: Db, territoryId: string, thisWeek: string): Promise<readonly string[]> {
  const row = await openWeeks(db, territoryId, thisWeek).orderBy('week').limit(1).executeTakeFirst()
  return row ? [row.week] : []
}

const mostWeeks = 60

/** The weeks that can be chosen: those with a seat left, ascending. One probe of the index a week, however many offers there are. */
export async function listOpenWeeks(db: Db, territoryId: string, thisWeek: string): Promise<readonly string[]> {
  // The first week from the one given on. A space after a week sorts right behind it, before the next.
  const next = (from: RawBuilder<unknown>) => sql`select min(w.week) from offer_weeks w
    where w.territory_id = ${territoryId} and w.week >= ${from} and not w.closed and w.taken < w.seats`
  const { rows } = await sql<{ week: string }>`
    with recursive open (week) as (
      (${next(sql`${thisWeek}`)})
      union all
      select (${next(sql`open.week || ' '`)}) from open where open.week is not null
    )
    select week from open where week is not null limit ${mostWeeks}::integer`.execute(db)
  return rows.map(({ week }) => week)
}

const openWeeks = (db: Db, territoryId: string, from: string) =>
  db
    .selectFrom('offer_weeks')
    .select('week')
    .where('territory_id', '=', territoryId)
    .where('week', '>=', from)
    .where('closed', '=', false)
    .whereRef('taken', '<', 'seats')
