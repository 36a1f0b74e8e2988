import {
  addressWords,
  askRegister,
  findHost,
  hostsBySiret,
  listSites,
  type NewSite,
  placeSite,
} from '#/directory/index.ts'
import type { Services } from '#/platform/services.ts'
import { findNamesake } from './enrol-host.ts'
import type { JudgedOutside } from './outside-form.ts'

/** The host of a placement made elsewhere. `id`: in the directory, where it is known there. */
export interface OutsideHost {
  readonly id: string | undefined
  readonly siret: string | undefined
  readonly name: string
  readonly address: string
  /** Where it stands, when it is to be added to the directory. */
  readonly site?: NewSite | undefined
}

/** `unnamed`: nobody knows its name, ask for it; `nowhere`: it is to be added, and its commune is none of the territory. */
export type FoundHost = OutsideHost | 'unnamed' | 'nowhere'

type Typed = Pick<JudgedOutside, 'siret' | 'name' | 'street' | 'postcode' | 'city' | 'enrols'>

/**
 * Finds who welcomes, by SIRET: our directory first, then the register; by what was typed where neither says a name: a host of that name
 * in that commune is the same. Outside any transaction: the register may take seconds.
 */
export async function findOutsideHost(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  territoryId: string,
  { siret, name, street, postcode, city, enrols }: Typed,
): Promise<FoundHost> {
  const typed = { siret, name, street, postcode, city }
  const id =
    siret === undefined
      ? await findNamesake(services, services.db, territoryId, typed)
      : (await hostsBySiret(services.db, territoryId, [siret])).get(siret)
  const host = id === undefined ? undefined : await findHost(services.db, id)
  if (host) {
    const [site] = await listSites(services.db, territoryId, host.id)
    return { id: host.id, siret: host.siret, name: host.name, address: site ? addressWords(site) : city }
  }
  const answer = siret === undefined ? undefined : await askRegister(services, siret)
  const known = answer && 'establishment' in answer ? answer.establishment : undefined
  const found =
    known?.name === undefined
      ? typed
      : {
          siret,
          name: known.name,
          street: known.street ?? '',
          postcode: known.postcode ?? '',
          city: known.city ?? city,
        }
  if (found.name === '') return 'unnamed'
  const outside = {
    id: undefined,
    siret,
    name: found.name,
    address: found.street === '' && found.postcode === '' ? found.city : addressWords(found),
  }
  if (!enrols) return outside
  const site = await placeSite(services, territoryId, { ...found, nearestStop: '', facilities: [] })
  return site ? { ...outside, site } : 'nowhere'
}
