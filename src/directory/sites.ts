import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { Site } from './site.ts'

/** The sites of a host, oldest first; closed ones only when asked. */
export async function listSites(
  db: Db,
  territoryId: string,
  hostId: string,
  { closed = false }: { closed?: boolean } = {},
): Promise<Site[]> {
  let query = db.selectFrom('sites').selectAll().where('territory_id', '=', territoryId).where('host_id', '=', hostId)
  if (!closed) query = query.where('closed_at', 'is', null)
  return (await query.orderBy('id').limit(500).execute()).map(siteOf)
}

/** A site of a territory, closed or not. */
export async function findSite(db: Db, territoryId: string, id: string): Promise<Site | undefined> {
  const row = await db
    .selectFrom('sites')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && siteOf(row)
}

const siteOf = (row: Selectable<Schema['sites']>): Site => ({
  territoryId: row.territory_id,
  id: row.id,
  hostId: row.host_id,
  name: row.name,
  street: row.street,
  postcode: row.postcode,
  commune: row.commune ?? undefined,
  city: row.city,
  lat: row.lat,
  lon: row.lon,
  precision: row.precision,
  facilities: row.facilities,
  nearestStop: row.nearest_stop,
  closedAt: row.closed_at ?? undefined,
})
