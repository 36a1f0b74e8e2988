import './tables.ts'
import { hostContacts } from '#/applications/index.ts'
import { findOffer, type Offer } from '#/offers/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'
import { openStates, type Proposal } from './proposal.ts'
import { findProposal } from './proposals.ts'

const purpose = 'proposal host'
const textOf = (id: string, email: string): string => `${id} ${email.trim().toLowerCase()}`

/**
 * The link by which one person of a host answers one proposal, without an account. Derived: nothing is kept, and it dies by itself when
 * that person no longer answers for the offer.
 */
export const hostLinkToken = (key: ServerKey, id: string, email: string): string =>
  `${id}.${key.mac(purpose, textOf(id, email))}`

export interface HostLink {
  readonly proposal: Proposal
  readonly offer: Offer
  readonly accountId: string | undefined
}

/** Why a link opens nothing: it never was one, someone else answers now, or it ended long ago. */
export type DeadLink = { readonly dead: 'unknown' | 'other_contact' | 'over' }

/** A settled proposal can be read by its link for so long: a late click finds words and not a dead address. */
const daysAfterEnd = 30

/** What a link opens. Asking changes nothing: software that checks mail opens links too. */
export async function openHostLink(
  services: Pick<Services, 'db' | 'clock' | 'key'>,
  token: string,
): Promise<HostLink | DeadLink> {
  const { db, clock, key } = services
  const [id = '', mac = ''] = token.split('.')
  if (!isId(id) || token !== `${id}.${mac}`) return { dead: 'unknown' }
  const proposal = await findProposal(db, id)
  const offer = proposal && (await findOffer(db, proposal.offerId))
  if (!proposal || !offer) return { dead: 'unknown' }
  const contact = (await hostContacts({ db, clock }, offer)).find(({ email }) =>
    key.isMac(purpose, textOf(id, email), mac),
  )
  if (!contact) return { dead: 'other_contact' }
  const keptUntil = proposal.since.add({ hours: 24 * daysAfterEnd })
  if (!openStates.includes(proposal.state) && Temporal.Instant.compare(keptUntil, clock.now()) <= 0)
    return { dead: 'over' }
  return { proposal, offer, accountId: contact.accountId }
}
