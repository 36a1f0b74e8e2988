import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { findOffers, type OfferFacts, type RunKey } from './results.ts'

export interface ShortageRow {
  readonly id: string
  readonly rank: number
  readonly place: string
  readonly weeks: readonly string[]
  readonly pupils: number
  readonly seats: number
  readonly missing: number
  readonly lat: number
  readonly lon: number
  readonly radiusKm: number
  readonly sectors: readonly string[]
}

const shortagesOf = (db: Db, { territoryId, runId }: RunKey) =>
  db
    .selectFrom('run_shortages')
    .select([
      'id',
      'rank',
      'place',
      'weeks',
      'pupils',
      'seats',
      'missing',
      'lat',
      'lon',
      'radius_km as radiusKm',
      'sectors',
    ])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)

/** The shortages of a run, the one that misses most first. */
export async function listShortages(db: Db, run: RunKey, limit: number): Promise<ShortageRow[]> {
  return shortagesOf(db, run).orderBy('rank').limit(limit).execute()
}

export async function findShortage(db: Db, run: RunKey, id: string): Promise<ShortageRow | undefined> {
  return shortagesOf(db, run).where('id', '=', id).executeTakeFirst()
}

/** The offers whose seats a shortage's pupils share. */
export async function shortageOffers(db: Db, key: RunKey, id: string, limit: number): Promise<OfferFacts[]> {
  const rows = await db
    .selectFrom('run_shortage_members')
    .select('member')
    .where('territory_id', '=', key.territoryId)
    .where('run_id', '=', key.runId)
    .where('shortage', '=', id)
    .where('kind', '=', 'offer')
    .orderBy('member')
    .limit(limit)
    .execute()
  return [
    ...(
      await findOffers(
        db,
        key,
        rows.map(({ member }) => member),
      )
    ).values(),
  ]
}

export interface HostAround {
  readonly host: string
  readonly hostName: string | undefined
  readonly offers: number
  readonly sectors: readonly string[]
  readonly kilometres: number
}

/** Hosts with an offer around a position, the nearest first: those to call, who know the campaign already. */
export async function hostsAround(
  db: Db,
  { territoryId, campaignId }: RunKey,
  { lat, lon }: { lat: number; lon: number },
  limit: number,
): Promise<HostAround[]> {
  // A degree is 111 km of latitude, less of longitude by its cosine: near enough to sort what is near.
  const degrees = sql<number>`sqrt(power(lat - ${lat}, 2) + power((lon - ${lon}) * ${Math.cos((lat * Math.PI) / 180)}, 2))`
  const rows = await db
    .selectFrom('campaign_offers')
    .select(['host', sql<string | null>`min(cells ->> 'host_name')`.as('host_name')])
    .select((on) => on.fn.countAll<number>().as('offers'))
    .select([
      sql<string[]>`array_agg(distinct sector)`.as('sectors'),
      sql<number>`min(${degrees}) * 111.2`.as('kilometres'),
    ])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('lat', '>=', lat - 0.4)
    .where('lat', '<=', lat + 0.4)
    .groupBy('host')
    .orderBy('kilometres')
    .orderBy('host')
    .limit(limit)
    .execute()
  return rows.map(({ host_name, ...row }) => ({ ...row, hostName: host_name ?? undefined }))
}
