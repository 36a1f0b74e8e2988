import './tables.ts'
import '#/pupils/index.ts'
import { sql } from 'kysely'
import type { MoveServices } from '#/applications/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import { lockForMove, platformActor, release } from './move-proposal.ts'
import { openStates, type Proposal } from './proposal.ts'
import type { EndReason } from './reasons.ts'

/** Read at once; each is then done in a transaction of its own, so that what was done before a crash stays done. */
const atOnce = 200

/**
 * What time and other deeds do to proposed places: those whose last day has passed, and those that something overtook, give their seat
 * back. Safe to run at any time, as often as one likes, twice at once, and after a crash in the middle.
 */
export async function sweepProposals(
  services: MoveServices,
  signal: AbortSignal,
): Promise<{ readonly expired: number; readonly overtaken: number }> {
  const count = { expired: 0, overtaken: 0 }
  for (const id of await expiredIds(services)) {
    signal.throwIfAborted()
    if (await expire(services, id)) count.expired++
  }
  for (let after: string | undefined; ; ) {
    const ids = await openIds(services.db, after)
    for (const id of ids) {
      signal.throwIfAborted()
      if (await overtake(services, id)) count.overtaken++
    }
    if (ids.length < atOnce) return count
    after = ids.at(-1)
  }
}

async function expiredIds({ db, clock }: MoveServices): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('proposals')
    .select('id')
    .where('state', 'in', openStates)
    .where('expires_at', '<=', moment(clock.now()))
    .orderBy('expires_at')
    .execute()
  return rows.map(({ id }) => id)
}

const expire = (services: MoveServices, id: string): Promise<boolean> =>
  services.db.transaction().execute(async (tx) => {
    const proposal = await lockForMove(tx, id)
    if (!proposal || !openStates.includes(proposal.state)) return false
    if (Temporal.Instant.compare(proposal.expiresAt, services.clock.now()) > 0) return false
    await release(services, tx, proposal, { transition: 'expire', by: platformActor })
    return true
  })

const overtake = (services: MoveServices, id: string): Promise<boolean> =>
  services.db.transaction().execute(async (tx) => {
    const proposal = await lockForMove(tx, id)
    const reason = proposal && openStates.includes(proposal.state) ? await overtakenBy(tx, proposal) : undefined
    if (!proposal || reason === undefined) return false
    await release(services, tx, proposal, { transition: 'overtake', by: platformActor, set: { reason } })
    return true
  })

/** Open proposals that something may have overtaken; `overtakenBy` judges each under its locks. */
async function openIds(db: Db, after: string | undefined): Promise<readonly string[]> {
  let query = facts(db).select('p.id').where('p.state', 'in', openStates).where(isOvertaken)
  if (after !== undefined) query = query.where('p.id', '>', after)
  return (await query.orderBy('p.id').limit(atOnce).execute()).map(({ id }) => id)
}

/** What ended a proposal without anybody's answer; undefined while nothing did. */
async function overtakenBy(db: Db, { territoryId, id }: Proposal): Promise<EndReason | undefined> {
  const found = await facts(db)
    .select([placed.as('placed'), left.as('left'), unhelped.as('unhelped'), gone.as('gone')])
    .where('p.territory_id', '=', territoryId)
    .where('p.id', '=', id)
    .executeTakeFirst()
  if (found?.placed) return 'placed'
  if (found?.left) return 'left'
  if (found?.unhelped) return 'help'
  return found?.gone ? 'seat' : undefined
}

const facts = (db: Db) =>
  db
    .selectFrom('proposals as p')
    .innerJoin('pupils as u', (on) =>
      on.onRef('u.territory_id', '=', 'p.territory_id').onRef('u.id', '=', 'p.pupil_id'),
    )
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'p.territory_id').onRef('o.id', '=', 'p.offer_id'),
    )

const placed = sql<boolean>`exists (select from confirmed_weeks w
  where w.territory_id = p.territory_id and w.pupil_id = p.pupil_id and w.week = any (p.weeks))`
const left = sql<boolean>`(u.left_at is not null)`
const unhelped = sql<boolean>`not exists (select from help_requests h
  where h.territory_id = p.territory_id and h.pupil_id = p.pupil_id and h.withdrawn_at is null)`
const gone = sql<boolean>`(o.state not in ('published', 'paused'))`
const isOvertaken = sql<boolean>`(${placed} or ${left} or ${unhelped} or ${gone})`
