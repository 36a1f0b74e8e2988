import '#/runs/index.ts'
import type { Db } from '#/platform/database.ts'

/** A named group of pupils who together can only reach `seats` seats. */
export interface ShortageHead {
  readonly id: string
  readonly weeks: readonly string[]
  readonly place: string
  readonly pupils: number
  readonly seats: number
  readonly missing: number
  readonly lat: number
  readonly lon: number
  /** Codes of the sectors they wish most, most wished first. */
  readonly sectors: readonly string[]
}

/** The shortages of a run, the largest first. */
export function topShortages(
  db: Db,
  { territoryId, runId, limit }: { territoryId: string; runId: string; limit: number },
): Promise<ShortageHead[]> {
  return db
    .selectFrom('run_shortages')
    .select(['id', 'weeks', 'place', 'pupils', 'seats', 'missing', 'lat', 'lon', 'sectors'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .orderBy('rank')
    .limit(limit)
    .execute()
}

/** The shortages nearest to one of these schools rather than to any other: those of an area. */
export function shortagesNear<Place extends { readonly lat: number | undefined; readonly lon: number | undefined }>(
  shortages: readonly ShortageHead[],
  all: readonly Place[],
  within: ReadonlySet<Place>,
): ShortageHead[] {
  return shortages.filter((shortage) => {
    let best: { place: Place; distance: number } | undefined
    for (const place of all) {
      if (place.lat === undefined || place.lon === undefined) continue
      const east = (place.lon - shortage.lon) * Math.cos((shortage.lat * Math.PI) / 180)
      const distance = Math.hypot(place.lat - shortage.lat, east)
      if (!best || distance < best.distance) best = { place, distance }
    }
    return best !== undefined && within.has(best.place)
  })
}
