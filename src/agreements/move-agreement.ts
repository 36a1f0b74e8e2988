import './tables.ts'
import { type Grounds, platformGrounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from './agreement.ts'
import { agreementOf, lockAgreement } from './agreements.ts'
import { agreementMoved, agreementSigned } from './events.ts'
import type { KeptOverride, Party } from './tables.ts'
import { tell } from './tell.ts'
import { type ActorKind, type TransitionName, transitionOf } from './transitions.ts'

/** Who moves an agreement: in whose name, and what allows it. */
export interface Actor {
  readonly kind: ActorKind
  readonly grounds: Grounds
  /** As which party, for the timeline. */
  readonly party?: Party
}

/** The passing of time, and what follows by itself from what someone did. */
export const platformActor: Actor = { kind: 'system', grounds: platformGrounds }

export type MoveServices = Pick<Services, 'db' | 'clock' | 'newId' | 'notifications' | 'configuration' | 'announce'>

export interface Move {
  readonly agreementId: string
  readonly transition: TransitionName
  readonly by: Actor
  /** For the timeline: nothing about health, no address. */
  readonly detail?: Readonly<Record<string, string | number | boolean>>
  /** What changes with the state. */
  readonly set?: {
    readonly version?: number
    readonly submittedOn?: string
    readonly overrides?: readonly KeptOverride[]
    readonly reason?: string
    readonly lastDay?: string
  }
}

/** `changed`: it is not in a state from which this leads on; nothing was done. */
export type Moved =
  | { readonly agreement: Agreement }
  | { readonly why: 'unknown' }
  | { readonly why: 'changed'; readonly agreement: Agreement }

/**
 * Moves an agreement along a row of the table, in the caller's transaction: state, timeline, journal and events together. The only way
 * to change its state. A repeated request finds it moved already (`changed`) and changes nothing.
 */
export async function moveAgreement(
  services: MoveServices,
  tx: Db,
  { agreementId, transition, by, detail = {}, set = {} }: Move,
): Promise<Moved> {
  const before = await lockAgreement(tx, agreementId)
  if (!before) return { why: 'unknown' }
  const row = transitionOf(transition)
  if (!row.from.includes(before.state) || !row.who.includes(by.kind)) return { why: 'changed', agreement: before }
  const now = services.clock.now().toString()
  const { territoryId, id } = before
  const changed = await tx
    .updateTable('agreements')
    .set((on) => ({
      state: row.to,
      since: now,
      row_version: on('row_version', '+', 1),
      ...(set.version === undefined ? {} : { version: set.version }),
      ...(set.submittedOn === undefined ? {} : { submitted_on: set.submittedOn }),
      ...(set.overrides === undefined ? {} : { overrides: JSON.stringify(set.overrides) }),
      ...(set.reason === undefined ? {} : { reason: set.reason }),
      ...(set.lastDay === undefined ? {} : { last_day: set.lastDay }),
    }))
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const agreement = agreementOf(changed)
  await noteEvent(services, tx, agreement, { what: transition, by, detail })
  await record(services, tx, {
    ...by.grounds,
    territoryId,
    what: row.deed,
    about: { kind: 'agreement', id },
    pupilId: agreement.pupilId,
  })
  await tell(services, tx, agreement, { transition, by: by.kind })
  await services.announce(tx, agreementMoved, { territoryId, agreementId: id, from: before.state, to: row.to })
  if (row.to === 'signed')
    await services.announce(tx, agreementSigned, { territoryId, agreementId: id, amends: agreement.amends })
  return { agreement }
}

/** Adds a line to the timeline, in the caller's transaction. `what`: a transition, or any other thing that `timeline.ts` can say. */
export async function noteEvent(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
  {
    what,
    by,
    detail = {},
  }: {
    readonly what: string
    readonly by: Pick<Actor, 'grounds' | 'party'>
    readonly detail?: Readonly<Record<string, string | number | boolean>>
  },
): Promise<void> {
  await tx
    .insertInto('agreement_events')
    .values({
      territory_id: territoryId,
      id: newId(),
      agreement_id: id,
      at: clock.now().toString(),
      by_account: by.grounds.by ?? null,
      by_party: by.party ?? null,
      what,
      detail: JSON.stringify(detail),
    })
    .execute()
}
