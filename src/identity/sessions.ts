import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'
import type { Account } from './account.ts'
import { findAccount } from './accounts.ts'

/** A session lasts while it is used, and a week at most: shared desks are common in schools. */
const idle = Temporal.Duration.from({ hours: 12 })
const longest = Temporal.Duration.from({ hours: 7 * 24 })

type Store = { readonly db: Db; readonly clock: Clock }

/** Opens a session and returns the secret for the browser's cookie. Sessions that are over are swept here: nothing else needs to. */
export async function openSession({ db, clock }: Store, accountId: string): Promise<string> {
  const now = clock.now()
  const secret = newSecret()
  await db.deleteFrom('sessions').where('expires_at', '<', moment(now)).execute()
  await db
    .insertInto('sessions')
    .values({
      id_sha256: sha256Hex(secret),
      account_id: accountId,
      created_at: now.toString(),
      expires_at: now.add(idle).toString(),
    })
    .execute()
  return secret
}

/** Who holds the session; undefined when it is unknown or over. Use prolongs it, written once an hour at most. */
export async function readSession({ db, clock }: Store, secret: string): Promise<Account | undefined> {
  const now = clock.now()
  const hash = sha256Hex(secret)
  const session = await db
    .selectFrom('sessions')
    .select(['account_id', 'created_at', 'expires_at'])
    .where('id_sha256', '=', hash)
    .executeTakeFirst()
  if (!session || Temporal.Instant.compare(session.expires_at, now) <= 0) return undefined
  const end = earlier(now.add(idle), session.created_at.add(longest))
  if (session.expires_at.until(end).total('hours') >= 1)
    await db.updateTable('sessions').set({ expires_at: end.toString() }).where('id_sha256', '=', hash).execute()
  return findAccount(db, session.account_id, now)
}

/** Ends the session, if there is one. */
export async function closeSession(db: Db, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('id_sha256', '=', sha256Hex(secret)).execute()
}

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) < 0 ? a : b
