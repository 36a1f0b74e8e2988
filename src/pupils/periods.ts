import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { isSchemeId } from '#/rules/index.ts'
import type { NewPeriod, Period } from './period.ts'

/** More than a year of any class holds. */
const most = 50

/** The weeks that a class has to fill, the first period first. */
export async function periodsOfClass(db: Db, territoryId: string, classId: string): Promise<Period[]> {
  const rows = await db
    .selectFrom('periods')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('class_id', '=', classId)
    .orderBy('weeks')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.flatMap(periodOf)
}

/** The periods of several classes, by class. */
export async function periodsOfClasses(
  db: Db,
  territoryId: string,
  classIds: readonly string[],
): Promise<Map<string, Period[]>> {
  if (classIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('periods')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('class_id', 'in', classIds)
    .orderBy('weeks')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows.flatMap(periodOf), ({ classId }) => classId)
}

/** Adds or replaces periods, thousands at once. */
export async function savePeriods(db: Db, territoryId: string, periods: readonly NewPeriod[]): Promise<void> {
  const sorted = periods.map((period) => ({ ...period, weeks: period.weeks.toSorted() }))
  await sql`
    insert into periods (territory_id, id, school, class_id, scheme, name, weeks)
    select ${territoryId}, id, school, "classId", scheme, name, weeks
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as given (
      id uuid, school text, "classId" uuid, scheme text, name text, weeks text[])
    on conflict (territory_id, id) do update set school = excluded.school, class_id = excluded.class_id,
      scheme = excluded.scheme, name = excluded.name, weeks = excluded.weeks`.execute(db)
}

/** Nothing for a scheme that this version does not know. */
const periodOf = (row: Selectable<Schema['periods']>): Period[] =>
  isSchemeId(row.scheme)
    ? [
        {
          territoryId: row.territory_id,
          id: row.id,
          school: row.school,
          classId: row.class_id,
          scheme: row.scheme,
          name: row.name,
          weeks: row.weeks,
        },
      ]
    : []
