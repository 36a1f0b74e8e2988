import { addressWords, askRegister, findHost, hostsBySiret, listSites } from '#/directory/index.ts'
import type { Services } from '#/platform/services.ts'

/** Who welcomes. `id`: in the directory, where it is known there. */
export interface ImmersionHost {
  readonly id: string | undefined
  readonly siret: string
  readonly name: string
  readonly address: string
  readonly staff: number | undefined
}

/**
 * Finds who welcomes by SIRET: the directory, then the register; what was typed completes either. `closed`: the register says that it has
 * shut; `unnamed`: neither knows its name and address. Outside any transaction: the register may take seconds.
 */
export async function findImmersionHost(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  territoryId: string,
  { siret, name, address }: { readonly siret: string; readonly name: string; readonly address: string },
): Promise<ImmersionHost | 'closed' | 'unnamed'> {
  const id = (await hostsBySiret(services.db, territoryId, [siret])).get(siret)
  const host = id === undefined ? undefined : await findHost(services.db, id)
  const [site] = host ? await listSites(services.db, territoryId, host.id) : []
  const answer = host ? undefined : await askRegister(services, siret)
  if (answer?.state === 'closed') return 'closed'
  const known = answer && 'establishment' in answer ? answer.establishment : undefined
  const { street = '', postcode = '', city = '' } = known ?? {}
  const found = {
    name: host?.name ?? known?.name ?? name,
    address: address || (site ? addressWords(site) : known ? addressWords({ street, postcode, city }) : ''),
  }
  if (found.name === '' || found.address === '') return 'unnamed'
  return { id: host?.id, siret, staff: host?.staff, ...found }
}
