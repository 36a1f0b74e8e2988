import './tables.ts'
import type { ExpressionBuilder } from 'kysely'
import type { Clock } from '#/platform/clock.ts'
import { type Db, moment, type Schema } from '#/platform/database.ts'
import type { NewId } from '#/platform/identifiers.ts'
import type { Grant } from './account.ts'
import { isRole, type PlaceKind } from './role.ts'

type Store = { readonly clock: Clock; readonly newId: NewId }

const everywhere = '*'

/** Where a role is held, as the columns of a row. */
export const columnsOf = ({ role, territoryId, scope }: Grant) => ({
  role,
  territory_id: territoryId ?? everywhere,
  scope_kind: scope?.kind ?? ('' as const),
  scope_id: scope?.id ?? '',
})

/** A row's role as a grant; undefined for a role that this version does not know: it opens nothing. */
export function grantOf(row: {
  readonly role: string
  readonly territory_id: string
  readonly scope_kind: '' | PlaceKind
  readonly scope_id: string
}): Grant | undefined {
  const { role, territory_id, scope_kind, scope_id } = row
  if (!isRole(role)) return undefined
  return {
    role,
    territoryId: territory_id === everywhere ? undefined : territory_id,
    ...(scope_kind === '' ? {} : { scope: { kind: scope_kind, id: scope_id } }),
  }
}

type GrantsWithLender = ExpressionBuilder<{ g: Schema['grants']; lender: Schema['grants'] }, 'g' | 'lender'>

/** In force at a moment: begun, neither ended nor past its day, and, where it is lent, the lender's own too. Says the same as `guarded_grants` in SQL. */
export const isInForce = (now: Temporal.Instant) => (on: GrantsWithLender) =>
  on.and([
    on('g.ended_at', 'is', null),
    on.or([on('g.starts_at', 'is', null), on('g.starts_at', '<=', moment(now))]),
    on.or([on('g.ends_at', 'is', null), on('g.ends_at', '>', moment(now))]),
    on('lender.ended_at', 'is', null),
    on.or([on('lender.ends_at', 'is', null), on('lender.ends_at', '>', moment(now))]),
  ])

/** Grants, each beside the one it was lent from. */
export const grantsWithLender = (db: Db) =>
  db.selectFrom('grants as g').leftJoin('grants as lender', 'lender.id', 'g.delegated_from')

/** The row by which an account holds this very role at a moment, lent or its own. */
export function grantInForce(db: Db, accountId: string, grant: Grant, now: Temporal.Instant) {
  const columns = columnsOf(grant)
  return grantsWithLender(db)
    .select(['g.id', 'g.ends_at', 'g.delegated_from'])
    .where('g.account_id', '=', accountId)
    .where('g.role', '=', columns.role)
    .where('g.territory_id', '=', columns.territory_id)
    .where('g.scope_kind', '=', columns.scope_kind)
    .where('g.scope_id', '=', columns.scope_id)
    .where(isInForce(now))
    .executeTakeFirst()
}

/** The roles of an account at a moment. */
export async function grantsInForce(db: Db, accountId: string, now: Temporal.Instant): Promise<Grant[]> {
  const rows = await grantsWithLender(db)
    .select(['g.role', 'g.territory_id', 'g.scope_kind', 'g.scope_id'])
    .where('g.account_id', '=', accountId)
    .where(isInForce(now))
    .orderBy('g.role')
    .orderBy('g.territory_id')
    .orderBy('g.scope_kind')
    .orderBy('g.scope_id')
    .execute()
  return rows.flatMap((row) => grantOf(row) ?? [])
}

/** A role as it was given: by whom, until when, lent by whom. */
export interface HeldGrant extends Grant {
  readonly id: string
  readonly accountId: string
  readonly givenBy: string | undefined
  readonly endsAt: Temporal.Instant | undefined
  readonly endedAt: Temporal.Instant | undefined
  readonly endedBy: string | undefined
  /** The grant it is lent from, and its holder. */
  readonly lentFrom: { readonly grantId: string; readonly accountId: string; readonly name: string } | undefined
  readonly source: string | undefined
}

const heldGrants = (db: Db) =>
  grantsWithLender(db)
    .leftJoin('accounts as lending', 'lending.id', 'lender.account_id')
    .selectAll('g')
    .select(['lender.account_id as lender_account', 'lending.name as lender_name'])

type HeldRow = Awaited<ReturnType<ReturnType<typeof heldGrants>['executeTakeFirstOrThrow']>>

