import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Announce } from '#/platform/events.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Grant } from './account.ts'
import { roleChanged } from './events.ts'
import { giveGrant, grantOf, grantsWithLender, isInForce } from './grants.ts'
import { readLinkToken } from './link-token.ts'

export type InvitationState = 'good' | 'unknown' | 'accepted' | 'withdrawn' | 'expired'

/** An invitation, as its link shows it. */
export interface FoundInvitation {
  readonly id: string
  readonly state: Exclude<InvitationState, 'unknown'>
  readonly accountId: string
  readonly email: string
  readonly name: string
  readonly grant: Grant
  /** Who invites; undefined: the platform itself. */
  readonly by: string | undefined
  readonly until: Temporal.Instant | undefined
  readonly isLent: boolean
}

type Store = { readonly db: Db; readonly clock: Clock }

/** The invitation of an id, whatever became of it. */
export async function findInvitation({ db, clock }: Store, id: string): Promise<FoundInvitation | undefined> {
  const row = await db
    .selectFrom('invitations as i')
    .innerJoin('accounts as a', 'a.id', 'i.account_id')
    .leftJoin('accounts as by', 'by.id', 'i.given_by')
    .selectAll('i')
    .select(['a.email', 'a.name', 'by.name as by_name'])
    .where('i.id', '=', id)
    .executeTakeFirst()
  const grant = row && grantOf(row)
  if (!row || !grant) return undefined
  const isOver = Temporal.Instant.compare(row.expires_at, clock.now()) <= 0
  return {
    id,
    state: row.accepted_at ? 'accepted' : row.withdrawn_at ? 'withdrawn' : isOver ? 'expired' : 'good',
    accountId: row.account_id,
    email: row.email ?? '',
    name: row.name,
    grant,
    by: row.by_name ?? undefined,
    until: row.until ?? undefined,
    isLent: row.delegated_from !== null,
  }
}

/** The invitation of a link's token. Looking does not use it: software that reads mail opens links. */
export async function readInvitation(
  services: Store & { readonly key: ServerKey },
  token: string,
): Promise<FoundInvitation | undefined> {
  const id = readLinkToken(services.key, 'invitation', token)
  return id === undefined ? undefined : findInvitation(services, id)
}

/** Accepts an invitation and gives the role; of two requests at the same time one does. Returns the account, or why not. */
export async function acceptInvitation(
  services: Store & { readonly key: ServerKey; readonly newId: NewId; readonly announce: Announce },
  token: string,
): Promise<{ readonly accountId: string } | { readonly why: Exclude<InvitationState, 'good'> }> {
  const { db, clock, key } = services
  const id = readLinkToken(key, 'invitation', token)
  if (id === undefined) return { why: 'unknown' }
  const now = clock.now()
  const accountId = await db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('invitations')
      .set({ accepted_at: now.toString() })
      .where('id', '=', id)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', moment(now))
      .where((on) => on.or([on('until', 'is', null), on('until', '>', moment(now))]))
      .returningAll()
      .executeTakeFirst()
    const grant = row && grantOf(row)
    if (!row || !grant) return undefined
    await giveGrant(services, tx, row.account_id, grant, {
      by: row.given_by ?? undefined,
      until: row.until ?? undefined,
      lentFrom: row.delegated_from ?? undefined,
    })
    await services.announce(tx, roleChanged, {
      what: 'given',
      grant,
      accountId: row.account_id,
      by: { accountId: row.account_id, role: undefined, why: 'link' },
    })
    return row.account_id
  })
  if (accountId !== undefined) return { accountId }
  const found = await findInvitation(services, id)
  return { why: found === undefined ? 'unknown' : found.state === 'good' ? 'expired' : found.state }
}

/** Takes an invitation back, if nobody accepted it yet. */
export async function withdrawInvitation({ db, clock }: Store, id: string): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ withdrawn_at: clock.now().toString() })
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** Whether the grant that would be lent is in force. */
export async function isLendable(db: Db, grantId: string, now: Temporal.Instant): Promise<boolean> {
  const row = await grantsWithLender(db)
    .select('g.id')
    .where('g.id', '=', grantId)
    .where('g.delegated_from', 'is', null)
    .where(isInForce(now))
    .executeTakeFirst()
  return row !== undefined
}
