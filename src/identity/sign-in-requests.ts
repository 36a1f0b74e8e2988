import './tables.ts'
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Announce } from '#/platform/events.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import { findAccountId } from './accounts.ts'
import { refund, spend } from './budgets.ts'
import { signInAsked } from './events.ts'
import { readLinkToken } from './link-token.ts'

/** Long enough to open a mailbox, short enough for a screen that others see. */
export const requestLife = Temporal.Duration.from({ minutes: 15 })
/** Wrong codes before a request is over. One in 200,000 requests would be guessed. */
const mostAttempts = 5

interface Store {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
  readonly key: ServerKey
  readonly announce: Announce
}

/**
 * Asks for the mail that signs in, and returns the request's id: the same whether somebody has the address or not. A source or an
 * account that asked for too much gets no further mail, and no other answer either.
 */
export async function askToSignIn(
  services: Store,
  { email, source }: { readonly email: string; readonly source: string },
): Promise<string> {
  const { db, clock, newId, announce } = services
  const now = clock.now()
  const address = email.trim().toLowerCase()
  const isAllowed = (await spend(services, 'ask.source-account', `${source} ${address}`))
    ? await spend(services, 'ask.account', address)
    : false
  const id = newId()
  await db
    .deleteFrom('sign_in_requests')
    .where('expires_at', '<', moment(now.subtract({ hours: 24 })))
    .execute()
  await db.transaction().execute(async (tx) => {
    const accountId = isAllowed ? await findAccountId(tx, address) : undefined
    await tx
      .insertInto('sign_in_requests')
      .values({
        id,
        account_id: accountId ?? null,
        created_at: now.toString(),
        expires_at: now.add(requestLife).toString(),
        used_at: null,
      })
      .execute()
    if (accountId !== undefined) await announce(tx, signInAsked, { requestId: id, accountId })
  })
  return id
}

/** The six digits of a request: derived, so that nothing that opens it is kept anywhere. */
export function codeOfRequest(key: ServerKey, requestId: string): string {
  const bytes = createHash('sha256').update(key.mac('sign-in code', requestId)).digest()
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

export type RequestState = 'good' | 'unknown' | 'used' | 'expired' | 'dead'
type Way = 'browser' | 'link'

/** What a request is worth now by one of its ways: typed where it was asked, or through the mail's link. */
export async function inspectRequest({ db, clock }: Store, id: string, way: Way): Promise<RequestState> {
  const row = await db.selectFrom('sign_in_requests').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return 'unknown'
  if (row.used_at) return 'used'
  if (Temporal.Instant.compare(row.expires_at, clock.now()) <= 0) return 'expired'
  return row[`${way}_attempts`] >= mostAttempts ? 'dead' : 'good'
}

/** Why a request does not sign in. `wrong`: how many tries are left. `held`: too many wrong codes for this account; the mail's link opens. */
export type RequestRefusal =
  | { readonly why: Exclude<RequestState, 'good'> | 'held' }
  | { readonly why: 'wrong'; readonly left: number }
type Used = { readonly accountId: string } | RequestRefusal

/** Signs in by the code typed in the browser that asked. `email`: what it asked for; wrong codes are counted for it, known or not. */
export async function useRequestCode(
  services: Store,
  { id, email }: { readonly id: string; readonly email: string },
  typed: string,
): Promise<Used> {
  const subject = email.trim().toLowerCase()
  if (!(await spend(services, 'code.account', subject))) return { why: 'held' }
  const used = await tryCode(services, id, 'browser', readCode(typed) === codeOfRequest(services.key, id))
  if (!('why' in used) || used.why === 'expired' || used.why === 'used') await refund(services, 'code.account', subject)
  return used
}

/** Signs in by the mail's link: alone in the browser that asked (`asked`: its request), with the code that stands in the mail in another. */
export async function useRequestLink(
  services: Store,
  token: string,
  { asked, typed = '' }: { readonly asked: string | undefined; readonly typed?: string },
): Promise<Used> {
  const id = readRequestLink(services.key, token)
  if (id === undefined) return { why: 'unknown' }
  return tryCode(services, id, 'link', id === asked || readCode(typed) === codeOfRequest(services.key, id))
}

/** The request of a link's token; undefined when we did not make it. */
export const readRequestLink = (key: ServerKey, token: string): string | undefined =>
  readLinkToken(key, 'sign-in', token)

const readCode = (typed: string): string => typed.replaceAll(/\D/g, '')

/** Counts the try before judging it, so that many at the same time get no more tries than one after the other. */
async function tryCode(services: Store, id: string, way: Way, isRight: boolean): Promise<Used> {
  const { db, clock } = services
  const now = clock.now()
  const column = `${way}_attempts` as const
  const tried = await db
    .updateTable('sign_in_requests')
    .set(isRight ? { used_at: now.toString() } : { [column]: sql`${sql.ref(column)} + 1` })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', moment(now))
    .where(column, '<', mostAttempts)
    // The code of a request that no mail was sent for opens nothing.
    .where((on) => (isRight ? on('account_id', 'is not', null) : on.lit(true)))
    .returning(['account_id', 'browser_attempts', 'link_attempts'])
    .executeTakeFirst()
  if (!tried) {
    const state = await inspectRequest(services, id, way)
    return { why: state === 'good' ? 'used' : state }
  }
  if (isRight && tried.account_id !== null) return { accountId: tried.account_id }
  const left = mostAttempts - tried[column]
  return left > 0 ? { why: 'wrong', left } : { why: 'dead' }
}
