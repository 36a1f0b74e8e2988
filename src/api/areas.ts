import { sql } from 'kysely'
import type { At, Level } from '#/indicators/index.ts'
import type { Db } from '#/platform/database.ts'

const columns: Readonly<Record<Level, string>> = {
  region: 's.region',
  departement: 's.departement',
  epci: 's.epci',
  bassin: 's.bassin',
  commune: 's.commune',
  etablissement: 's.uai',
}
const columnOf = (level: Level) => sql.ref<string | null>(columns[level])
const inside = (at: At) => sql<boolean>`coalesce(${columnOf(at.level)} = ${at.code}, false)`

/** An area that can be asked for, with the wider ones that hold all its schools. */
export interface AskableArea {
  readonly code: string
  readonly name: string
  readonly lat: number
  readonly lon: number
  readonly within: Readonly<Partial<Record<Level, string>>>
}

interface Row {
  readonly code: string
  readonly name: string | null
  readonly lat: number
  readonly lon: number
  readonly region: string | null
  readonly departement: string | null
  readonly epci: string | null
  readonly bassin: string | null
  readonly commune: string | null
}

const parents = ['region', 'departement', 'epci', 'bassin', 'commune'] as const

/**
 * The areas of a level that have schools, all of them inside `outer`, by code after `after`: one more than `limit` where others follow.
 * Placed in the middle of their schools.
 */
export async function askableAreas(
  db: Db,
  asked: {
    readonly territoryId: string
    readonly level: Level
    readonly outer: At | undefined
    readonly after: string | undefined
    readonly limit: number
  },
): Promise<AskableArea[]> {
  const { territoryId, level, outer, after, limit } = asked
  const code = columnOf(level)
  const only = (parent: (typeof parents)[number]) =>
    sql`case when count(*) = count(${columnOf(parent)}) and min(${columnOf(parent)}) = max(${columnOf(parent)}) then min(${columnOf(parent)}) end`
  const { rows } = await sql<Row>`
    select each.*, coalesce(a.name, each.school_name) as name from (
      select ${code} as code, min(s.name) filter (where ${level === 'etablissement'}) as school_name,
        round(avg(s.lat)::numeric, 5)::float8 as lat, round(avg(s.lon)::numeric, 5)::float8 as lon,
        ${sql.join(parents.map((parent) => sql`${only(parent)} as ${sql.ref(parent)}`))}
      from schools s
      where s.territory_id = ${territoryId} and ${code} is not null ${after === undefined ? sql`` : sql`and ${code} > ${after}`}
      group by 1 ${outer ? sql`having bool_and(${inside(outer)})` : sql``}
      order by 1 limit ${limit + 1}
    ) each
    left join areas a on a.territory_id = ${territoryId} and a.kind = ${level} and a.code = each.code
    order by each.code`.execute(db)
  return rows.map((row) => ({
    code: row.code,
    name: row.name ?? row.code,
    lat: row.lat,
    lon: row.lon,
    within: Object.fromEntries(
      parents.flatMap((parent) => (parent !== level && row[parent] !== null ? [[parent, row[parent]]] : [])),
    ),
  }))
}
