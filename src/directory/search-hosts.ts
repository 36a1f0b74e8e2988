import './tables.ts'
import { type SelectQueryBuilder, sql } from 'kysely'
import { type Db, moment, type Schema } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import type { ListedHost, RegisterState } from './host.ts'

/** What a list of hosts shows: all conditions together. */
export interface HostQuery {
  readonly territoryId: string
  /** Words of the name, the SIRET or the commune, in any order, with or without accents. */
  readonly text?: string | undefined
  /** INSEE code of the commune of an open site. */
  readonly commune?: string | undefined
  readonly sector?: string | undefined
  readonly registerState?: RegisterState | undefined
  /** Only those that said how many pupils a year they are ready to welcome. */
  readonly agreed?: boolean
}

/** Hosts in use, by name; merged ones are not listed. */
export async function searchHosts(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  query: HostQuery & { readonly after?: string | undefined; readonly limit?: number },
): Promise<Paged<ListedHost>> {
  const { after, limit = 40 } = query
  const [name, id] = readCursor(after, 2) ?? []
  let found = filtered(db, query)
    .leftJoin('host_principles as p', (on) =>
      on.onRef('p.territory_id', '=', 'h.territory_id').onRef('p.host_id', '=', 'h.id'),
    )
    .select(['h.id', 'h.name', 'h.siret', 'h.sector', 'h.staff', 'h.register_state', 'h.search'])
    .select(['p.pupils_a_year', 'p.not_before'])
    .select([
      sql<string[]>`array(select distinct city from sites s
        where s.territory_id = h.territory_id and s.host_id = h.id and s.closed_at is null order by city)`.as('cities'),
      sql<boolean>`exists (select 1 from host_contacts c where c.territory_id = h.territory_id and c.host_id = h.id
        and c.ended_at is null and c.expires_at > ${moment(clock.now())})`.as('contacted'),
    ])
  if (name !== undefined && id !== undefined && isId(id))
    found = found.where(sql<boolean>`(h.search, h.id) > (${name}, ${id}::uuid)`)
  const rows = await found
    .orderBy('h.search')
    .orderBy('h.id')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, (row) => [row.search, row.id])
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      id: row.id,
      name: row.name,
      siret: row.siret ?? undefined,
      sector: row.sector ?? undefined,
      staff: row.staff ?? undefined,
      registerState: row.register_state,
      cities: row.cities,
      pupilsAYear: row.pupils_a_year ?? undefined,
      notBefore: row.not_before ?? undefined,
      contacted: row.contacted,
    })),
  }
}

/** How many the search finds, all pages together. */
export async function countHosts(db: Db, query: HostQuery): Promise<number> {
  const { count } = await filtered(db, query).select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return count
}

const mostWords = 6

function filtered(
  db: Db,
  { territoryId, text = '', commune, sector, registerState, agreed }: HostQuery,
): SelectQueryBuilder<Schema & { h: Schema['hosts'] }, 'h', object> {
  let query = db.selectFrom('hosts as h').where('h.territory_id', '=', territoryId).where('h.merged_into', 'is', null)
  for (const word of searchable(text).split(' ').filter(Boolean).slice(0, mostWords))
    query = query.where(sql<boolean>`strpos(h.search, ${word}) > 0`)
  if (commune !== undefined)
    query = query.where(
      sql<boolean>`exists (select 1 from sites s where s.territory_id = h.territory_id and s.host_id = h.id
        and s.commune = ${commune} and s.closed_at is null)`,
    )
  if (sector !== undefined) query = query.where('h.sector', '=', sector)
  if (registerState !== undefined) query = query.where('h.register_state', '=', registerState)
  if (agreed)
    query = query.where(
      sql<boolean>`exists (select 1 from host_principles a where a.territory_id = h.territory_id and a.host_id = h.id
        and a.pupils_a_year > 0)`,
    )
  return query
}
