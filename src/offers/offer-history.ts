import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { OfferDeed } from './save-offer.ts'
import type { OfferBefore } from './tables.ts'

/** A change of an offer, with what stood before it. */
export interface OfferChange {
  readonly version: number
  readonly what: OfferDeed
  /** The name of who did it; undefined for the platform, or an account that is gone. */
  readonly by: string | undefined
  readonly at: Temporal.Instant
  readonly before: OfferBefore | undefined
}

/** The changes of an offer, the latest first. */
export async function listOfferChanges(
  db: Db,
  { territoryId, offerId, limit }: { territoryId: string; offerId: string; limit: number },
): Promise<OfferChange[]> {
  const rows = await db
    .selectFrom('offer_changes as c')
    .leftJoin('accounts as a', 'a.id', 'c.by')
    .select(['c.version', 'c.what', 'a.name', 'c.at', 'c.before'])
    .where('c.territory_id', '=', territoryId)
    .where('c.offer_id', '=', offerId)
    .orderBy('c.version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ version, what, name, at, before }) => ({
    version,
    what,
    by: name ?? undefined,
    at,
    before: before ?? undefined,
  }))
}
