import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferAnswers } from './offer-answers.ts'

/** An offer being written or mended by one person. */
export interface OfferDraft {
  readonly territoryId: string
  readonly id: string
  readonly hostId: string
  readonly offerId: string
  readonly answers: OfferAnswers
  /** The offer that it changes, as it stood when last seen; undefined for a new one. */
  readonly base: { readonly version: number; readonly answers: OfferAnswers } | undefined
  readonly writtenBy: string
  readonly changedAt: Temporal.Instant
}

/** The draft of an id, for whoever answers for its host. */
export async function findDraft(db: Db, territoryId: string, id: string): Promise<OfferDraft | undefined> {
  const row = await db
    .selectFrom('offer_drafts')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && draftOf(row)
}

/** What somebody is writing of an offer. */
export async function findDraftOfOffer(
  db: Db,
  { territoryId, offerId, writtenBy }: { territoryId: string; offerId: string; writtenBy: string },
): Promise<OfferDraft | undefined> {
  const row = await db
    .selectFrom('offer_drafts')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('written_by', '=', writtenBy)
    .executeTakeFirst()
  return row && draftOf(row)
}

/** The drafts of a host, the newest first. */
export async function listDrafts(
  db: Db,
  { territoryId, hostId, limit }: { territoryId: string; hostId: string; limit: number },
): Promise<OfferDraft[]> {
  const rows = await db
    .selectFrom('offer_drafts')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(draftOf)
}

/** Writes a draft as it now is. One person has one draft of an offer: beginning again goes on with it. */
export async function keepDraft(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  draft: Omit<OfferDraft, 'changedAt'>,
): Promise<void> {
  const kept = {
    answers: JSON.stringify(draft.answers),
    base: draft.base ? JSON.stringify(draft.base.answers) : null,
    base_version: draft.base?.version ?? null,
    changed_at: clock.now().toString(),
  }
  await tx
    .insertInto('offer_drafts')
    .values({
      territory_id: draft.territoryId,
      id: draft.id,
      host_id: draft.hostId,
      offer_id: draft.offerId,
      written_by: draft.writtenBy,
      ...kept,
    })
    .onConflict((on) => on.columns(['territory_id', 'id']).doUpdateSet(kept))
    .execute()
}

/** The draft locked until the transaction ends; undefined when it was published or thrown away meanwhile. */
export async function lockDraft(tx: Db, territoryId: string, id: string): Promise<OfferDraft | undefined> {
  const row = await tx
    .selectFrom('offer_drafts')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row && draftOf(row)
}

/** Throws a draft away, with the images that only it held. */
export async function dropDraft(tx: Db, draft: Pick<OfferDraft, 'territoryId' | 'id' | 'offerId'>): Promise<void> {
  await tx.deleteFrom('offer_drafts').where('territory_id', '=', draft.territoryId).where('id', '=', draft.id).execute()
}

const draftOf = (row: Selectable<Schema['offer_drafts']>): OfferDraft => ({
  territoryId: row.territory_id,
  id: row.id,
  hostId: row.host_id,
  offerId: row.offer_id,
  answers: answersIn(row.answers),
  base: row.base_version === null ? undefined : { version: row.base_version, answers: answersIn(row.base ?? {}) },
  writtenBy: row.written_by,
  changedAt: row.changed_at,
})

/** What was stored was an OfferAnswers; an older version's leftovers are left out. */
const answersIn = (stored: Readonly<Record<string, unknown>>): OfferAnswers =>
  Object.fromEntries(
    Object.entries(stored).flatMap(([key, value]): [string, string | readonly string[]][] => {
      if (typeof value === 'string') return [[key, value]]
      const several: unknown[] = Array.isArray(value) ? value : []
      return Array.isArray(value) ? [[key, several.filter((each) => typeof each === 'string')]] : []
    }),
  )
