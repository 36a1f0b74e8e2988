import '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'

/** The first week from this one on in which somebody still takes somebody, or none. */
export async function firstOpenWeek(db: Db, territoryId: string, thisWeek: string): Promise<readonly string[]> {
  const row = await openWeeks(db, territoryId, thisWeek).orderBy('week').limit(1).executeTakeFirst()
  return row ? [row.week] : []
}

const mostWeeks = 60

/** The weeks that can be chosen: those with a seat left, ascending. One probe of the index a week, however many offers there are. */
export async function listOpenWeeks(db: Db, territoryId: string, thisWeek: string): Promise<readonly string[]> {
  const weeks: string[] = []
  for (let from = thisWeek; weeks.length < mostWeeks; ) {
    const row = await openWeeks(db, territoryId, from).orderBy('week').limit(1).executeTakeFirst()
    if (!row) break
    weeks.push(row.week)
    // Sorts right after the week, before the next.
    from = `${row.week} `
  }
  return weeks
}

const openWeeks = (db: Db, territoryId: string, from: string) =>
  db
    .selectFrom('offer_weeks')
    .select('week')
    .where('territory_id', '=', territoryId)
    .where('week', '>=', from)
    .where('closed', '=', false)
    .whereRef('taken', '<', 'seats')
