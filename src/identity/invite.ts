import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { Announce } from '#/platform/events.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Grant } from './account.ts'
import { accountFor } from './accounts.ts'
import { invited } from './events.ts'
import { columnsOf, grantInForce } from './grants.ts'
import type { RoleName } from './role.ts'

/** Long enough for holidays; the list of people says when one is over, and sends another. */
export const invitationLife = Temporal.Duration.from({ hours: 21 * 24 })
/** A second press sends nothing; the next day one may have lost the mail. */
const rest = Temporal.Duration.from({ hours: 1 })

export interface Invitation {
  readonly email: string
  /** Of a new account; someone who has one keeps theirs. */
  readonly name: string
  readonly grant: Grant & { readonly role: Exclude<RoleName, 'pupil'> }
  /** Who invites: an account; undefined: the platform itself. */
  readonly by: string | undefined
  /** When the role will end. */
  readonly until?: Temporal.Instant | undefined
  /** The grant that is lent. */
  readonly lentFrom?: string | undefined
}

export interface Invited {
  readonly accountId: string
  /** `held`: the person has this role already, nothing is sent. `waiting`: was invited within the hour. */
  readonly outcome: 'sent' | 'sent-again' | 'waiting' | 'held'
}

interface Store {
  readonly clock: Clock
  readonly newId: NewId
  readonly announce: Announce
}

/**
 * Offers a role by mail, in the caller's transaction, which has judged whether `by` may (see `mayGive`). The account is there at once,
 * the grant once the link is accepted. Inviting again sends the same link again; somebody who holds the role is left in peace.
 */
export async function invite(services: Store, tx: Db, invitation: Invitation): Promise<Invited> {
  const { email, name, grant, by, until, lentFrom } = invitation
  const now = services.clock.now()
  const accountId = await accountFor(services, tx, { email, name })
  const columns = columnsOf(grant)
  const held = await grantInForce(tx, accountId, grant, now)
  if (held && isNoShorter(held.ends_at ?? undefined, until)) return { accountId, outcome: 'held' }
  const expiresAt = now.add(invitationLife)
  const added = await tx
    .insertInto('invitations')
    .values({
      id: services.newId(),
      account_id: accountId,
      ...columns,
      given_by: by ?? null,
      until: until?.toString() ?? null,
      delegated_from: lentFrom ?? null,
      created_at: now.toString(),
      expires_at: expiresAt.toString(),
      sent: 1,
      accepted_at: null,
      withdrawn_at: null,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) {
    await services.announce(tx, invited, { invitationId: added.id, accountId, sent: 1 })
    return { accountId, outcome: 'sent' }
  }
  const waiting = await tx
    .selectFrom('invitations')
    .select(['id', 'expires_at', 'sent'])
    .where('account_id', '=', accountId)
    .where((on) => on.and(columns))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  // Accepted or withdrawn by another request at this very moment: the next press sees what it became.
  if (!waiting) return { accountId, outcome: 'waiting' }
  const isFresh = Temporal.Instant.compare(waiting.expires_at.subtract(invitationLife).add(rest), now) > 0
  const sent = isFresh ? waiting.sent : waiting.sent + 1
  await tx
    .updateTable('invitations')
    .set({
      until: until?.toString() ?? null,
      delegated_from: lentFrom ?? null,
      given_by: by ?? null,
      ...(isFresh ? {} : { expires_at: expiresAt.toString(), sent }),
    })
    .where('id', '=', waiting.id)
    .execute()
  if (isFresh) return { accountId, outcome: 'waiting' }
  await services.announce(tx, invited, { invitationId: waiting.id, accountId, sent })
  return { accountId, outcome: 'sent-again' }
}

/** Whether a role held until `held` (undefined: without an end) makes one until `wanted` needless. */
const isNoShorter = (held: Temporal.Instant | undefined, wanted: Temporal.Instant | undefined): boolean =>
  held === undefined || (wanted !== undefined && Temporal.Instant.compare(held, wanted) >= 0)
