import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'
import type { Account } from './account.ts'
import { grantsInForce } from './grants.ts'
import { secondStepRoles } from './second-step.ts'

/** A session lasts while it is used, and a week at most: shared desks are common in schools. */
const idle = Temporal.Duration.from({ hours: 12 })
const longest = Temporal.Duration.from({ hours: 7 * 24 })
/** The secret changes this often while in use: one that leaked is soon worth nothing. */
const sameSecret = Temporal.Duration.from({ hours: 4 })
/** Requests under way at the change still carry the former secret; past this, one of them means that the answer with the new one was lost. */
const changing = Temporal.Duration.from({ minutes: 1 })
/** « Dernière utilisation » needs no more precision, and a row is not written at each page. */
const noted = Temporal.Duration.from({ minutes: 10 })

type Store = { readonly db: Db; readonly clock: Clock; readonly newId: NewId }

export interface NewSession {
  /** In words (see deviceWords). */
  readonly device?: string
  /** The identity provider one came by, and its sealed proof. */
  readonly provider?: { readonly id: string; readonly idToken: string | undefined } | undefined
}

/** Opens a session and returns the secret for the browser's cookie. Sessions that are over are swept here: nothing else needs to. */
export async function openSession(
  { db, clock, newId }: Store,
  accountId: string,
  { device = '', provider }: NewSession = {},
): Promise<string> {
  const now = clock.now()
  const secret = newSecret()
  await db.deleteFrom('sessions').where('expires_at', '<', moment(now)).execute()
  await db
    .insertInto('sessions')
    .values({
      id_sha256: sha256Hex(secret),
      id: newId(),
      account_id: accountId,
      created_at: now.toString(),
      expires_at: now.add(idle).toString(),
      device,
      last_used_at: now.toString(),
      rotated_at: now.toString(),
      former_sha256: null,
      second_step_at: null,
      provider: provider?.id ?? null,
      id_token: provider?.idToken ?? null,
    })
    .execute()
  return secret
}

/** A session as a request meets it. */
export interface FoundSession {
  readonly id: string
  readonly account: Account
  /** The new secret for the browser's cookie, when it changed. */
  readonly renewed: string | undefined
}

/** Who holds the session; undefined when it is unknown or over. Use prolongs it, and changes its secret from time to time. */
export async function readSession({ db, clock }: Store, secret: string): Promise<FoundSession | undefined> {
  const now = clock.now()
  const hash = sha256Hex(secret)
  const session = await db
    .selectFrom('sessions as s')
    .innerJoin('accounts as a', 'a.id', 's.account_id')
    .selectAll('s')
    .select(['a.name', 'a.email', 'a.demonstration'])
    .where((on) => on.or([on('s.id_sha256', '=', hash), on('s.former_sha256', '=', hash)]))
    .executeTakeFirst()
  if (!session || isPast(session.expires_at, now)) return undefined
  const isFormer = session.id_sha256 !== hash
  const rotatedAt = session.rotated_at ?? session.created_at
  // The new secret was seen: the former is good no more, but for requests that left before.
  const isConfirmed = !isFormer && session.former_sha256 !== null && isPast(rotatedAt.add(changing), now)
  const isDue = isPast(rotatedAt.add(isFormer ? changing : sameSecret), now)
  const renewed = isDue ? await renewSecret(db, session.id, session.id_sha256, hash, now) : undefined
  const end = earlier(now.add(idle), session.created_at.add(longest))
  if (isConfirmed || !session.last_used_at || isPast(session.last_used_at.add(noted), now))
    await db
      .updateTable('sessions')
      .set({
        expires_at: end.toString(),
        last_used_at: now.toString(),
        ...(isConfirmed && renewed === undefined ? { former_sha256: null } : {}),
      })
      .where('id', '=', session.id)
      .execute()
  const grants = await grantsInForce(db, session.account_id, now)
  // Invented people are open to anyone from the first page: a second step would protect nothing.
  const needsStep = session.second_step_at === null && !session.demonstration
  const withheld = needsStep ? grants.map(({ role }) => role).filter((role) => secondStepRoles.includes(role)) : []
  return {
    id: session.id,
    renewed,
    account: {
      id: session.account_id,
      name: session.name,
      email: session.email ?? undefined,
      grants: grants.filter(({ role }) => !withheld.includes(role)),
      ...(withheld.length > 0 ? { withheld } : {}),
    },
  }
}

/** Changes a session's secret; of two requests at the same time one does. `former` stays good until the new one is seen. */
async function renewSecret(
  db: Db,
  id: string,
  current: string,
  former: string,
  now: Temporal.Instant,
): Promise<string | undefined> {
  const secret = newSecret()
  const changed = await db
    .updateTable('sessions')
    .set({ id_sha256: sha256Hex(secret), former_sha256: former, rotated_at: now.toString() })
    .where('id', '=', id)
    .where('id_sha256', '=', current)
    .returning('id')
    .executeTakeFirst()
  return changed && secret
}

/** Notes that the second step was passed, and changes the secret at once: what was worth little before must not be worth more now. */
export async function passSecondStep({ db, clock }: Store, sessionId: string): Promise<string> {
  const secret = newSecret()
  const now = clock.now().toString()
  await db
    .updateTable('sessions')
    .set({ id_sha256: sha256Hex(secret), former_sha256: null, rotated_at: now, second_step_at: now })
    .where('id', '=', sessionId)
    .execute()
  return secret
}

/** Ends the session, if there is one. Returns the identity provider it came by, with its sealed proof. */
export async function closeSession(
  db: Db,
  secret: string,
): Promise<{ readonly provider: string; readonly idToken: string | undefined } | undefined> {
  const hash = sha256Hex(secret)
  const closed = await db
    .deleteFrom('sessions')
    .where((on) => on.or([on('id_sha256', '=', hash), on('former_sha256', '=', hash)]))
    .returning(['provider', 'id_token'])
    .executeTakeFirst()
  return closed?.provider ? { provider: closed.provider, idToken: closed.id_token ?? undefined } : undefined
}

export interface ListedSession {
  readonly id: string
  readonly device: string
  readonly createdAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant
}

/** The open sessions of an account, the latest used first. */
export async function listSessions({ db, clock }: Store, accountId: string): Promise<readonly ListedSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'device', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', moment(clock.now()))
    .orderBy('last_used_at', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ id, device, created_at, last_used_at }) => ({
    id,
    device,
    createdAt: created_at,
    lastUsedAt: last_used_at ?? created_at,
  }))
}

/** Ends sessions of an account: one, or all but one. */
export async function endSessions(
  db: Db,
  accountId: string,
  which: { readonly only: string } | { readonly allBut: string },
): Promise<void> {
  let query = db.deleteFrom('sessions').where('account_id', '=', accountId)
  query = 'only' in which ? query.where('id', '=', which.only) : query.where('id', '<>', which.allBut)
  await query.execute()
}

const isPast = (instant: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(instant, now) <= 0

const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.compare(a, b) < 0 ? a : b
