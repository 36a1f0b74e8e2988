import './tables.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { dropUnusedImages } from './offer-images.ts'

/** A draft that nobody touched for so long will not be finished: next year's weeks are others. */
const daysKept = 90
/** Each is a transaction: a crash in the middle keeps what was done. */
const atOnce = 200

export interface DraftsSwept {
  readonly drafts: number
  readonly images: number
}

/** Forgets drafts of offers that were left for 90 days, and the images that neither an offer nor a draft names. Again changes nothing. */
export async function sweepDrafts(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  signal: AbortSignal,
): Promise<DraftsSwept> {
  const before = moment(clock.now().subtract({ hours: 24 * daysKept }))
  let [drafts, images] = [0, 0]
  for (let more = true; more && !signal.aborted; ) {
    const old = await db
      .selectFrom('offer_drafts')
      .select(['territory_id as territoryId', 'id', 'offer_id as offerId'])
      .where('changed_at', '<', before)
      .orderBy('changed_at')
      .limit(atOnce)
      .execute()
    for (const { territoryId, id, offerId } of old) {
      const dropped = await db.transaction().execute(async (tx) => {
        // Somebody may have taken it up again since it was listed.
        const row = await tx
          .deleteFrom('offer_drafts')
          .where('territory_id', '=', territoryId)
          .where('id', '=', id)
          .where('changed_at', '<', before)
          .returning('id')
          .executeTakeFirst()
        return row ? { images: await dropUnusedImages(tx, { territoryId, offerId }) } : undefined
      })
      drafts += dropped ? 1 : 0
      images += dropped?.images ?? 0
    }
    more = old.length === atOnce
  }
  return { drafts, images }
}
