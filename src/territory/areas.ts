import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Area, AreaKind, Outline } from './area.ts'

/** Adds or replaces areas (a territory has some thousands); an outline stands until `saveOutlines` changes it. */
export async function saveAreas(db: Db, territoryId: string, areas: readonly Area[]): Promise<void> {
  // One statement over one JSON value: some thousand rows in the time of a few.
  await sql`
    insert into areas (territory_id, kind, code, name, region, departement, epci, bassin, lat, lon, population)
    select ${territoryId}, kind, code, name, region, departement, epci, bassin, lat, lon, population
    from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb) as given (
      kind text, code text, name text, region text, departement text, epci text, bassin text,
      lat float8, lon float8, population int)
    on conflict (territory_id, kind, code) do update set
      name = excluded.name, region = excluded.region, departement = excluded.departement, epci = excluded.epci,
      bassin = excluded.bassin, lat = excluded.lat, lon = excluded.lon, population = excluded.population`.execute(db)
}

export interface AreaOutline {
  readonly kind: AreaKind
  readonly code: string
  readonly outline: Outline
}

/** Gives areas their outlines; those of areas that the territory lacks are left out. */
export async function saveOutlines(db: Db, territoryId: string, outlines: readonly AreaOutline[]): Promise<void> {
  await sql`
    update areas set outline = given.outline
    from jsonb_to_recordset(${JSON.stringify(outlines)}::jsonb) as given (kind text, code text, outline jsonb)
    where areas.territory_id = ${territoryId} and areas.kind = given.kind and areas.code = given.code`.execute(db)
}

/** The areas of a level, by name; inside another area where one is given (`{ kind: 'epci', code }`; a commune holds none). */
export async function listAreas(
  db: Db,
  territoryId: string,
  kind: AreaKind,
  inside?: { kind: Exclude<AreaKind, 'commune'>; code: string },
): Promise<Area[]> {
  let query = db
    .selectFrom('areas')
    .select(areaColumns)
    .where('territory_id', '=', territoryId)
    .where('kind', '=', kind)
  if (inside) query = query.where(inside.kind, '=', inside.code)
  return (await query.orderBy('name').orderBy('code').execute()).map(areaOf)
}

export async function findArea(db: Db, territoryId: string, kind: AreaKind, code: string): Promise<Area | undefined> {
  const row = await db
    .selectFrom('areas')
    .select(areaColumns)
    .where('territory_id', '=', territoryId)
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
  return row && areaOf(row)
}

/** The outlines of a level, by code; areas without one are left out. */
export async function listOutlines(db: Db, territoryId: string, kind: AreaKind): Promise<Map<string, Outline>> {
  const rows = await db
    .selectFrom('areas')
    .select(['code', 'outline'])
    .where('territory_id', '=', territoryId)
    .where('kind', '=', kind)
    .where('outline', 'is not', null)
    .orderBy('code')
    .execute()
  return new Map(rows.flatMap(({ code, outline }) => (outline ? [[code, outline] as const] : [])))
}

const areaColumns = [
  ...(['kind', 'code', 'name', 'region', 'departement'] as const),
  ...(['epci', 'bassin', 'lat', 'lon', 'population'] as const),
] as const

function areaOf(row: { [Key in keyof Area]-?: Area[Key] | null }): Area {
  return {
    kind: row.kind!,
    code: row.code!,
    name: row.name!,
    region: row.region ?? undefined,
    departement: row.departement ?? undefined,
    epci: row.epci ?? undefined,
    bassin: row.bassin ?? undefined,
    lat: row.lat ?? undefined,
    lon: row.lon ?? undefined,
    population: row.population ?? 0,
  }
}
