import { type Account, holds, rolesOfAccount } from '#/identity/index.ts'
import { follows, nameOf } from '#/indicators/index.ts'
import type { Services } from '#/platform/services.ts'
import { type ApiKey, listKeys } from './keys.ts'

/** A key as its maker and the coordination see it. */
export interface ListedKey extends ApiKey {
  readonly maker: string
  readonly area: string
  /** `orphan`: whoever made it no longer follows the area. */
  readonly state: 'open' | 'ended' | 'orphan'
}

/** Whether someone may see and take back the keys of others: who coordinates the whole territory. */
export const mayKeep = (account: Account, { territoryId, accountId }: Pick<ApiKey, 'territoryId' | 'accountId'>) =>
  accountId === account.id || holds(account, ['coordinator'], { territoryId })

/** The keys that someone may take back, each with where it stands. */
export async function readKeys(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  account: Account,
  territory: { readonly id: string; readonly name: string },
): Promise<readonly ListedKey[]> {
  const isKeeper = holds(account, ['coordinator'], { territoryId: territory.id })
  const keys = await listKeys(db, territory.id, isKeeper ? undefined : account.id)
  const now = clock.now()
  // A handful of people make keys: one question each, not one for each key.
  const roles = new Map<string, Awaited<ReturnType<typeof rolesOfAccount>>['held']>()
  for (const { accountId } of keys)
    if (!roles.has(accountId)) roles.set(accountId, (await rolesOfAccount(db, accountId, now)).held)
  return Promise.all(
    keys.map(async (key): Promise<ListedKey> => {
      const isOpen = await follows(db, territory.id, roles.get(key.accountId) ?? [], key.at)
      const isOver = Temporal.Instant.compare(key.endsAt, now) <= 0
      const area = key.at ? ((await nameOf(db, territory.id, key.at)) ?? key.at.code) : territory.name
      return { ...key, area, state: isOver ? 'ended' : isOpen ? 'open' : 'orphan' }
    }),
  )
}
