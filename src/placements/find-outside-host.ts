import { addressWords, askRegister, findHost, hostsBySiret, listSites } from '#/directory/index.ts'
import type { Services } from '#/platform/services.ts'
import type { JudgedOutside } from './outside-form.ts'

/** The host of a placement made elsewhere. `id`: in the directory, where it is known there. */
export interface OutsideHost {
  readonly id: string | undefined
  readonly siret: string | undefined
  readonly name: string
  readonly address: string
}

/**
 * Finds who welcomes, by SIRET: our directory first, then the register; by what was typed where neither says a name. Undefined: nobody
 * knows its name, ask for it. Outside any transaction: the register may take seconds.
 */
export async function findOutsideHost(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  territoryId: string,
  { siret, name, city }: Pick<JudgedOutside, 'siret' | 'name' | 'city'>,
): Promise<OutsideHost | undefined> {
  const typed = name === '' ? undefined : { id: undefined, siret, name, address: city }
  if (siret === undefined) return typed
  const id = (await hostsBySiret(services.db, territoryId, [siret])).get(siret)
  const host = id === undefined ? undefined : await findHost(services.db, id)
  if (host) {
    const [site] = await listSites(services.db, territoryId, host.id)
    return { id: host.id, siret, name: host.name, address: site ? addressWords(site) : city }
  }
  const answer = await askRegister(services, siret)
  const known = 'establishment' in answer ? answer.establishment : undefined
  if (known?.name === undefined) return typed
  const { street = '', postcode = '', city: commune = city } = known
  return { id: undefined, siret, name: known.name, address: addressWords({ street, postcode, city: commune }) }
}
