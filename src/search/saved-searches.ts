import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** A search that someone wants to hear about. */
export interface SavedSearch {
  readonly territoryId: string
  readonly id: string
  readonly accountId: string
  /** Of the address, without page and order. */
  readonly query: string
  readonly title: string
  readonly savedAt: Temporal.Instant
  readonly lookedAt: Temporal.Instant
}

const mostSaved = 10

/** Saves a search; the same again changes nothing. `too_many`: ten a person. */
export function saveSearch(
  { db, clock, newId }: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, accountId, query, title }: Pick<SavedSearch, 'territoryId' | 'accountId' | 'query' | 'title'>,
): Promise<'saved' | 'too_many'> {
  const now = clock.now().toString()
  return db.transaction().execute(async (tx) => {
    const living = await tx
      .selectFrom('saved_searches')
      .select(['territory_id', 'query'])
      .where('account_id', '=', accountId)
      .where('stopped_at', 'is', null)
      .execute()
    if (living.some((row) => row.territory_id === territoryId && row.query === query)) return 'saved'
    if (living.length >= mostSaved) return 'too_many'
    await tx
      .insertInto('saved_searches')
      .values({
        ...{ territory_id: territoryId, id: newId(), account_id: accountId, query, title },
        ...{ saved_at: now, looked_at: now, stopped_at: null },
      })
      .onConflict((on) => on.doNothing())
      .execute()
    return 'saved'
  })
}

/** The searches of an account that are alive, the last saved first. */
export async function listSearches(db: Db, accountId: string): Promise<SavedSearch[]> {
  const rows = await db
    .selectFrom('saved_searches')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('stopped_at', 'is', null)
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostSaved)
    .execute()
  return rows.map(searchOf)
}

/** Some searches, whatever became of them. */
export async function findSearches(db: Db, territoryId: string, ids: readonly string[]): Promise<SavedSearch[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('saved_searches')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .where('stopped_at', 'is', null)
    .execute()
  return rows.map(searchOf)
}

/** Stops a search of the account, or starts it again from now on. */
export async function setStopped(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { accountId, id, stopped }: { readonly accountId: string; readonly id: string; readonly stopped: boolean },
): Promise<void> {
  const now = clock.now().toString()
  const row = await db
    .selectFrom('saved_searches')
    .select(['territory_id', 'query'])
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!row) return
  if (!stopped) {
    const twin = await db
      .selectFrom('saved_searches')
      .select('id')
      .where('territory_id', '=', row.territory_id)
      .where('account_id', '=', accountId)
      .where('query', '=', row.query)
      .where('stopped_at', 'is', null)
      .executeTakeFirst()
    if (twin) return
  }
  await db
    .updateTable('saved_searches')
    .set(stopped ? { stopped_at: now } : { stopped_at: null, looked_at: now })
    .where('territory_id', '=', row.territory_id)
    .where('id', '=', id)
    .execute()
}

const purpose = 'search-alert'

/** What a link of a letter names the search with, to stop it without signing in. */
export const stopToken = ({ key }: Pick<Services, 'key'>, { id }: Pick<SavedSearch, 'id'>): string =>
  `${id}.${key.mac(purpose, id)}`

/** The search that a link of a letter names, stopped or not; undefined when the link is not one of ours. */
export async function searchOfToken(
  { db, key }: Pick<Services, 'db' | 'key'>,
  token: string,
): Promise<(SavedSearch & { readonly stopped: boolean }) | undefined> {
  const [id = '', mac = ''] = token.split('.')
  if (!/^[0-9a-f-]{36}$/.test(id) || !key.isMac(purpose, id, mac)) return undefined
  const row = await db.selectFrom('saved_searches').selectAll().where('id', '=', id).executeTakeFirst()
  return row && { ...searchOf(row), stopped: row.stopped_at !== null }
}

interface Row {
  readonly territory_id: string
  readonly id: string
  readonly account_id: string
  readonly query: string
  readonly title: string
  readonly saved_at: Temporal.Instant
  readonly looked_at: Temporal.Instant
}

const searchOf = (row: Row): SavedSearch => ({
  territoryId: row.territory_id,
  id: row.id,
  accountId: row.account_id,
  query: row.query,
  title: row.title,
  savedAt: row.saved_at,
  lookedAt: row.looked_at,
})
