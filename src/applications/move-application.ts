import './tables.ts'
import type { Account, Place } from '#/identity/index.ts'
import { type Grounds, groundsOf, platformGrounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { type ActorKind, type Application, type ApplicationState, weeksAtStake } from './application.ts'
import { applicationOf } from './applications.ts'
import { expiryOf } from './deadlines.ts'
import type { ApplicationEventFacts } from './tables.ts'
import { tell } from './tell.ts'
import { type TransitionName, transitionOf } from './transitions.ts'

/** Who moves an application: in whose name, and what allows it. */
export interface Actor {
  readonly kind: ActorKind
  readonly grounds: Grounds
}

export const schoolRoles = ['head', 'ddfpt', 'secretary', 'teacher'] as const

/** Someone who signed in, as the side that they are on. */
export const actorOf = (account: Account, kind: 'pupil' | 'host' | 'school', place: Place): Actor => ({
  kind,
  grounds: groundsOf(account, kind === 'school' ? schoolRoles : [kind], place),
})

/** The passing of time, and what follows by itself from what someone did. */
export const platformActor: Actor = {
  kind: 'system',
  grounds: platformGrounds,
}

/** Someone of the host who came by a link. */
export const linkActor = (accountId: string | undefined): Actor => ({
  kind: 'host',
  grounds: { by: accountId, role: 'host', why: 'link' },
})

export type MoveServices = Pick<Services, 'db' | 'clock' | 'newId' | 'notifications' | 'configuration' | 'announce'>

export type MoveRefusal =
  | { readonly why: 'unknown' }
  /** The application moved on since the form was shown; nothing was changed. */
  | { readonly why: 'changed'; readonly state: ApplicationState }

/**
 * Whether an application that is locked may take a transition: undefined when it may. `already`: the same side did just that from the
 * same form, so that a second click or a repeated request is answered like the first. `version`: of the form; left out by the platform.
 */
export async function hindrance(
  tx: Db,
  application: Application,
  { transition, by, version }: { transition: TransitionName; by: ActorKind; version: number | undefined },
): Promise<MoveRefusal | 'already' | undefined> {
  const { from, who } = transitionOf(transition)
  const fresh = version === undefined || version === application.version
  if (fresh && from.includes(application.state) && who.includes(by)) return undefined
  const done = await tx
    .selectFrom('application_events')
    .select('by_kind')
    .where('territory_id', '=', application.territoryId)
    .where('application_id', '=', application.id)
    .where('version', '=', (version ?? application.version) + 1)
    .where('transition', '=', transition)
    .executeTakeFirst()
  return done?.by_kind === by ? 'already' : { why: 'changed', state: application.state }
}

export interface Move {
  readonly transition: TransitionName
  readonly by: Actor
  readonly facts?: ApplicationEventFacts
  /** What changes with the state. */
  readonly set?: Partial<
    Pick<Application, 'weeks' | 'proposedWeeks' | 'reason' | 'revealedAt' | 'calledAt' | 'acceptedAt'>
  >
}

/** An application after a row of the table, without what it writes and tells. */
export function moved(
  before: Application,
  {
    transition,
    set = {},
    now,
    timeZone,
  }: Pick<Move, 'transition' | 'set'> & { readonly now: Temporal.Instant; readonly timeZone: string },
): Application {
  // Reading keeps the wait, the forms and the reminders of what was sent.
  const isReading = transition === 'read'
  const sent = transition === 'submit' || transition === 'queue'
  const next: Application = {
    ...before,
    ...set,
    state: transitionOf(transition).to,
    since: now,
    waitsSince: isReading ? before.waitsSince : now,
    submittedAt: sent ? (before.submittedAt ?? now) : before.submittedAt,
    version: isReading ? before.version : before.version + 1,
  }
  const { state, waitsSince } = next
  return { ...next, expiresAt: expiryOf(state, { waitsSince, weeks: weeksAtStake(next), timeZone }) }
}

/**
 * Moves a locked application along a row of the table, in the caller's transaction: state, event, journal, links and mails together.
 * The caller has asked `hindrance` first.
 */
export async function moveApplication(
  services: MoveServices,
  tx: Db,
  before: Application,
  { transition, by, facts = {}, set = {} }: Move,
): Promise<Application> {
  const row = transitionOf(transition)
  const now = services.clock.now()
  const timeZone = await timeZoneOf(tx, before.territoryId)
  const next = moved(before, { transition, set, now, timeZone })
  const updated = await tx
    .updateTable('applications')
    .set({
      state: next.state,
      since: now.toString(),
      waits_since: next.waitsSince.toString(),
      version: next.version,
      weeks: [...next.weeks],
      proposed_weeks: next.proposedWeeks ? [...next.proposedWeeks] : null,
      reason: next.reason ?? null,
      submitted_at: next.submittedAt?.toString() ?? null,
      expires_at: next.expiresAt?.toString() ?? null,
      revealed_at: next.revealedAt?.toString() ?? null,
      called_at: next.calledAt?.toString() ?? null,
      accepted_at: next.acceptedAt?.toString() ?? null,
    })
    .where('territory_id', '=', before.territoryId)
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  const after = applicationOf(updated)
  await tx
    .insertInto('application_events')
    .values({
      territory_id: before.territoryId,
      application_id: before.id,
      version: after.version,
      transition,
      at: now.toString(),
      from_state: before.state,
      to_state: after.state,
      by_kind: by.kind,
      by_account: by.grounds.by ?? null,
      facts: JSON.stringify(facts),
    })
    .execute()
  await record(services, tx, {
    ...by.grounds,
    territoryId: before.territoryId,
    what: row.deed,
    about: { kind: 'application', id: before.id },
    pupilId: before.pupilId,
  })
  if (endsLinks.includes(after.state)) await revokeLinks(tx, after, now)
  await tell(services, tx, { before, after, transition, by: by.kind })
  return after
}

/** Nothing is the host's to answer any more, by a link that was sent for it. */
const endsLinks: readonly ApplicationState[] = ['confirmed', 'withdrawn', 'expired', 'cancelled']

async function revokeLinks(tx: Db, { territoryId, id }: Application, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('answer_links')
    .set({ revoked_at: now.toString() })
    .where('territory_id', '=', territoryId)
    .where('application_id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}
