import './tables.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { isInstant, type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Services } from '#/platform/services.ts'
import { type Judgement, type Reason, reasonOf } from './judge-offer.ts'
import type { CaseOutcome } from './tables.ts'

/** Why an offer is before the coordination. */
export interface OfferCase {
  readonly territoryId: string
  readonly id: string
  readonly offerId: string
  readonly openedAt: Temporal.Instant
  /** 0: signs; 1: several reports; 2: paused at once. */
  readonly priority: number
  readonly reasons: readonly Reason[]
  readonly outcome: CaseOutcome
  readonly decidedAt: Temporal.Instant | undefined
  readonly message: string
  /** Of the offer, once decided. */
  readonly offerVersion: number | undefined
}

/** One line of the queue: an open case, or an offer that waits without one (it came by a file or an exchange). */
export interface Waiting {
  readonly offerId: string
  readonly since: Temporal.Instant
  readonly priority: number
  readonly reasons: readonly Reason[]
}

/**
 * Brings the case of an offer up to date with a judgement, and opens one where there is a reason or `again` (it comes back after a request).
 * Returns whether one is open now. What people reported stays.
 */
export async function openCase(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  {
    territoryId,
    offerId,
    judgement,
    again,
  }: {
    readonly territoryId: string
    readonly offerId: string
    readonly judgement: Judgement
    readonly again: boolean
  },
): Promise<boolean> {
  const open = await lockOpenCase(tx, territoryId, offerId)
  const kept = (open?.reasons ?? []).filter(({ sign }) => sign === 'reported' || sign === 'returned')
  const back = again && !kept.some(({ sign }) => sign === 'returned') ? [reasonOf('returned')] : []
  const reasons = JSON.stringify([...judgement.reasons, ...kept, ...back])
  if (open) {
    await tx
      .updateTable('offer_cases')
      .set({ reasons })
      .where('territory_id', '=', territoryId)
      .where('id', '=', open.id)
      .execute()
    return true
  }
  if (judgement.decision === 'publish' && !again) return false
  await tx
    .insertInto('offer_cases')
    .values({
      territory_id: territoryId,
      id: newId(),
      offer_id: offerId,
      opened_at: clock.now().toString(),
      reasons,
      decided_by: null,
      offer_version: null,
      state_before: null,
    })
    .execute()
  return true
}

/** The open case of an offer, locked; undefined when there is none. */
export async function lockOpenCase(tx: Db, territoryId: string, offerId: string): Promise<OfferCase | undefined> {
  const row = await tx
    .selectFrom('offer_cases')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('outcome', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  return row && caseOf(row)
}

/** A case by its id; undefined when there is none. */
export async function findCase(db: Db, id: string): Promise<OfferCase | undefined> {
  if (!isId(id)) return undefined
  const row = await db.selectFrom('offer_cases').selectAll().where('id', '=', id).executeTakeFirst()
  return row && caseOf(row)
}

/** Offers that wait for the coordination of a territory, the most pressing first, then the oldest. */
export async function listWaiting(
  db: Db,
  {
    territoryId,
    limit,
    after,
  }: { readonly territoryId: string; readonly limit: number; readonly after?: string | undefined },
): Promise<Paged<Waiting>> {
  const [priority, since, id] = readCursor(after, 3) ?? []
  const from =
    priority !== undefined &&
    since !== undefined &&
    id !== undefined &&
    /^-?\d$/.test(priority) &&
    isInstant(since) &&
    isId(id)
      ? sql`where (-priority, since, offer_id) > (${Number(priority)}::integer, ${moment(Temporal.Instant.from(since))}, ${id}::uuid)`
      : sql``
  const { rows } = await sql<{
    offer_id: string
    priority: number
    since: Temporal.Instant
    reasons: readonly Reason[]
  }>`select offer_id, priority, since, reasons from (
      select offer_id, priority, opened_at as since, reasons from offer_cases
      where territory_id = ${territoryId} and outcome = 'open'
      union all
      select id, 0, changed_at, '[]'::jsonb from offers o
      where territory_id = ${territoryId} and state = 'waiting' and not exists (
        select from offer_cases c where c.territory_id = o.territory_id and c.offer_id = o.id and c.outcome = 'open')
    ) as waiting ${from} order by -priority, since, offer_id limit ${limit + 1}`.execute(db)
  const found = rows.map((row) => ({
    offerId: row.offer_id,
    since: row.since,
    priority: row.priority,
    reasons: row.reasons,
  }))
  return pageOf(found, limit, (row) => [String(-row.priority), row.since.toString(), row.offerId])
}

/** How many offers wait. */
export async function countWaiting(db: Db, territoryId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (
      select count(*) from offer_cases where territory_id = ${territoryId} and outcome = 'open'
    ) + (
      select count(*) from offers o where territory_id = ${territoryId} and state = 'waiting' and not exists (
        select from offer_cases c where c.territory_id = o.territory_id and c.offer_id = o.id and c.outcome = 'open')
    ) as count`.execute(db)
  return rows[0]?.count ?? 0
}

/** What was decided last, the newest first. */
export async function listDecided(db: Db, territoryId: string, limit: number): Promise<readonly OfferCase[]> {
  const rows = await db
    .selectFrom('offer_cases')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('outcome', '<>', 'open')
    .orderBy('decided_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(caseOf)
}

interface CaseRow {
  readonly territory_id: string
  readonly id: string
  readonly offer_id: string
  readonly opened_at: Temporal.Instant
  readonly priority: number
  readonly reasons: readonly Reason[]
  readonly outcome: CaseOutcome
  readonly decided_at: Temporal.Instant | null
  readonly message: string
  readonly offer_version: number | null
}

const caseOf = (row: CaseRow): OfferCase => ({
  territoryId: row.territory_id,
  id: row.id,
  offerId: row.offer_id,
  openedAt: row.opened_at,
  priority: row.priority,
  reasons: row.reasons,
  outcome: row.outcome,
  decidedAt: row.decided_at ?? undefined,
  message: row.message,
  offerVersion: row.offer_version ?? undefined,
})
