import '#/runs/index.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { At, Level } from './board-view.ts'
import { codeOf, inside } from './read-figures.ts'

/** What an allocation said of the pupils of an area. */
export interface Reach {
  /** No seat within reach by foot or by bus. */
  readonly unreached: number
  /** Every seat within reach went to others. */
  readonly lacking: number
}

/** What a run said, by area of a level inside `at`; without a level, of `at` as a whole under the code ''. */
export async function reachBy(
  db: Db,
  { territoryId, runId }: { readonly territoryId: string; readonly runId: string },
  at: At | undefined,
  level: Level | undefined,
): Promise<Map<string, Reach>> {
  const { rows } = await sql<Reach & { code: string }>`
    select ${level ? codeOf(level) : sql`''`} as code, sum(c.out_of_reach)::integer as unreached, sum(c.seats_taken)::integer as lacking
    from run_coverage c
    left join schools s on s.territory_id = c.territory_id and s.uai = c.school
    where c.territory_id = ${territoryId} and c.run_id = ${runId} and ${inside(at)}
    group by 1`.execute(db)
  return new Map(rows.map(({ code, unreached, lacking }) => [code, { unreached, lacking }]))
}

/** As the crow flies: half an hour by bus, or so. */
export const reachKilometres = 15

/** The communes within reach of an area: those whose middle lies so near one of its schools, and those that they stand in. */
export async function communesWithinReach(db: Db, territoryId: string, at: At): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with here as materialized (
      select s.lat, s.lon, s.commune from schools s cross join lateral (select s.uai as school) c
      where s.territory_id = ${territoryId} and ${inside(at)}
    ), box as (select min(lat) as south, max(lat) as north, min(lon) as west, max(lon) as east from here)
    select a.code from areas a, box
    where a.territory_id = ${territoryId} and a.kind = 'commune'
      -- A degree of latitude is 111 km, one of longitude never less than 60 in France's latitudes.
      and a.lat between box.south - ${reachKilometres / 111} and box.north + ${reachKilometres / 111}
      and a.lon between box.west - ${reachKilometres / 60} and box.east + ${reachKilometres / 60}
      and exists (select from here where
        power((a.lat - here.lat) * 111, 2) + power((a.lon - here.lon) * 111 * cos(radians(here.lat)), 2) <= ${reachKilometres ** 2})
    union
    select commune from here where commune is not null
    order by 1`.execute(db)
  return rows.map(({ code }) => code)
}
