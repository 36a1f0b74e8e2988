import './tables.ts'
import { findOffer, freeSeatsOf } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Application, ApplicationState } from './application.ts'
import { applicationOf } from './applications.ts'
import { type MoveServices, moveApplication, platformActor } from './move-application.ts'

/** Called from the list and not settled: a freed seat is theirs until they are. */
const claiming: readonly ApplicationState[] = ['submitted', 'read', 'asked', 'countered', 'accepted']

/** More than any list holds within a sweep; the next one goes on. */
const most = 100

/** Seats that nobody holds or was called for, week by week. */
export async function unclaimedSeats(
  db: Db,
  { territoryId, offerId }: Pick<Application, 'territoryId' | 'offerId'>,
): Promise<Map<string, number>> {
  const offer = await findOffer(db, offerId)
  const free = new Map(offer?.weeks.map((week) => [week.week, freeSeatsOf(offer, week)]))
  const claims = await db
    .selectFrom('applications')
    .select('weeks')
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('state', 'in', claiming)
    .where('called_at', 'is not', null)
    .execute()
  for (const { weeks } of claims) for (const week of weeks) free.set(week, Math.max(0, (free.get(week) ?? 0) - 1))
  return free
}

/**
 * Calls those who wait for this offer, first come first served, as far as seats are free: a list for each week, so that whoever waits
 * for a full week stops nobody who waits for another. In the caller's transaction, after its own changes of seats.
 */
export async function callWaiting(
  services: MoveServices,
  tx: Db,
  { territoryId, offerId }: Pick<Application, 'territoryId' | 'offerId'>,
): Promise<number> {
  // Two who call take turns; so does whoever takes a seat meanwhile.
  await tx
    .selectFrom('offer_weeks')
    .select('week')
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .orderBy('week')
    .forUpdate()
    .execute()
  const offer = await findOffer(tx, offerId)
  if (offer?.state !== 'published' && offer?.state !== 'paused') return 0
  const rows = await tx
    .selectFrom('applications')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('state', '=', 'waiting')
    .orderBy('submitted_at')
    .orderBy('id')
    .limit(most)
    // Whoever is moved by someone else at this moment is passed over: waiting for them, with seats in hand, could go round in a circle.
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length === 0) return 0
  const free = await unclaimedSeats(tx, { territoryId, offerId })
  let called = 0
  for (const waiting of rows.map(applicationOf)) {
    if (!waiting.weeks.every((week) => (free.get(week) ?? 0) > 0)) continue
    for (const week of waiting.weeks) free.set(week, (free.get(week) ?? 0) - 1)
    await moveApplication(services, tx, waiting, {
      transition: waiting.acceptedAt ? 'recall' : 'call',
      by: platformActor,
      facts: { weeks: waiting.weeks },
      set: { calledAt: services.clock.now() },
    })
    called++
  }
  return called
}

/** How many wait before this application for one of its weeks: 0 for the first. */
export async function placesBefore(
  db: Db,
  { territoryId, offerId, id, submittedAt, weeks }: Application,
): Promise<ReadonlyMap<string, number>> {
  const before = await db
    .selectFrom('applications')
    .select(['id', 'weeks', 'submitted_at'])
    .where('territory_id', '=', territoryId)
    .where('offer_id', '=', offerId)
    .where('state', '=', 'waiting')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute()
  const index = before.findIndex((row) => row.id === id)
  const ahead = index === -1 || !submittedAt ? [] : before.slice(0, index)
  return new Map(weeks.map((week) => [week, ahead.filter((row) => row.weeks.includes(week)).length]))
}
