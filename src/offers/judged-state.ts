import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { considerOffer } from './moderation/consider-offer.ts'
import type { Offer, OfferContent } from './offer.ts'
import type { OfferState } from './tables.ts'

/** What a host wants to show, and what stood before. */
export interface Wanted {
  readonly territoryId: string
  readonly hostId: string
  readonly offerId: string
  readonly content: OfferContent
  readonly former: Offer | undefined
  readonly by: string | undefined
}

/** The state that an offer takes when its host wants it shown: a rest stays a rest, what was sent back is looked at again. */
export async function judgedState(
  services: Services,
  tx: Db,
  { territoryId, offerId, hostId, content, former }: Wanted,
): Promise<OfferState> {
  if (former?.state === 'paused') return 'paused'
  const again = former?.state === 'asked' || former?.state === 'refused'
  const { decision } = await considerOffer(services, tx, { territoryId, offerId, hostId, content, again })
  return decision === 'publish' && former?.state !== 'waiting' ? 'published' : 'waiting'
}
