import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isLevel } from '#/rules/index.ts'
import type {
  ImportPlan,
  PupilCells,
  RepresentativeCells,
  StoredPupil,
  StoredRepresentative,
  StoredSchool,
} from './plan.ts'

interface At {
  readonly territoryId: string
  readonly school: string
}

/** The columns of a pupil that an import writes. */
const columns = [
  ...(['class_id', 'first_name', 'last_name', 'birth_date', 'level', 'email', 'phone', 'lat', 'lon'] as const),
  ...(['home_precision', 'commune', 'ine_mac', 'home_mac', 'sex', 'boarder', 'mef', 'left_at'] as const),
] as const

/** What stands at a school: everybody who is or was there, and this year's classes and groups. */
export async function readSchool(db: Db, at: At, schoolYear: number): Promise<StoredSchool> {
  const { territoryId, school } = at
  const classes = await db
    .selectFrom('classes')
    .select(['id', 'name', 'level'])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('school_year', '=', schoolYear)
    .orderBy('name')
    .execute()
  const representatives = await db
    .selectFrom('representatives as r')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'r.territory_id').onRef('p.id', '=', 'r.pupil_id'),
    )
    .select(['r.id', 'r.pupil_id', 'r.name', 'r.email', 'r.phone', 'r.account_id'])
    .where('p.territory_id', '=', territoryId)
    .where('p.school', '=', school)
    .orderBy('r.id')
    .execute()
  const groups = await db
    .selectFrom('pupil_groups as g')
    .leftJoin('group_pupils as m', (on) =>
      on.onRef('m.territory_id', '=', 'g.territory_id').onRef('m.group_id', '=', 'g.id'),
    )
    .select(['g.id', 'g.name', 'm.pupil_id'])
    .where('g.territory_id', '=', territoryId)
    .where('g.school', '=', school)
    .where('g.school_year', '=', schoolYear)
    .orderBy('g.id')
    .execute()
  return {
    pupils: await readPupils(db, at),
    representatives: representatives.map(
      ({ id, account_id, ...cells }): StoredRepresentative => ({
        id,
        cells,
        hasAccount: account_id !== null,
      }),
    ),
    classes: classes.map(({ level, ...rest }) => ({ ...rest, level: isLevel(level) ? level : 'other' })),
    groups: [...Map.groupBy(groups, ({ id }) => id)].map(([id, rows]) => ({
      id,
      name: rows[0]?.name ?? '',
      pupilIds: rows.flatMap(({ pupil_id }) => pupil_id ?? []),
    })),
  }
}

/** The pupils of a school as an import sees them; of these ids alone where some are given. */
export async function readPupils(db: Db, { territoryId, school }: At, ids?: readonly string[]): Promise<StoredPupil[]> {
  let query = db
    .selectFrom('pupils')
    .select(['id', ...columns])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
  if (ids) query = query.where(sql<boolean>`id = any (${ids}::uuid[])`)
  const rows = await query.orderBy('id').execute()
  return rows.map(({ id, left_at, ...cells }) => ({ id, cells: { ...cells, left_at: left_at?.toString() ?? null } }))
}

/** Writes pupils as a plan says, thousands at once; what an import does not know of them stays. */
export async function writePupils(
  tx: Db,
  { territoryId, school }: At,
  pupils: readonly { readonly id: string; readonly cells: PupilCells }[],
): Promise<void> {
  for (let start = 0; start < pupils.length; start += atOnce) {
    const given = pupils.slice(start, start + atOnce).map(({ id, cells }) => ({ id, ...cells }))
    await sql`
      insert into pupils (territory_id, id, school, class_id, first_name, last_name, birth_date, level, email, phone,
        lat, lon, home_precision, commune, ine_mac, home_mac, sex, boarder, mef, left_at)
      select ${territoryId}, id, ${school}, class_id, first_name, last_name, birth_date, level, email, phone,
        lat, lon, home_precision, commune, ine_mac, home_mac, sex, boarder, mef, left_at
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (
        id uuid, class_id uuid, first_name text, last_name text, birth_date date, level text, email text, phone text,
        lat float8, lon float8, home_precision text, commune text, ine_mac text, home_mac text, sex text,
        boarder boolean, mef text, left_at timestamptz)
      on conflict (territory_id, id) do update set
        class_id = excluded.class_id, first_name = excluded.first_name, last_name = excluded.last_name,
        birth_date = excluded.birth_date, level = excluded.level, email = excluded.email, phone = excluded.phone,
        lat = excluded.lat, lon = excluded.lon, home_precision = excluded.home_precision, commune = excluded.commune,
        ine_mac = excluded.ine_mac, home_mac = excluded.home_mac, sex = excluded.sex, boarder = excluded.boarder,
        mef = excluded.mef, left_at = excluded.left_at`.execute(tx)
  }
}

const atOnce = 5000

/** Writes or removes those who answer for pupils. */
export async function writeRepresentatives(
  tx: Db,
  territoryId: string,
  changes: readonly { readonly id: string; readonly cells: RepresentativeCells | null }[],
): Promise<void> {
  const gone = changes.flatMap(({ id, cells }) => (cells === null ? [id] : []))
  if (gone.length > 0)
    await sql`delete from representatives where territory_id = ${territoryId} and id = any (${gone}::uuid[])`.execute(
      tx,
    )
  const given = changes.flatMap(({ id, cells }) => (cells === null ? [] : [{ id, ...cells }]))
  for (let start = 0; start < given.length; start += atOnce)
    await sql`
      insert into representatives (territory_id, id, pupil_id, name, email, phone)
      select ${territoryId}, id, pupil_id, name, email, phone
      from jsonb_to_recordset(${JSON.stringify(given.slice(start, start + atOnce))}::jsonb) as given (
        id uuid, pupil_id uuid, name text, email text, phone text)
      on conflict (territory_id, id) do update set pupil_id = excluded.pupil_id, name = excluded.name,
        email = excluded.email, phone = excluded.phone`.execute(tx)
}

/** Sets who is in each group. */
export async function writeMembers(
  tx: Db,
  territoryId: string,
  members: readonly { readonly groupId: string; readonly pupilIds: readonly string[] }[],
): Promise<void> {
  if (members.length === 0) return
  await sql`delete from group_pupils where territory_id = ${territoryId}
    and group_id = any (${members.map(({ groupId }) => groupId)}::uuid[])`.execute(tx)
  const pairs = members.flatMap(({ groupId, pupilIds }) => pupilIds.map((pupilId) => ({ groupId, pupilId })))
  await sql`insert into group_pupils (territory_id, group_id, pupil_id)
    select ${territoryId}, "groupId", "pupilId"
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as given ("groupId" uuid, "pupilId" uuid)`.execute(tx)
}

/** Keeps sealed addresses until their positions are known. */
export async function writeAddresses(
  tx: Db,
  territoryId: string,
  addresses: ImportPlan['addresses'],
  at: string,
): Promise<void> {
  for (let start = 0; start < addresses.length; start += atOnce)
    await sql`
      insert into pupil_addresses (territory_id, pupil_id, sealed, home_mac, asked_at)
      select ${territoryId}, "pupilId", sealed, mac, ${at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(addresses.slice(start, start + atOnce))}::jsonb) as given (
        "pupilId" uuid, sealed text, mac text)
      on conflict (territory_id, pupil_id) do update set sealed = excluded.sealed, home_mac = excluded.home_mac,
        asked_at = excluded.asked_at`.execute(tx)
}
