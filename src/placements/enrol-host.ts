import { type NewSite, saveHost, saveSite, searchHosts } from '#/directory/index.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'

/** A host of the directory that has this name in this commune, in any writing. */
export async function findNamesake(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  territoryId: string,
  { name, city }: { readonly name: string; readonly city: string },
): Promise<string | undefined> {
  const [wanted, where] = [searchable(name), searchable(city)]
  if (wanted === '' || where === '') return undefined
  const { rows } = await searchHosts({ db, clock }, { territoryId, text: `${name} ${city}`, limit: 20 })
  return rows.find((host) => searchable(host.name) === wanted && host.cities.some((each) => searchable(each) === where))
    ?.id
}

/**
 * Adds the host of a placement made elsewhere to the directory, in the caller's transaction; one of its SIRET, or of its name in its
 * commune, is the same. Returns its id.
 */
export async function enrolHost(
  services: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  {
    territoryId,
    siret,
    name,
    site,
    grounds,
  }: {
    readonly territoryId: string
    readonly siret: string | undefined
    readonly name: string
    readonly site: NewSite
    readonly grounds: Grounds
  },
): Promise<string | undefined> {
  const same =
    siret === undefined ? await findNamesake(services, tx, territoryId, { name, city: site.city }) : undefined
  if (same !== undefined) return same
  const host = { name, ...(siret === undefined ? {} : { siret }) }
  const saved = await saveHost(services, tx, { territoryId, host, by: grounds.by })
  if ('why' in saved) return saved.why === 'siret_taken' ? saved.by : undefined
  await saveSite(services, tx, { territoryId, hostId: saved.id, site: { ...site, name } })
  await record(services, tx, { ...grounds, territoryId, what: 'host.added', about: { kind: 'host', id: saved.id } })
  return saved.id
}
