import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import { newPrintedCode } from '#/platform/secret.ts'
import { isLevel } from '#/rules/index.ts'
import type { NewClass, SchoolClass } from './school-class.ts'

/** The class of an id; undefined when there is none. */
export async function findClass(db: Db, id: string): Promise<SchoolClass | undefined> {
  const row = await db.selectFrom('classes').selectAll().where('id', '=', id).executeTakeFirst()
  return row && classOf(row)
}

/** The class of a printed code, as its pupils type it: in any case, with or without spaces. */
export async function classOfCode(db: Db, code: string): Promise<SchoolClass | undefined> {
  const row = await db
    .selectFrom('classes')
    .selectAll()
    .where('sign_in_code', '=', code.replaceAll(/[^a-zA-Z0-9]/g, '').toUpperCase())
    .executeTakeFirst()
  return row && classOf(row)
}

/** The classes of a school, this year's first, then by name. */
export async function listClasses(
  db: Db,
  {
    territoryId,
    school,
    schoolYear,
    after,
    limit = 100,
  }: {
    territoryId: string
    school: string
    schoolYear?: number
    after?: string | undefined
    limit?: number
  },
): Promise<Paged<SchoolClass>> {
  let query = db.selectFrom('classes').selectAll().where('territory_id', '=', territoryId).where('school', '=', school)
  if (schoolYear !== undefined) query = query.where('school_year', '=', schoolYear)
  const [year, name] = readCursor(after, 2) ?? []
  if (year !== undefined && name !== undefined && /^\d{4}$/.test(year))
    query = query.where((on) =>
      on.or([
        on('school_year', '<', Number(year)),
        on.and([on('school_year', '=', Number(year)), on('name', '>', name)]),
      ]),
    )
  const rows = await query
    .orderBy('school_year', 'desc')
    .orderBy('name')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(classOf), limit, ({ schoolYear: of, name: called }) => [String(of), called])
}

/** The classes of several ids, for lists that name them. */
export async function findClasses(
  db: Db,
  territoryId: string,
  ids: readonly string[],
): Promise<Map<string, SchoolClass>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('classes')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, classOf(row)]))
}

/** Adds or renames classes, thousands at once. The printed code of a class that exists stays. */
export async function saveClasses(db: Db, territoryId: string, classes: readonly NewClass[]): Promise<void> {
  const coded = classes.map((each) => ({ ...each, signInCode: each.signInCode ?? newPrintedCode(codeLength) }))
  await sql`
    insert into classes (territory_id, id, school, name, level, school_year, sign_in_code)
    select ${territoryId}, id, school, name, level, "schoolYear", "signInCode"
    from jsonb_to_recordset(${JSON.stringify(coded)}::jsonb) as given (
      id uuid, school text, name text, level text, "schoolYear" int, "signInCode" text)
    on conflict (territory_id, id) do update set school = excluded.school, name = excluded.name,
      level = excluded.level, school_year = excluded.school_year`.execute(db)
}

/** 28^6, half a thousand million: a class's code is no secret, the personal code beside it is. */
const codeLength = 6

const classOf = (row: Selectable<Schema['classes']>): SchoolClass => ({
  territoryId: row.territory_id,
  id: row.id,
  school: row.school,
  name: row.name,
  level: isLevel(row.level) ? row.level : 'other',
  schoolYear: row.school_year,
  signInCode: row.sign_in_code,
})
