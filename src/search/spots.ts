import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Spot } from '#/transit/index.ts'

/** Where and when the offers of a territory expect people, each once. */
export interface KnownSpot extends Spot {
  readonly spot: number
}

/** The number of the newest spot: when it has not moved, the list has not. */
export async function newestSpot(db: Db, territoryId: string): Promise<number> {
  const row = await db
    .selectFrom('search_spots')
    .select('number')
    .where('territory_id', '=', territoryId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

export async function listSpots(db: Db, territoryId: string): Promise<KnownSpot[]> {
  const rows = await db
    .selectFrom('search_spots')
    .select(['spot', 'lat', 'lon', 'hours'])
    .where('territory_id', '=', territoryId)
    .orderBy('spot')
    .execute()
  return rows.map(({ spot, lat, lon, hours }) => ({ spot, lat, lon, hours: readHours(hours) }))
}

/** `540-1020,,…`, minutes from Monday on, as the index writes them. */
export const readHours = (text: string): Spot['hours'] =>
  text.split(',').map((day) => {
    const [start, end] = day.split('-')
    return start && end ? { arriveBySeconds: Number(start) * 60, leaveAfterSeconds: Number(end) * 60 } : undefined
  })
