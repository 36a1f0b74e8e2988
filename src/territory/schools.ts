import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { AreaKind } from './area.ts'
import type { School } from './school.ts'

/** Adds or replaces schools, thousands at once. */
export async function saveSchools(db: Db, territoryId: string, schools: readonly School[]): Promise<void> {
  await sql`
    insert into schools (territory_id, uai, name, lat, lon, commune, departement, epci, bassin, region,
      priority_education, qpv, rural, seconde_pupils)
    select ${territoryId}, uai, name, lat, lon, commune, departement, epci, bassin, region,
      "priorityEducation", qpv, rural, "secondePupils"
    from jsonb_to_recordset(${JSON.stringify(schools)}::jsonb) as given (
      uai text, name text, lat float8, lon float8, commune text, departement text, epci text, bassin text, region text,
      "priorityEducation" text, qpv boolean, rural boolean, "secondePupils" int)
    on conflict (territory_id, uai) do update set
      name = excluded.name, lat = excluded.lat, lon = excluded.lon, commune = excluded.commune,
      departement = excluded.departement, epci = excluded.epci, bassin = excluded.bassin, region = excluded.region,
      priority_education = excluded.priority_education, qpv = excluded.qpv, rural = excluded.rural,
      seconde_pupils = excluded.seconde_pupils`.execute(db)
}

/** The schools of a territory, by name; inside an area where one is given. */
export async function listSchools(
  db: Db,
  territoryId: string,
  inside?: { kind: AreaKind; code: string },
): Promise<School[]> {
  let query = db.selectFrom('schools').selectAll().where('territory_id', '=', territoryId)
  if (inside) query = query.where(inside.kind, '=', inside.code)
  const rows = await query.orderBy('name').orderBy('uai').execute()
  return rows.map(schoolOf)
}

/** The school of an UAI in a territory. */
export async function findSchool(db: Db, territoryId: string, uai: string): Promise<School | undefined> {
  const row = await db
    .selectFrom('schools')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('uai', '=', uai)
    .executeTakeFirst()
  return row && schoolOf(row)
}

const schoolOf = (row: Selectable<Schema['schools']>): School => ({
  uai: row.uai,
  name: row.name,
  lat: row.lat,
  lon: row.lon,
  commune: row.commune ?? undefined,
  departement: row.departement ?? undefined,
  epci: row.epci ?? undefined,
  bassin: row.bassin ?? undefined,
  region: row.region ?? undefined,
  priorityEducation: row.priority_education ?? undefined,
  qpv: row.qpv,
  rural: row.rural,
  secondePupils: row.seconde_pupils,
})
