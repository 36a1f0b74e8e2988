import './tables.ts'
import type { FieldError } from '#/design/index.ts'
import type { Account } from '#/identity/index.ts'
import { type At, boardRoles, follows, withinOf } from '#/indicators/index.ts'
import { groundsOf, record } from '#/journal/index.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { Territory } from '#/territory/index.ts'
import { type AskedKey, mostKeys, newKey } from './key.ts'
import { type ApiKey, countKeys, setTakenBack } from './keys.ts'

type Store = Pick<Services, 'db' | 'clock' | 'newId'>

/** Of an area that somebody follows. */
interface Made extends AskedKey {
  /** Drawn with the form: sending it twice makes one key, whose last secret opens. */
  readonly id: string
  readonly territory: Territory
  readonly account: Account
  readonly at: At | undefined
}

/** Makes a key, and returns the secret: nobody sees it again. */
export async function makeKey(store: Store, made: Made): Promise<{ readonly secret: string } | readonly FieldError[]> {
  const { db, clock } = store
  const { id, territory, account, at, name, lastDay } = made
  const now = clock.now()
  if (!(await follows(db, territory.id, account.grants, at)))
    return [{ name: 'zone', message: 'Choisissez un lieu que vous suivez.' }]
  const secret = newKey()
  const row = { account_id: account.id, name, within: withinOf(at), secret_hash: sha256Hex(secret) }
  const endsAt = lastDay.add({ days: 1 }).toZonedDateTime(territory.timeZone).toInstant()
  return db.transaction().execute(async (tx) => {
    // One after the other for one person, so that a double click is not two keys.
    await tx.selectFrom('accounts').select('id').where('id', '=', account.id).forUpdate().execute()
    const again = await tx
      .updateTable('api_keys')
      .set({ secret_hash: row.secret_hash })
      .where((on) => on.and({ territory_id: territory.id, id, account_id: account.id, name, within: row.within }))
      .where('last_used_at', 'is', null)
      .where('taken_back_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (again) return { secret }
    if ((await countKeys(tx, territory.id, account.id, now)) >= mostKeys)
      return [{ name: 'nom', message: `Vous avez déjà ${mostKeys} clés. Retirez celles qui ne servent plus.` }]
    const added = await tx
      .insertInto('api_keys')
      .values({ territory_id: territory.id, id, ...row, made_at: now.toString(), ends_at: endsAt.toString() })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return [{ name: 'nom', message: 'Cette clé a déjà été faite. Donnez un nom pour en faire une autre.' }]
    await journal(store, tx, { id, territoryId: territory.id, at }, account, 'api-key.made')
    return { secret }
  })
}

/** Takes a key back, which opens nothing from then on, or gives it back within a day. */
export async function takeBackKey(store: Store, account: Account, key: ApiKey, taken = true): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    const changed = await setTakenBack(tx, key, taken, store.clock.now())
    if (changed) await journal(store, tx, key, account, taken ? 'api-key.taken-back' : 'api-key.restored')
    return changed
  })
}

const journal = (
  store: Store,
  tx: Services['db'],
  { territoryId, id, at }: Pick<ApiKey, 'territoryId' | 'id' | 'at'>,
  account: Account,
  what: 'api-key.made' | 'api-key.taken-back' | 'api-key.restored',
) =>
  record(store, tx, {
    ...groundsOf(account, boardRoles, {
      territoryId,
      ...(at?.level === 'bassin' ? { bassin: at.code } : {}),
    }),
    ...{ territoryId, what, about: { kind: 'api-key', id } },
  })
