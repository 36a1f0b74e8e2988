import { hostMembers } from '#/directory/index.ts'
import type { Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** Someone of a host who answers applications. */
export interface HostContact {
  readonly email: string
  readonly name: string
  /** Undefined for whoever has no account: they answer by link all the same. */
  readonly accountId: string | undefined
}

/** Members who are told when an offer names nobody: enough that someone sees it. */
const most = 5

/** Who is told about the applications to an offer: the person it names, else the host's members. */
export async function hostContacts(
  services: { readonly db: Db; readonly clock: Services['clock'] },
  { territoryId, hostId, contact }: Pick<Offer, 'territoryId' | 'hostId' | 'contact'>,
): Promise<HostContact[]> {
  const members = (await hostMembers(services, territoryId, hostId)).flatMap(({ accountId, name, email }) =>
    email === undefined ? [] : [{ accountId, name, email }],
  )
  const named = contact.email.trim().toLowerCase()
  if (named === '') return members.slice(0, most)
  const known = members.find(({ email }) => email === named)
  return [known ?? { email: named, name: contact.name, accountId: undefined }]
}
