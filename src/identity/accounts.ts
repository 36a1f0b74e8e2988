import './tables.ts'
import { sql } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Grant } from './account.ts'
import { giveGrant } from './grants.ts'

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
  services: { db: Db; newId: NewId; clock: Clock },
  accountId: string,
  grants: readonly Grant[],
): Promise<void> {
  for (const grant of grants) await giveGrant(services, services.db, accountId, grant)
}

/** The account of an e-mail address, made with this name when there is none. An existing one keeps its own name. */
export async function accountFor(
  { newId, clock }: { newId: NewId; clock: Clock },
  tx: Db,
  { email, name }: { readonly email: string; readonly name: string },
): Promise<string> {
  const address = email.trim().toLowerCase()
  const added = await tx
    .insertInto('accounts')
    .values({
      id: newId(),
      email: address,
      name: name.trim(),
      demonstration: false,
      created_at: clock.now().toString(),
    })
    .onConflict((on) => on.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  return added?.id ?? (await findAccountId(tx, address)) ?? accountFor({ newId, clock }, tx, { email, name })
}

/** A new account: without an e-mail address for someone who comes in otherwise. */
export async function addAccount(
  { newId, clock }: { newId: NewId; clock: Clock },
  tx: Db,
  { email, name }: { readonly email: string | null; readonly name: string },
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('accounts')
    .values({ id, email, name, demonstration: false, created_at: clock.now().toString() })
    .execute()
  return id
}

/** An account without an e-mail address, for a pupil who comes in with a printed code or through the school. */
export async function addPupilAccount(
  services: { newId: NewId; clock: Clock },
  tx: Db,
  { name, territoryId, pupilId }: { readonly name: string; readonly territoryId: string; readonly pupilId: string },
): Promise<string> {
  const id = await addAccount(services, tx, { email: null, name })
  await giveGrant(services, tx, id, { role: 'pupil', territoryId, scope: { kind: 'pupil', id: pupilId } })
  return id
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
