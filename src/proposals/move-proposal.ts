import './tables.ts'
import type { MoveServices } from '#/applications/index.ts'
import { callWaiting, lockPupil } from '#/applications/index.ts'
import { type Grounds, platformGrounds, record } from '#/journal/index.ts'
import { freeSeats } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import type { ActorKind, Proposal, Side } from './proposal.ts'
import { findProposal, lockProposal, proposalOf } from './proposals.ts'
import { tell } from './tell.ts'
import { type TransitionName, transitionOf } from './transitions.ts'

/** Who moves a proposed place: in whose name, and what allows it. */
export interface Actor {
  readonly kind: ActorKind
  readonly grounds: Grounds
}

/** The passing of time, and what follows by itself from what someone did. */
export const platformActor: Actor = { kind: 'system', grounds: platformGrounds }

export interface Move {
  readonly transition: Exclude<TransitionName, 'propose'>
  readonly by: Actor
  /** What changes with the state. */
  readonly set?: {
    readonly agreed?: Side
    readonly refusedBy?: Side
    readonly reason?: string
    readonly applicationId?: string
  }
}

/** The pupil, then the proposal, locked in the order of everything that moves a pupil's places. */
export async function lockForMove(tx: Db, id: string): Promise<Proposal | undefined> {
  const found = await findProposal(tx, id)
  if (!found) return undefined
  await lockPupil(tx, found)
  return lockProposal(tx, id)
}

/**
 * Moves a locked proposal along a row of the table, in the caller's transaction: state, journal and mails together. The seat is the
 * caller's (`release`).
 */
export async function moveProposal(
  services: MoveServices,
  tx: Db,
  before: Proposal,
  { transition, by, set = {} }: Move,
): Promise<Proposal> {
  const row = transitionOf(transition)
  if (!row.from.includes(before.state) || !row.who.includes(by.kind))
    throw new RangeError(`proposal ${before.id} cannot ${transition} from ${before.state} by ${by.kind}`)
  const now = services.clock.now().toString()
  const updated = await tx
    .updateTable('proposals')
    .set({
      state: row.to,
      since: now,
      version: before.version + 1,
      ...(set.agreed === 'pupil' ? { pupil_agreed_at: now } : {}),
      ...(set.agreed === 'host' ? { host_agreed_at: now } : {}),
      ...(set.refusedBy === undefined ? {} : { refused_by: set.refusedBy }),
      ...(set.reason === undefined ? {} : { reason: set.reason }),
      ...(set.applicationId === undefined ? {} : { application_id: set.applicationId }),
    })
    .where('territory_id', '=', before.territoryId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = proposalOf(updated)
  await record(services, tx, {
    ...by.grounds,
    territoryId: before.territoryId,
    what: row.deed,
    about: { kind: 'proposal', id: before.id },
    pupilId: before.pupilId,
  })
  await tell(services, tx, { after, transition, by: by.kind })
  return after
}

/** Ends a locked proposal that is open: its seat is free again, and whoever waits for it is called. */
export async function release(services: MoveServices, tx: Db, before: Proposal, move: Move): Promise<Proposal> {
  const { territoryId, offerId, weeks } = before
  await freeSeats(tx, { territoryId, offerId, weeks })
  const after = await moveProposal(services, tx, before, move)
  await callWaiting(services, tx, { territoryId, offerId })
  return after
}
