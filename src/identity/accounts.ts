import './tables.ts'
import { sql } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Account, Grant } from './account.ts'
import { isRole } from './role.ts'

const everywhere = '*'

/** The account of an id, with its roles in force; undefined where there is none. A role that this version does not know opens nothing. */
export async function findAccount(db: Db, id: string, now: Temporal.Instant): Promise<Account | undefined> {
  const account = await db
    .selectFrom('accounts')
    .select(['id', 'email', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!account) return undefined
  const { id: accountId, email, name } = account
  return { id: accountId, name, email: email ?? undefined, grants: await grantsInForce(db, id, now) }
}

async function grantsInForce(db: Db, accountId: string, now: Temporal.Instant): Promise<Grant[]> {
  const rows = await db
    .selectFrom('grants')
    .select(['role', 'territory_id', 'scope_kind', 'scope_id'])
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where((on) => on.or([on('starts_at', 'is', null), on('starts_at', '<=', moment(now))]))
    .where((on) => on.or([on('ends_at', 'is', null), on('ends_at', '>', moment(now))]))
    .orderBy('role')
    .orderBy('territory_id')
    .orderBy('scope_kind')
    .orderBy('scope_id')
    .execute()
  return rows.flatMap(({ role, territory_id, scope_kind, scope_id }): Grant[] =>
    isRole(role)
      ? [
          {
            role,
            territoryId: territory_id === everywhere ? undefined : territory_id,
            ...(scope_kind === '' ? {} : { scope: { kind: scope_kind, id: scope_id } }),
          },
        ]
      : [],
  )
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
    await addGrants({ db: tx, newId, clock }, id, grants)
    return id
  })
}

/** Gives roles to an account; one that it holds already is not doubled. */
export async function addGrants(
  { db, newId, clock }: { db: Db; newId: NewId; clock: Clock },
  accountId: string,
  grants: readonly Grant[],
): Promise<void> {
  if (grants.length === 0) return
  await db
    .insertInto('grants')
    .values(
      grants.map(({ role, territoryId, scope }) => ({
        id: newId(),
        account_id: accountId,
        role,
        territory_id: territoryId ?? everywhere,
        scope_kind: scope?.kind ?? ('' as const),
        scope_id: scope?.id ?? '',
        given_at: clock.now().toString(),
      })),
    )
    .onConflict((on) => on.doNothing())
    .execute()
}

export interface ListedAccount {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly demonstration: boolean
  /** `coordinator normandie`, … */
  readonly grants: readonly string[]
}

/** Accounts by name: all, or those of the demonstration only. */
export async function listAccounts(db: Db, only?: { demonstration: true }): Promise<ListedAccount[]> {
  let query = db
    .selectFrom('accounts as a')
    .leftJoin('grants as g', (join) => join.onRef('g.account_id', '=', 'a.id').on('g.ended_at', 'is', null))
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