function heldOf(row: HeldRow): HeldGrant | undefined {
  const grant = grantOf(row)
  return (
    grant && {
      ...grant,
      id: row.id,
      accountId: row.account_id,
      givenBy: row.given_by ?? undefined,
      endsAt: row.ends_at ?? undefined,
      endedAt: row.ended_at ?? undefined,
      endedBy: row.ended_by ?? undefined,
      lentFrom:
        row.delegated_from === null || row.lender_account === null
          ? undefined
          : { grantId: row.delegated_from, accountId: row.lender_account, name: row.lender_name ?? '' },
      source: row.source ?? undefined,
    }
  )
}

/** A grant by its id, in force or not. */
export async function findGrant(db: Db, id: string): Promise<HeldGrant | undefined> {
  const row = await heldGrants(db).where('g.id', '=', id).executeTakeFirst()
  return row && heldOf(row)
}

/** The roles of an account in force, and those that it lends. */
export async function rolesOfAccount(
  db: Db,
  accountId: string,
  now: Temporal.Instant,
): Promise<{ readonly held: readonly HeldGrant[]; readonly lent: readonly (HeldGrant & { readonly to: string })[] }> {
  const held = await heldGrants(db)
    .where('g.account_id', '=', accountId)
    .where(isInForce(now))
    .orderBy('g.given_at')
    .orderBy('g.id')
    .limit(200)
    .execute()
  const lentRows = await heldGrants(db)
    .innerJoin('accounts as borrower', 'borrower.id', 'g.account_id')
    .select('borrower.name as to')
    .where('lender.account_id', '=', accountId)
    .where(isInForce(now))
    .orderBy('g.given_at')
    .limit(200)
    .execute()
  return {
    held: held.flatMap((row) => heldOf(row) ?? []),
    lent: lentRows.flatMap((row) => {
      const grant = heldOf(row)
      return grant ? [{ ...grant, to: row.to }] : []
    }),
  }
}

export interface Given {
  readonly by?: string | undefined
  readonly until?: Temporal.Instant | undefined
  readonly lentFrom?: string | undefined
  readonly source?: string | undefined
}

/** Gives a role in the caller's transaction. Where it is held already nothing doubles; held for a shorter time, it is held for the longer. */
export async function giveGrant(
  { clock, newId }: Store,
  tx: Db,
  accountId: string,
  grant: Grant,
  { by, until, lentFrom, source }: Given = {},
): Promise<void> {
  const now = clock.now()
  const columns = columnsOf(grant)
  const same = { account_id: accountId, ...columns }
  const open = tx
    .selectFrom('grants')
    .selectAll()
    .where((on) => on.and(same))
    .where('ended_at', 'is', null)
  const present = await grantInForce(tx, accountId, grant, now)
  // Past its day, or its lender gone: over, though nobody ended it.
  if (!present)
    await tx
      .updateTable('grants')
      .set({ ended_at: now.toString() })
      .where((on) => on.and(same))
      .where('ended_at', 'is', null)
      .execute()
  const added = await tx
    .insertInto('grants')
    .values({
      id: newId(),
      ...same,
      given_by: by ?? null,
      given_at: now.toString(),
      ends_at: until?.toString() ?? null,
      delegated_from: lentFrom ?? null,
      source: source ?? null,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added) return
  const held = await open.forUpdate().executeTakeFirst()
  if (held?.ends_at && (until === undefined || Temporal.Instant.compare(until, held.ends_at) > 0))
    await tx
      .updateTable('grants')
      .set({ ends_at: until?.toString() ?? null, delegated_from: lentFrom ?? null, given_by: by ?? null })
      .where('id', '=', held.id)
      .execute()
}

/** Whether somebody else holds the same role at the same place. */
export async function hasOthers(db: Db, { id, ...grant }: Grant & { readonly id: string }, now: Temporal.Instant) {
  const columns = columnsOf(grant)
  const other = await grantsWithLender(db)
    .select('g.id')
    .where('g.role', '=', columns.role)
    .where('g.territory_id', '=', columns.territory_id)
    .where('g.scope_kind', '=', columns.scope_kind)
    .where('g.scope_id', '=', columns.scope_id)
    .where('g.id', '<>', id)
    // Who borrows from the one that leaves goes along.
    .where((on) => on.or([on('g.delegated_from', 'is', null), on('g.delegated_from', '<>', id)]))
    .where(isInForce(now))
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}
