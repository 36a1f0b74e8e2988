import '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'

/** Where a pupil's placement is, or will be. */
export interface PlacementSite {
  readonly lat: number
  readonly lon: number
  readonly host: string
  readonly city: string
}

/** The site of each of these pupils' last agreement, drafted or further; those placed where no position is known are not there. */
export async function sitesOfPupils(
  db: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PlacementSite>> {
  if (pupilIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('agreements as a')
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'a.territory_id').onRef('o.id', '=', 'a.offer_id'),
    )
    .innerJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'o.territory_id').onRef('s.id', '=', 'o.site_id'))
    .innerJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'o.territory_id').onRef('h.id', '=', 'o.host_id'))
    .select(['a.pupil_id', 's.lat', 's.lon', 's.city', 'h.name'])
    .where('a.territory_id', '=', territoryId)
    .where('a.pupil_id', 'in', pupilIds)
    .where('a.state', 'not in', ['refused', 'replaced', 'cancelled'])
    .orderBy('a.id')
    .execute()
  return new Map(
    rows.flatMap(({ pupil_id, lat, lon, city, name }) =>
      lat === null || lon === null ? [] : [[pupil_id, { lat, lon, city: city ?? '', host: name }]],
    ),
  )
}
