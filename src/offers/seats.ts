import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { OfferState } from './tables.ts'

/** Whose seats: the offer, and the weeks asked for (ISO, in any order). */
export interface SeatsOf {
  readonly territoryId: string
  readonly offerId: string
  readonly weeks: readonly string[]
}

export type SeatsTaken =
  /** All of these weeks, ascending: for an offer of span `all` every listed week, whatever was asked. Keep them: `freeSeats` wants them. */
  | { readonly taken: true; readonly weeks: readonly string[] }
  /** Nothing was taken: these weeks have no free seat (`full`), were closed by the host, or are not offered. */
  | { readonly full: readonly string[]; readonly why: 'full' | 'closed' | 'not_offered' }
  /** Nothing was taken: the offer is gone, or in a state where nobody comes (a paused offer keeps its promises). */
  | { readonly full: readonly string[]; readonly why: 'withdrawn' }

/** What a host accepted stays promised while the offer rests. */
const honoured: readonly OfferState[] = ['published', 'paused']

/**
 * Takes one seat in every week, or none at all, in the caller's transaction. Rows are locked in the order of weeks, so that two takers
 * wait for each other and never in a circle; whoever comes last to the last seat is told `full`. Not idempotent: the caller's own
 * change of state, in the same transaction, is what happens once.
 */
export async function takeSeats(tx: Db, { territoryId, offerId, weeks }: SeatsOf): Promise<SeatsTaken> {
  const offer = await tx
    .selectFrom('offers')
    .select(['span', 'group_max', 'state'])
    .where('territory_id', '=', territoryId)
    .where('id', '=', offerId)
    .forShare()
    .executeTakeFirst()
  if (!offer || !honoured.includes(offer.state)) return { full: weeks.toSorted(), why: 'withdrawn' }
  const rows = await lockWeeks(tx, { territoryId, offerId, weeks: offer.span === 'all' ? undefined : weeks })
  const wanted = offer.span === 'all' ? rows.map(({ week }) => week) : [...new Set(weeks)].toSorted()
  const byWeek = new Map(rows.map((row) => [row.week, row]))
  const lacking = wanted.filter((week) => !byWeek.has(week))
  if (lacking.length > 0 || wanted.length === 0) return { full: lacking, why: 'not_offered' }
  const closed = rows.filter((row) => row.closed)
  if (closed.length > 0) return { full: closed.map(({ week }) => week), why: 'closed' }
  const full = rows.filter(({ seats, taken }) => taken >= Math.min(seats, offer.group_max ?? seats))
  if (full.length > 0) return { full: full.map(({ week }) => week), why: 'full' }
  await tx
    .updateTable('offer_weeks')
    .set({ taken: sql`taken + 1` })
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('week', 'in', wanted)
    .execute()
  return { taken: true, weeks: wanted }
}

/** Gives back one seat in each of these weeks, those that `takeSeats` said, in the caller's transaction. */
export async function freeSeats(tx: Db, { territoryId, offerId, weeks }: SeatsOf): Promise<void> {
  const rows = await lockWeeks(tx, { territoryId, offerId, weeks })
  const held = rows.filter(({ taken }) => taken > 0).map(({ week }) => week)
  if (held.length < new Set(weeks).size)
    throw new RangeError(
      `no seat of offer ${offerId} is taken in ${weeks.filter((week) => !held.includes(week)).join(', ')}`,
    )
  if (held.length === 0) return
  await tx
    .updateTable('offer_weeks')
    .set({ taken: sql`taken - 1` })
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('week', 'in', held)
    .execute()
}

/** Locks the weeks asked for, or all of the offer, ascending. */
async function lockWeeks(
  tx: Db,
  { territoryId, offerId, weeks }: Omit<SeatsOf, 'weeks'> & { readonly weeks: readonly string[] | undefined },
) {
  if (weeks?.length === 0) return []
  let query = tx
    .selectFrom('offer_weeks')
    .select(['week', 'seats', 'taken', 'closed'])
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
  if (weeks) query = query.where('week', 'in', weeks)
  return query.orderBy('week').forUpdate().execute()
}
