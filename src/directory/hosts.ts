import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import type { Host, NewHost, NewSite } from './host.ts'
import { listSites } from './sites.ts'

/** The host of an id, merged into another or not; undefined when there is none. */
export async function findHost(db: Db, id: string): Promise<Host | undefined> {
  const row = await db.selectFrom('hosts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && hostOf(row)
}

/** The hosts of a territory that have these SIRETs, by SIRET; one that was merged gives the host that it became. */
export async function hostsBySiret(
  db: Db,
  territoryId: string,
  sirets: readonly string[],
): Promise<Map<string, string>> {
  if (sirets.length === 0) return new Map()
  const rows = await db
    .selectFrom('hosts')
    .select(['siret', 'id', 'merged_into'])
    .where('territory_id', '=', territoryId)
    .where('siret', 'in', sirets)
    // One in use comes last, and so stands.
    .orderBy(sql`merged_into is null`)
    .execute()
  return new Map(rows.flatMap(({ siret, id, merged_into }) => (siret === null ? [] : [[siret, merged_into ?? id]])))
}

/** Locks rows in the order of their identifiers, so that two merges never wait for each other. */
export async function lockHosts(tx: Db, territoryId: string, ids: readonly string[]): Promise<void> {
  await tx
    .selectFrom('hosts')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Why a host was not written: another one of the territory has its SIRET (by its id where it is known), or somebody changed it meanwhile. */
export type HostRefusal =
  | { readonly why: 'siret_taken'; readonly by: string | undefined }
  | { readonly why: 'changed_meanwhile' }

/**
 * Writes a host in the caller's transaction: adds it, or replaces all its values. A new SIRET is to be checked again.
 * `version`: the one that the person saw; the writing is refused when it is no longer that.
 */
export async function saveHost(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  {
    territoryId,
    host,
    by,
    version,
  }: { territoryId: string; host: NewHost; by: string | undefined; version?: number | undefined },
): Promise<{ readonly id: string } | HostRefusal> {
  const id = host.id ?? newId()
  if (host.siret !== undefined) {
    const holder = (await hostsBySiret(tx, territoryId, [host.siret])).get(host.siret)
    if (holder !== undefined && holder !== id) return { why: 'siret_taken', by: holder }
  }
  const values = {
    siret: host.siret ?? null,
    name: host.name,
    naf: host.naf ?? null,
    sector: host.sector ?? null,
    staff: host.staff ?? null,
    description: host.description ?? '',
    website: host.website ?? null,
  }
  const sites = host.id === undefined ? [] : await listSites(tx, territoryId, id)
  const written = await tx
    .insertInto('hosts')
    .values({
      territory_id: territoryId,
      id,
      ...values,
      register_state: host.registerState ?? 'unchecked',
      search: searchOf(host, sites),
      created_by: by ?? null,
      created_at: clock.now().toString(),
    })
    .onConflict((on) =>
      on
        .columns(['territory_id', 'id'])
        .doUpdateSet((row) => ({
          ...values,
          search: row.ref('excluded.search'),
          register_state:
            host.registerState ??
            sql`case when hosts.siret is not distinct from excluded.siret then hosts.register_state else 'unchecked' end`,
          register_checked_at: sql`case when hosts.siret is not distinct from excluded.siret then hosts.register_checked_at end`,
          version: sql`hosts.version + 1`,
        }))
        .where(version === undefined ? sql<boolean>`true` : sql<boolean>`hosts.version = ${version}`),
    )
    .returning('id')
    .executeTakeFirst()
  return written ?? { why: 'changed_meanwhile' }
}

/** A host to write with its sites, thousands at once: its id is given. */
export type HostWithSites = NewHost & {
  readonly id: string
  readonly sites: readonly (NewSite & { readonly id: string })[]
}

const atOnce = 2000

/** Adds or replaces hosts and their sites, thousands at once. SIRETs are the caller's to keep apart (see `hostsBySiret`). */
export async function saveHosts(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  territoryId: string,
  hosts: readonly HostWithSites[],
): Promise<void> {
  const now = clock.now().toString()
  for (let start = 0; start < hosts.length; start += atOnce) {
    const part = hosts.slice(start, start + atOnce)
    const rows = part.map(({ sites, ...host }) => ({ ...host, search: searchOf(host, sites) }))
    await sql`
      insert into hosts (territory_id, id, siret, name, naf, sector, staff, description, website, register_state, search,
        created_at)
      select ${territoryId}, id, siret, name, naf, sector, staff, coalesce(description, ''), website,
        coalesce("registerState", 'unchecked'), search, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
        id uuid, siret text, name text, naf text, sector text, staff int, description text, website text,
        "registerState" text, search text)
      on conflict (territory_id, id) do update set
        siret = excluded.siret, name = excluded.name, naf = excluded.naf, sector = excluded.sector,
        staff = excluded.staff, description = excluded.description, website = excluded.website,
        register_state = excluded.register_state, search = excluded.search, version = hosts.version + 1`.execute(db)
    const sites = part.flatMap(({ id, sites: places }) => places.map((site) => ({ ...site, hostId: id })))
    await sql`
      insert into sites (territory_id, id, host_id, name, street, postcode, commune, city, lat, lon, precision,
        facilities, nearest_stop)
      select ${territoryId}, id, "hostId", name, coalesce(street, ''), postcode, commune, city, lat, lon,
        coalesce(precision, 'address'), coalesce(facilities, '{}'), coalesce("nearestStop", '')
      from jsonb_to_recordset(${JSON.stringify(sites)}::jsonb) as given (
        id uuid, "hostId" uuid, name text, street text, postcode text, commune text, city text, lat float8, lon float8,
        precision text, facilities text[], "nearestStop" text)
      on conflict (territory_id, id) do update set
        host_id = excluded.host_id, name = excluded.name, street = excluded.street, postcode = excluded.postcode,
        commune = excluded.commune, city = excluded.city, lat = excluded.lat, lon = excluded.lon,
        precision = excluded.precision, facilities = excluded.facilities, nearest_stop = excluded.nearest_stop`.execute(
      db,
    )
  }
}

/** Writes again what a host is found by, after its sites changed. */
export async function refreshSearch(tx: Db, territoryId: string, hostId: string): Promise<void> {
  const host = await findHost(tx, hostId)
  if (!host) return
  await tx
    .updateTable('hosts')
    .set({ search: searchOf(host, await listSites(tx, territoryId, hostId)) })
    .where('territory_id', '=', territoryId)
    .where('id', '=', hostId)
    .execute()
}

/** What a host is found by; starts with its name, so that lists in its order are by name. */
const searchOf = ({ name, siret }: Pick<NewHost, 'name' | 'siret'>, sites: readonly Pick<NewSite, 'city'>[]): string =>
  searchable([name, siret ?? '', ...new Set(sites.map(({ city }) => city))].join(' ')).slice(0, 500)

const hostOf = (row: Selectable<Schema['hosts']>): Host => ({
  territoryId: row.territory_id,
  id: row.id,
  siret: row.siret ?? undefined,
  name: row.name,
  naf: row.naf ?? undefined,
  sector: row.sector ?? undefined,
  staff: row.staff ?? undefined,
  description: row.description,
  website: row.website ?? undefined,
  registerState: row.register_state,
  registerCheckedAt: row.register_checked_at ?? undefined,
  mergedInto: row.merged_into ?? undefined,
  createdAt: row.created_at,
  version: row.version,
})
