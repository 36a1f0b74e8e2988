import './tables.ts'
import { sql } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Account, Grant } from './account.ts'
import { isRole } from './role.ts'

const everywhere = '*'

/** The account of an id, with its roles; undefined where there is none. A role that this version does not know opens nothing. */
export async function findAccount(db: Db, id: string): Promise<Account | undefined> {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'email', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!account) return undefined
  const rows = await db
    .selectFrom('grants')
    .select(['role', 'territory_id'])
    .where('account_id', '=', id)
    .orderBy('role')
    .orderBy('territory_id')
    .execute()
  const grants = rows.flatMap(({ role, territory_id }): Grant[] =>
    isRole(role) ? [{ role, territoryId: territory_id === everywhere ? undefined : territory_id }] : [],
  )
  return { ...account, grants }
}

/** The id of the account of an e-mail address, in any case. */
export async function findAccountId(db: Db, email: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('accounts')
    .select('id')
    .where('email', '=', email.trim().toLowerCase())
    .executeTakeFirst()
  return row?.id
}

export interface NewAccount {
  readonly email: string
  readonly name: string
  readonly grants: readonly Grant[]
  /** Invented, and open to anyone from the first page. */
  readonly demonstration?: boolean
}

/** Adds an account, or gives the roles and the name to the one that has this e-mail address. Returns its id. */
export async function saveAccount(
  { db, newId, clock }: { db: Db; newId: NewId; clock: Clock },
  { email, name, grants, demonstration = false }: NewAccount,
): Promise<string> {
  return db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('accounts')
      .values({
        id: newId(),
        email: email.trim().toLowerCase(),
        name,
        demonstration,
        created_at: clock.now().toString(),
      })
      .onConflict((on) => on.column('email').doUpdateSet({ name }))
      .returning('id')
      .executeTakeFirstOrThrow()
    const rows = grants.map(({ role, territoryId }) => ({
      account_id: id,
      role,
      territory_id: territoryId ?? everywhere,
    }))
    if (rows.length > 0)
      await tx
        .insertInto('grants')
        .values(rows)
        .onConflict((on) => on.doNothing())
        .execute()
    return id
  })
}

export interface ListedAccount {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly demonstration: boolean
  /** `coordinator normandie`, … */
  readonly grants: readonly string[]
}

/** Accounts by name: all, or those of the demonstration only. */
export async function listAccounts(db: Db, only?: { demonstration: true }): Promise<ListedAccount[]> {
  let query = db
    .selectFrom('accounts as a')
    .leftJoin('grants as g', 'g.account_id', 'a.id')
    .select(['a.id', 'a.name', 'a.email', 'a.demonstration'])
    .select(
      sql<string[]>`coalesce(array_agg(g.role || ' ' || g.territory_id order by g.role, g.territory_id)
        filter (where g.role is not null), '{}')`.as('grants'),
    )
    .groupBy(['a.id', 'a.name', 'a.email', 'a.demonstration'])
    .orderBy('a.name')
  if (only) query = query.where('a.demonstration', '=', true)
  return query.execute()
}
