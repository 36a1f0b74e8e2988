import './tables.ts'
import { addressOf } from '#/addresses.ts'
import { type Account, linkToken, readLinkToken, rolesOfAccount, schoolStaff } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import type { Services } from '#/platform/services.ts'
import { readWithin } from '../board-view.ts'
import { follows } from '../follow.ts'
import { staffWithin } from './staff-calendar.ts'

/** Whose calendar reads what; `within` as in the address of a dashboard, empty for the whole territory; or `staffWithin`. */
export interface FeedOf {
  readonly territoryId: string
  readonly accountId: string
  readonly within: string
}

/** Makes the address, or gives another one in the place of the former, which opens nothing from then on. */
export async function renewFeed(
  { db, clock, newId }: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, accountId, within }: FeedOf,
): Promise<void> {
  const made = { id: newId(), made_at: clock.now().toString() }
  await db
    .insertInto('calendar_feeds')
    .values({ territory_id: territoryId, account_id: accountId, within, ...made })
    .onConflict((on) => on.columns(['territory_id', 'account_id', 'within']).doUpdateSet(made))
    .execute()
}

/** Takes the address back; nothing happens where there is none. */
export async function removeFeed(db: Db, { territoryId, accountId, within }: FeedOf): Promise<void> {
  await db
    .deleteFrom('calendar_feeds')
    .where('territory_id', '=', territoryId)
    .where('account_id', '=', accountId)
    .where('within', '=', within)
    .execute()
}

/** The address that stands, without the origin. */
export async function findFeed(
  { db, key }: { readonly db: Db; readonly key: ServerKey },
  { territoryId, accountId, within }: FeedOf,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('calendar_feeds')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('account_id', '=', accountId)
    .where('within', '=', within)
    .executeTakeFirst()
  return row && addressOf('calendarFeed', { token: linkToken(key, 'calendar', row.id) })
}

/** What a token opens, as long as its maker still holds a role that opens it; with the roles that they hold now. */
export async function openFeed(
  { db, key, clock }: Pick<Services, 'db' | 'key' | 'clock'>,
  token: string,
): Promise<(FeedOf & { readonly account: Pick<Account, 'id' | 'grants'> }) | undefined> {
  const id = readLinkToken(key, 'calendar', token)
  if (id === undefined) return undefined
  const row = await db.selectFrom('calendar_feeds').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const { held } = await rolesOfAccount(db, row.account_id, clock.now())
  const { territory_id: territoryId, account_id: accountId, within } = row
  const opens =
    within === staffWithin
      ? held.some((grant) => schoolStaff.some((role) => role === grant.role) && grant.territoryId === territoryId)
      : await follows(db, territoryId, held, readWithin(within))
  return opens ? { territoryId, accountId, within, account: { id: accountId, grants: held } } : undefined
}
