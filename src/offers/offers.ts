import './tables.ts'
import '#/directory/index.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Offer, OfferWeek } from './offer.ts'
import type { OfferState } from './tables.ts'

/** An offer with its weeks, its site and its host's name; undefined when there is none of this id. */
export async function findOffer(db: Db, id: string): Promise<Offer | undefined> {
  return (await findOffers(db, [id]))[0]
}

/** Offers by their ids, in one statement, in no order; those that do not exist are left out. */
export async function findOffers(db: Db, ids: readonly string[]): Promise<Offer[]> {
  if (ids.length === 0) return []
  const rows = await offerQuery(db).where('o.id', 'in', ids).execute()
  return rows.map(offerOf)
}

/** The offer as the transaction may change it: nobody else takes a seat or edits until it ends. */
export async function lockOffer(tx: Db, id: string): Promise<Offer | undefined> {
  const locked = await tx.selectFrom('offers').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return locked && findOffer(tx, id)
}

export interface ListOffers {
  readonly territoryId: string
  readonly hostId: string
  /** All but the archived without it. */
  readonly states?: readonly OfferState[]
  readonly limit: number
  readonly after?: string | undefined
}

const living: readonly OfferState[] = ['draft', 'waiting', 'asked', 'published', 'paused', 'refused']

/** The offers of a host, the newest first. */
export async function listHostOffers(
  db: Db,
  { territoryId, hostId, states = living, limit, after }: ListOffers,
): Promise<Paged<Offer>> {
  let query = offerQuery(db)
    .where('o.territory_id', '=', territoryId)
    .where('o.host_id', '=', hostId)
    .where('o.state', 'in', states)
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
  const [last] = readCursor(after, 1) ?? []
  if (last !== undefined && isUuid(last)) query = query.where('o.id', '<', last)
  return pageOf((await query.execute()).map(offerOf), limit, ({ id }) => [id])
}

/** How many offers of a host stand in each state. */
export async function countHostOffers(
  db: Db,
  { territoryId, hostId }: { readonly territoryId: string; readonly hostId: string },
): Promise<ReadonlyMap<OfferState, number>> {
  const rows = await db
    .selectFrom('offers')
    .select(['state', (on) => on.fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

function offerQuery(db: Db) {
  return db
    .selectFrom('offers as o')
    .innerJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'o.territory_id').onRef('h.id', '=', 'o.host_id'))
    .leftJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'o.territory_id').onRef('s.id', '=', 'o.site_id'))
    .selectAll('o')
    .select([
      'h.name as host_name',
      's.name as site_name',
      's.street as site_street',
      's.postcode as site_postcode',
      's.commune as site_commune',
      's.city as site_city',
      's.lat as site_lat',
      's.lon as site_lon',
      's.facilities as site_facilities',
      's.nearest_stop as site_stop',
      sql<readonly OfferWeek[]>`coalesce((
        select jsonb_agg(jsonb_build_object('week', w.week, 'seats', w.seats, 'taken', w.taken, 'closed', w.closed) order by w.week)
        from offer_weeks w where w.territory_id = o.territory_id and w.offer_id = o.id), '[]')`.as('weeks'),
    ])
}

type OfferRow = Awaited<ReturnType<ReturnType<typeof offerQuery>['execute']>>[number]

const offerOf = (row: OfferRow): Offer => ({
  territoryId: row.territory_id,
  id: row.id,
  hostId: row.host_id,
  hostName: row.host_name,
  siteId: row.site_id ?? undefined,
  site:
    row.site_id === null || row.site_name === null
      ? undefined
      : {
          id: row.site_id,
          name: row.site_name,
          street: row.site_street ?? '',
          postcode: row.site_postcode ?? '',
          commune: row.site_commune ?? undefined,
          city: row.site_city ?? '',
          lat: row.site_lat ?? row.lat,
          lon: row.site_lon ?? row.lon,
          facilities: row.site_facilities ?? [],
          nearestStop: row.site_stop ?? '',
        },
  title: row.title,
  description: row.description,
  activities: row.activities,
  sector: row.sector,
  trades: row.trades,
  schemes: row.schemes,
  levels: row.levels,
  span: row.span,
  group: row.group_min === null || row.group_max === null ? undefined : { min: row.group_min, max: row.group_max },
  hours: row.hours,
  remote: row.remote,
  facilities: row.facilities,
  adaptations: row.adaptations,
  equipment: row.equipment,
  dress: row.dress,
  meals: row.meals,
  nearestStop: row.nearest_stop,
  minAge: row.min_age ?? undefined,
  reservedSchools: row.reserved_schools,
  minPriority: row.min_priority ?? undefined,
  reservedQpv: row.reserved_qpv,
  reservedWithoutNetwork: row.reserved_without_network,
  contact: { name: row.contact_name, email: row.contact_email, phone: row.contact_phone },
  images: row.images,
  lat: row.lat,
  lon: row.lon,
  weeks: row.weeks,
  state: row.state,
  origin: row.origin,
  reference: row.reference ?? undefined,
  createdBy: row.created_by ?? undefined,
  createdAt: row.created_at,
  changedAt: row.changed_at,
  publishedAt: row.published_at ?? undefined,
  version: row.version,
})
