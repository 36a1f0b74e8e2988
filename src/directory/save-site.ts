import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { NewSite } from './host.ts'
import { refreshSearch } from './hosts.ts'

/** Adds a site to a host, or replaces the values of one, in the caller's transaction. Undefined: that site is another host's. */
export async function saveSite(
  { newId }: Pick<Services, 'newId'>,
  tx: Db,
  { territoryId, hostId, site }: { territoryId: string; hostId: string; site: NewSite },
): Promise<string | undefined> {
  const values = {
    name: site.name,
    street: site.street ?? '',
    postcode: site.postcode,
    commune: site.commune ?? null,
    city: site.city,
    lat: site.lat,
    lon: site.lon,
    precision: site.precision ?? ('address' as const),
    facilities: [...(site.facilities ?? [])],
    nearest_stop: site.nearestStop ?? '',
  }
  const written = await tx
    .insertInto('sites')
    .values({ territory_id: territoryId, id: site.id ?? newId(), host_id: hostId, ...values })
    .onConflict((on) => on.columns(['territory_id', 'id']).doUpdateSet(values).where('sites.host_id', '=', hostId))
    .returning('id')
    .executeTakeFirst()
  if (written) await refreshSearch(tx, territoryId, hostId)
  return written?.id
}

/** Closes a site, or opens it again, in the caller's transaction. Whether there is such a site; doing it twice changes nothing. */
export async function closeSite(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  { territoryId, hostId, siteId, closed }: { territoryId: string; hostId: string; siteId: string; closed: boolean },
): Promise<boolean> {
  const row = await tx
    .updateTable('sites')
    .set({ closed_at: closed ? clock.now().toString() : null })
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .where('id', '=', siteId)
    .returning('id')
    .executeTakeFirst()
  if (row) await refreshSearch(tx, territoryId, hostId)
  return row !== undefined
}
