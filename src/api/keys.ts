import './tables.ts'
import { type Selectable, sql } from 'kysely'
import { rolesOfAccount } from '#/identity/index.ts'
import { type At, follows, readWithin } from '#/indicators/index.ts'
import { type Db, moment, type Schema } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { isKey, restoreLife } from './key.ts'

/** A key that somebody made for a program. */
export interface ApiKey {
  readonly id: string
  readonly territoryId: string
  readonly accountId: string
  readonly name: string
  /** Undefined: the whole territory. */
  readonly at: At | undefined
  readonly madeAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly lastUsedAt: Temporal.Instant | undefined
  readonly takenBackAt: Temporal.Instant | undefined
}

const keyOf = (row: Selectable<Schema['api_keys']>): ApiKey => ({
  id: row.id,
  territoryId: row.territory_id,
  accountId: row.account_id,
  name: row.name,
  at: readWithin(row.within),
  madeAt: row.made_at,
  endsAt: row.ends_at,
  lastUsedAt: row.last_used_at ?? undefined,
  takenBackAt: row.taken_back_at ?? undefined,
})

/** A key by its id. */
export async function findKey(db: Db, territoryId: string, id: string): Promise<ApiKey | undefined> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && keyOf(row)
}

/** How many keys are listed at once: those beyond are older, and nobody makes so many. */
const listed = 100

/** The keys of a territory that were not taken back, the newest first; of one person where one is given. */
export async function listKeys(
  db: Db,
  territoryId: string,
  accountId?: string,
): Promise<readonly (ApiKey & { readonly maker: string })[]> {
  let query = db
    .selectFrom('api_keys as k')
    .leftJoin('accounts as a', 'a.id', 'k.account_id')
    .selectAll('k')
    .select('a.name as maker')
    .where('k.territory_id', '=', territoryId)
    .where('k.taken_back_at', 'is', null)
  if (accountId !== undefined) query = query.where('k.account_id', '=', accountId)
  const rows = await query.orderBy('k.id', 'desc').limit(listed).execute()
  return rows.map((row) => ({ ...keyOf(row), maker: row.maker ?? '' }))
}

/** Why a key opens nothing. */
export type KeyRefusal = 'unknown' | 'ended' | 'orphan'

/** Every use is not written down: some minutes are near enough. */
const lastUseEvery = Temporal.Duration.from({ minutes: 5 })

/** What a secret opens, as long as its maker follows the area; the use is noted. */
export async function openKey(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  secret: string,
): Promise<ApiKey | KeyRefusal> {
  if (!isKey(secret)) return 'unknown'
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('secret_hash', '=', sha256Hex(secret))
    .executeTakeFirst()
  if (!row || row.taken_back_at) return 'unknown'
  const now = clock.now()
  const key = keyOf(row)
  if (Temporal.Instant.compare(key.endsAt, now) <= 0) return 'ended'
  const { held } = await rolesOfAccount(db, key.accountId, now)
  if (!(await follows(db, key.territoryId, held, key.at))) return 'orphan'
  const stale = now.subtract(lastUseEvery)
  if (!key.lastUsedAt || Temporal.Instant.compare(key.lastUsedAt, stale) < 0)
    await db
      .updateTable('api_keys')
      .set({ last_used_at: now.toString() })
      .where('territory_id', '=', key.territoryId)
      .where('id', '=', key.id)
      .execute()
  return key
}

/** How many keys of a person open something. */
export async function countKeys(
  db: Db,
  territoryId: string,
  accountId: string,
  now: Temporal.Instant,
): Promise<number> {
  const { count } = await db
    .selectFrom('api_keys')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('account_id', '=', accountId)
    .where('taken_back_at', 'is', null)
    .where('ends_at', '>', moment(now))
    .executeTakeFirstOrThrow()
  return count
}

/** Takes a key back, or gives it back some hours later; false where nothing changed. */
export async function setTakenBack(
  tx: Db,
  { territoryId, id }: Pick<ApiKey, 'territoryId' | 'id'>,
  taken: boolean,
  now: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .updateTable('api_keys')
    .set({ taken_back_at: taken ? now.toString() : null })
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .where(
      taken ? sql<boolean>`taken_back_at is null` : sql<boolean>`taken_back_at > ${moment(now.subtract(restoreLife))}`,
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
