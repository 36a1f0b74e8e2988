import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import { isLevel } from '#/rules/index.ts'
import type { Home, NewPupil, Pupil } from './pupil.ts'

/** The file of a pupil, gone or not; undefined when there is none. */
export async function findPupil(db: Db, id: string): Promise<Pupil | undefined> {
  const row = await db.selectFrom('pupils').selectAll().where('id', '=', id).executeTakeFirst()
  return row && pupilOf(row)
}

/** The file that an account signs in to as a pupil, this year's when there were several. */
export async function pupilOfAccount(db: Db, accountId: string): Promise<Pupil | undefined> {
  const row = await db
    .selectFrom('pupils')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('left_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && pupilOf(row)
}

/** The files that an account answers for, as a legal representative. */
export async function pupilsOfRepresentative(db: Db, accountId: string): Promise<Pupil[]> {
  const rows = await db
    .selectFrom('representatives as r')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'r.territory_id').onRef('p.id', '=', 'r.pupil_id'),
    )
    .selectAll('p')
    .where('r.account_id', '=', accountId)
    .where('p.left_at', 'is', null)
    .orderBy('p.first_name')
    .orderBy('p.id')
    .limit(20)
    .execute()
  return rows.map(pupilOf)
}

/** The pupils of a class who are there, by name. */
export async function listClassPupils(
  db: Db,
  {
    territoryId,
    classId,
    after,
    limit = 100,
  }: { territoryId: string; classId: string; after?: string | undefined; limit?: number },
): Promise<Paged<Pupil>> {
  let query = db
    .selectFrom('pupils')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('class_id', '=', classId)
    .where('left_at', 'is', null)
  const [last, first, id] = readCursor(after, 3) ?? []
  if (id !== undefined && isId(id))
    query = query.where(sql<boolean>`(last_name, first_name, id) > (${last}, ${first}, ${id}::uuid)`)
  const rows = await query
    .orderBy('last_name')
    .orderBy('first_name')
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(pupilOf), limit, (row) => [row.lastName, row.firstName, row.id])
}

/** The pupils of several ids, for lists that name them; in no order. */
export async function findPupils(db: Db, territoryId: string, ids: readonly string[]): Promise<Map<string, Pupil>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('pupils')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, pupilOf(row)]))
}

const atOnce = 5000

/** Adds or replaces pupils, thousands at once. Keeps the account of a pupil who has one, the printed code and the leaving. */
export async function savePupils(db: Db, territoryId: string, pupils: readonly NewPupil[]): Promise<void> {
  for (let start = 0; start < pupils.length; start += atOnce)
    await sql`
      insert into pupils (territory_id, id, school, class_id, first_name, last_name, birth_date, level, email, phone,
        lat, lon, home_precision, commune, priority, needs, qpv, without_network, sex, boarder, account_id)
      select ${territoryId}, id, school, "classId", "firstName", "lastName", "birthDate", level, lower(email), phone,
        (home->>'lat')::float8, (home->>'lon')::float8, home->>'precision', commune, coalesce(priority, 0),
        coalesce(needs, '{}'), coalesce(qpv, false), coalesce("withoutNetwork", false), sex, boarder, "accountId"
      from jsonb_to_recordset(${JSON.stringify(pupils.slice(start, start + atOnce))}::jsonb) as given (
        id uuid, school text, "classId" uuid, "firstName" text, "lastName" text, "birthDate" date, level text, email text,
        phone text, home jsonb, commune text, priority int, needs text[], qpv boolean, "withoutNetwork" boolean, sex text, boarder boolean,
        "accountId" uuid)
      on conflict (territory_id, id) do update set
        school = excluded.school, class_id = excluded.class_id, first_name = excluded.first_name,
        last_name = excluded.last_name, birth_date = excluded.birth_date, level = excluded.level, email = excluded.email,
        phone = excluded.phone, lat = excluded.lat, lon = excluded.lon, home_precision = excluded.home_precision,
        commune = excluded.commune, priority = excluded.priority, needs = excluded.needs, qpv = excluded.qpv,
        without_network = excluded.without_network, sex = coalesce(excluded.sex, pupils.sex),
        boarder = coalesce(excluded.boarder, pupils.boarder), account_id = coalesce(excluded.account_id, pupils.account_id)`.execute(
      db,
    )
}

export const pupilOf = (row: Selectable<Schema['pupils']>): Pupil => ({
  territoryId: row.territory_id,
  id: row.id,
  school: row.school,
  classId: row.class_id,
  firstName: row.first_name,
  lastName: row.last_name,
  birthDate: row.birth_date,
  level: isLevel(row.level) ? row.level : 'other',
  email: row.email ?? undefined,
  phone: row.phone ?? undefined,
  home: homeOf(row),
  commune: row.commune ?? undefined,
  priority: row.priority,
  needs: row.needs,
  qpv: row.qpv,
  withoutNetwork: row.without_network,
  accountId: row.account_id ?? undefined,
  hasCode: row.personal_code_hash !== null,
  leftAt: row.left_at ?? undefined,
})

const homeOf = ({ lat, lon, home_precision }: Selectable<Schema['pupils']>): Home | undefined =>
  lat === null || lon === null || home_precision === null ? undefined : { lat, lon, precision: home_precision }
