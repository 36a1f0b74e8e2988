import './tables.ts'
import type { Db } from '#/platform/database.ts'

/** What somebody said of an offer. Who said it stays with the platform. */
export interface OfferReport {
  readonly id: string
  readonly offerId: string
  readonly caseId: string
  readonly reason: string
  readonly words: string
  readonly reportedAt: Temporal.Instant
  /** Undefined for a visitor. */
  readonly accountId: string | undefined
}

/** The reports of the open cases of some offers, in the order in which they came; the words of a crowd are cut at `limit` in all. */
export async function reportsOfOpenCases(
  db: Db,
  territoryId: string,
  offerIds: readonly string[],
  limit = 200,
): Promise<readonly OfferReport[]> {
  if (offerIds.length === 0) return []
  const rows = await reportQuery(db)
    .innerJoin('offer_cases as c', (on) =>
      on.onRef('c.territory_id', '=', 'r.territory_id').onRef('c.id', '=', 'r.case_id'),
    )
    .where('r.territory_id', '=', territoryId)
    .where('c.offer_id', 'in', offerIds)
    .where('c.outcome', '=', 'open')
    .limit(limit)
    .execute()
  return rows.map(reportOf)
}

/** The reports of one case. */
export async function reportsOfCase(db: Db, territoryId: string, caseId: string): Promise<readonly OfferReport[]> {
  const rows = await reportQuery(db)
    .where('r.territory_id', '=', territoryId)
    .where('r.case_id', '=', caseId)
    .limit(100)
    .execute()
  return rows.map(reportOf)
}

const reportQuery = (db: Db) =>
  db
    .selectFrom('offer_reports as r')
    .select(['r.id', 'r.offer_id', 'r.case_id', 'r.reason', 'r.words', 'r.reported_at', 'r.account_id'])
    .orderBy('r.reported_at')
    .orderBy('r.id')

const reportOf = (row: {
  readonly id: string
  readonly offer_id: string
  readonly case_id: string
  readonly reason: string
  readonly words: string
  readonly reported_at: Temporal.Instant
  readonly account_id: string | null
}): OfferReport => ({
  id: row.id,
  offerId: row.offer_id,
  caseId: row.case_id,
  reason: row.reason,
  words: row.words,
  reportedAt: row.reported_at,
  accountId: row.account_id ?? undefined,
})
