import './tables.ts'
import { findOffers, type Offer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { isInstant, type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Services } from '#/platform/services.ts'

interface FavouriteOf {
  readonly accountId: string
  readonly offer: Pick<Offer, 'territoryId' | 'id'>
}

/** So many that nobody who looks for a place gets there, and no one fills the table. */
const mostKept = 500

/** Keeps an offer; again changes nothing. Returns whether it is kept: false once there are too many. */
export function keepOffer(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { accountId, offer }: FavouriteOf,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { kept } = await tx
      .selectFrom('favourites')
      .select((eb) => eb.fn.countAll<number>().as('kept'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow()
    if (kept >= mostKept) return false
    await tx
      .insertInto('favourites')
      .values({
        territory_id: offer.territoryId,
        account_id: accountId,
        offer_id: offer.id,
        added_at: clock.now().toString(),
      })
      .onConflict((on) => on.doNothing())
      .execute()
    return true
  })
}

/** Forgets an offer; again changes nothing. */
export async function forgetOffer(db: Db, { accountId, offer }: FavouriteOf): Promise<void> {
  await db
    .deleteFrom('favourites')
    .where('territory_id', '=', offer.territoryId)
    .where('account_id', '=', accountId)
    .where('offer_id', '=', offer.id)
    .execute()
}

/** Which of these offers the account keeps. */
export async function keptAmong(db: Db, accountId: string, offerIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (offerIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('favourites')
    .select('offer_id')
    .where('account_id', '=', accountId)
    .where('offer_id', 'in', offerIds)
    .execute()
  return new Set(rows.map(({ offer_id }) => offer_id))
}

/** What the account keeps, the last kept first; offers that are gone meanwhile stand with their state. */
export async function listFavourites(
  db: Db,
  {
    accountId,
    limit,
    after,
  }: { readonly accountId: string; readonly limit: number; readonly after?: string | undefined },
): Promise<Paged<Offer>> {
  let query = db
    .selectFrom('favourites')
    .select(['offer_id', 'added_at'])
    .where('account_id', '=', accountId)
    .orderBy('added_at', 'desc')
    .orderBy('offer_id', 'desc')
    .limit(limit + 1)
  const [at, id] = readCursor(after, 2) ?? []
  if (at !== undefined && id !== undefined && isInstant(at) && /^[0-9a-f-]{36}$/.test(id))
    query = query.where((eb) =>
      eb.or([
        eb('added_at', '<', eb.cast<Temporal.Instant>(eb.val(at), 'timestamptz')),
        eb.and([eb('added_at', '=', eb.cast<Temporal.Instant>(eb.val(at), 'timestamptz')), eb('offer_id', '<', id)]),
      ]),
    )
  const { rows, next } = pageOf(await query.execute(), limit, ({ added_at, offer_id }) => [
    added_at.toString(),
    offer_id,
  ])
  const offers = new Map(
    (
      await findOffers(
        db,
        rows.map(({ offer_id }) => offer_id),
      )
    ).map((offer) => [offer.id, offer]),
  )
  return { rows: rows.flatMap(({ offer_id }) => offers.get(offer_id) ?? []), next }
}
