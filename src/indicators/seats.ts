import '#/offers/index.ts'
import '#/directory/index.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import './tables.ts'
import type { Asked } from './read-figures.ts'

export interface OpenSeats {
  readonly week: string
  readonly sector: string
  readonly seats: number
}

/** The seats open for a scheme by week and sector: of the whole territory, or of the sites in some communes; now, or on a past evening. */
export async function openSeats(
  db: Db,
  { territoryId, scheme, day }: Asked,
  communes: readonly string[] | undefined,
): Promise<readonly OpenSeats[]> {
  if (day) {
    const where = communes ? sql`commune = any (${communes})` : sql`commune = ''`
    const { rows } = await sql<OpenSeats>`
      select week, sector, sum(seats)::integer as seats from open_seat_days
      where territory_id = ${territoryId} and scheme = ${scheme} and ${where} and day <= ${day.toString()}
      group by 1, 2 having sum(seats) > 0 order by 1, 2`.execute(db)
    return rows
  }
  // Communes: from their sites, which an index gives; the whole: from the open weeks.
  const here = communes
    ? sql`with here as materialized (
        select p.id, p.host_id from sites p
        where p.territory_id = ${territoryId} and p.closed_at is null and p.commune = any (${communes}))`
    : sql``
  const among = communes ? sql`join here on here.host_id = o.host_id and here.id = o.site_id` : sql``
  const { rows } = await sql<OpenSeats>`
    ${here}
    select w.week, o.sector, sum(w.seats - w.taken)::integer as seats
    from offers o
    ${among}
    join offer_weeks w on w.territory_id = o.territory_id and w.offer_id = o.id and not w.closed and w.taken < w.seats
    where o.territory_id = ${territoryId} and o.state = 'published' and o.schemes @> array[${scheme}]
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** The first evening whose open seats are known for a scheme; undefined where none was kept. */
export async function seatsSince(
  db: Db,
  { territoryId, scheme }: Pick<Asked, 'territoryId' | 'scheme'>,
): Promise<Temporal.PlainDate | undefined> {
  const row = await db
    .selectFrom('open_seat_days')
    .select(({ fn }) => fn.min<string | null>('day').as('day'))
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .where('commune', '=', '')
    .executeTakeFirst()
  return row?.day ? Temporal.PlainDate.from(row.day) : undefined
}

/** A host that could be asked for a place. */
export interface HostToCall {
  readonly id: string
  readonly name: string
  readonly city: string
  readonly sector: string | undefined
  readonly staff: number | undefined
  /**
   * Why to call it first, by the last allocation: pupils around it wished its sector, or seats were missing around it. How many is not a number of
   * this host: a shortage is that of all who share the same seats, sometimes of half a territory.
   */
  readonly why: CallReason | undefined
}

export type CallReason = 'wished' | 'missing'

/** More than anyone calls in a week. */
export const mostToCall = 60

/** Near one of the shortages that miss most: a whole territory has too many hosts to weigh them all. */
const aroundWorst = (territoryId: string, runId: string | undefined): RawBuilder<unknown> => sql`exists (
  select from (
    select lat, lon, radius_km from run_shortages
    where territory_id = ${territoryId} and run_id = ${runId ?? ''} order by rank limit 10
  ) s
  where abs(s.lat - p.lat) * 111 <= s.radius_km + 10 and abs(s.lon - p.lon) * 111 * cos(radians(s.lat)) <= s.radius_km + 10)`

/**
 * Hosts of some communes without a seat open for the scheme, those first around which the last allocation missed most seats (and whose sector its
 * pupils wished), then the largest. Nobody who closed, or merged into another. Of a whole territory, those around the worst shortages only.
 */
export async function hostsToCall(
  db: Db,
  {
    territoryId,
    scheme,
    runId,
  }: { readonly territoryId: string; readonly scheme: string; readonly runId: string | undefined },
  communes: readonly string[] | undefined,
  limit = mostToCall,
): Promise<{ hosts: HostToCall[]; count: number }> {
  const { rows } = await sql<{
    id: string
    name: string
    city: string
    sector: string | null
    staff: number | null
    wished: boolean
    missing: boolean
    count: number
  }>`
    with here as materialized (
      select distinct on (p.host_id) p.host_id, p.city, p.lat, p.lon
      from sites p
      where p.territory_id = ${territoryId} and p.closed_at is null
        and ${communes ? sql`p.commune = any (${communes})` : aroundWorst(territoryId, runId)}
      order by p.host_id, p.id
    ), free as (
      select h.id, h.name, h.sector, h.staff, here.city, here.lat, here.lon
      from here join hosts h on h.territory_id = ${territoryId} and h.id = here.host_id
      where h.merged_into is null and h.register_state <> 'closed'
        and not exists (
          select from offers o join offer_weeks w on w.territory_id = o.territory_id and w.offer_id = o.id
          where o.territory_id = ${territoryId} and o.host_id = h.id and o.state = 'published'
            and o.schemes @> array[${scheme}] and not w.closed and w.taken < w.seats)
    ), weighed as (
      select f.*, coalesce((
        select max(s.missing + case when f.sector = any (s.sectors) then 1000000 else 0 end)
        from run_shortages s
        where s.territory_id = ${territoryId} and s.run_id = ${runId ?? ''}
          -- Within the shortage's circle and ten kilometres around; a degree of latitude is 111 km.
          and abs(s.lat - f.lat) * 111 <= s.radius_km + 10
          and abs(s.lon - f.lon) * 111 * cos(radians(s.lat)) <= s.radius_km + 10
      ), 0) as weight
      from free f
    )
    select id, name, city, sector, staff, weight > 1000000 as wished, weight > 0 as missing, count(*) over () as count
    from weighed order by weight desc, staff desc nulls last, name, id limit ${limit}`.execute(db)
  return {
    hosts: rows.map(({ id, name, city, sector, staff, wished, missing }) => ({
      id,
      name,
      city,
      sector: sector ?? undefined,
      staff: staff ?? undefined,
      why: wished ? 'wished' : missing ? 'missing' : undefined,
    })),
    count: rows[0]?.count ?? 0,
  }
}
