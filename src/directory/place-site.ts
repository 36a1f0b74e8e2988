import { searchable } from '#/platform/searchable.ts'
import type { Services } from '#/platform/services.ts'
import { type Area, listAreas } from '#/territory/index.ts'
import { findAddress } from './find-address.ts'
import type { NewSite } from './host.ts'
import type { JudgedSite } from './site-form.ts'

/** An address that fits worse than this is another one. */
const leastScore = 0.5

/**
 * Where a site stands: its address where the national address service knows it, else the centre of its commune in the territory.
 * Undefined: no such commune there. Outside any transaction.
 */
export async function placeSite(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  territoryId: string,
  site: JudgedSite,
): Promise<NewSite | undefined> {
  const commune = await findCommune(services, territoryId, site)
  if (site.street !== '') {
    const answer = await findAddress(services, {
      text: `${site.street} ${site.city}`,
      postcode: site.postcode,
      ...(commune ? { commune: commune.code } : {}),
    })
    const [best] = 'found' in answer ? answer.found : []
    if (best && best.score >= leastScore && best.kind !== 'municipality')
      return {
        ...site,
        city: commune?.name ?? best.city,
        commune: commune?.code ?? best.commune,
        lat: best.lat,
        lon: best.lon,
        precision: 'address',
      }
  }
  if (commune?.lat === undefined || commune.lon === undefined) return undefined
  return {
    ...site,
    city: commune.name,
    commune: commune.code,
    lat: commune.lat,
    lon: commune.lon,
    precision: 'commune',
  }
}

/** The commune of a name in a territory, in any writing; among several of that name the one of the postcode's département. */
async function findCommune(
  { db }: Pick<Services, 'db'>,
  territoryId: string,
  { city, postcode }: Pick<JudgedSite, 'city' | 'postcode'>,
): Promise<Area | undefined> {
  const wanted = communeName(city)
  const found = (await listAreas(db, territoryId, 'commune')).filter(({ name }) => communeName(name) === wanted)
  const departement = /^9[78]/.test(postcode) ? postcode.slice(0, 3) : postcode.slice(0, 2)
  // In Corsica postcodes start with 20.
  const here = found.filter((area) => (area.departement ?? '').replace(/^2[AB]$/, '20') === departement)
  return here[0] ?? (found.length === 1 ? found[0] : undefined)
}

/** « St-Lô » and « Saint-Lô » are one, « Vire Cedex » is Vire. */
const communeName = (name: string): string =>
  searchable(name)
    .replaceAll(/\bst\b/g, 'saint')
    .replaceAll(/\bste\b/g, 'sainte')
    .replace(/ cedex( \d+)?$/, '')
    .replace(/^(.*) \((.*)\)$/, '$1')
