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
}

/**
 * The state that an offer takes when its host wants it shown, in the transaction that saves it: published, or waiting for the coordination.
 * A rest stays a rest: it is judged when it is shown again.
 */
export async function judgedState(services: Services, tx: Db, wanted: Wanted): Promise<OfferState> {
  const { former, ...offer } = wanted
  if (former?.state === 'paused') return 'paused'
  const again = former?.state === 'asked' || former?.state === 'refused'
  const { decision } = await considerOffer(services, tx, { ...offer, again })
  return decision === 'publish' ? 'published' : 'waiting'
}
