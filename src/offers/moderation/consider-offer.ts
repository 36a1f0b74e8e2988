import './tables.ts'
import { findHost } from '#/directory/index.ts'
import type { Db } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferContent } from '../offer.ts'
import { openCase } from './cases.ts'
import { fingerprintOf } from './fingerprint.ts'
import { type Judgement, judgeOffer } from './judge-offer.ts'

export interface OfferToConsider {
  readonly territoryId: string
  readonly offerId: string
  readonly hostId: string
  readonly content: Pick<
    OfferContent,
    'title' | 'description' | 'activities' | 'adaptations' | 'equipment' | 'dress' | 'meals' | 'minAge'
  >
  /** It comes back after the coordination asked for a change or refused it: somebody looks again. */
  readonly again: boolean
}

/**
 * Judges an offer that its host wants to publish, in the transaction that saves it: remembers its text, and where it must wait opens a
 * case for the coordination. An offer that is already before the coordination waits, whatever its new text says.
 */
export async function considerOffer(
  services: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  { territoryId, offerId, hostId, content, again }: OfferToConsider,
): Promise<Judgement> {
  const host = await findHost(tx, hostId)
  const fingerprint = fingerprintOf(content)
  await rememberText(tx, { territoryId, offerId, hostId, fingerprint })
  const judgement = judgeOffer({
    ...content,
    otherTexts: [content.adaptations, content.equipment, content.dress, content.meals],
    forMinors: (content.minAge ?? 0) < 18,
    host: { siret: host?.siret, registerState: host?.registerState ?? 'unchecked' },
    sameText: fingerprint === undefined ? 0 : await countSameText(tx, { territoryId, offerId, fingerprint }),
  })
  const open = await openCase(services, tx, { territoryId, offerId, judgement, again })
  return open && judgement.decision === 'publish' ? { ...judgement, decision: 'wait' } : judgement
}

async function rememberText(
  tx: Db,
  {
    territoryId,
    offerId,
    hostId,
    fingerprint,
  }: { territoryId: string; offerId: string; hostId: string; fingerprint: string | undefined },
): Promise<void> {
  if (fingerprint === undefined) {
    await tx
      .deleteFrom('offer_fingerprints')
      .where('territory_id', '=', territoryId)
      .where('offer_id', '=', offerId)
      .execute()
    return
  }
  await tx
    .insertInto('offer_fingerprints')
    .values({ territory_id: territoryId, offer_id: offerId, host_id: hostId, fingerprint: sha256Hex(fingerprint) })
    .onConflict((on) => on.columns(['territory_id', 'offer_id']).doUpdateSet({ fingerprint: sha256Hex(fingerprint) }))
    .execute()
}

async function countSameText(
  tx: Db,
  { territoryId, offerId, fingerprint }: { territoryId: string; offerId: string; fingerprint: string },
): Promise<number> {
  const { count } = await tx
    .selectFrom('offer_fingerprints')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('fingerprint', '=', sha256Hex(fingerprint))
    .where('offer_id', '<>', offerId)
    .executeTakeFirstOrThrow()
  return count
}
