import './tables.ts'
import '#/directory/index.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Grounds, record } from '#/journal/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** One act that handed everything of one coordinator to another. */
export interface Handover {
  readonly id: string
  readonly fromName: string
  readonly toName: string
  readonly tasks: number
  readonly contacts: number
  readonly at: Temporal.Instant
  readonly undoneAt: Temporal.Instant | undefined
}

/** Someone with work in hand. */
export interface Holder {
  readonly accountId: string
  readonly name: string
  readonly tasks: number
  readonly contacts: number
}

interface HandOver {
  readonly territoryId: string
  readonly id: string
  readonly from: string
  readonly to: string
  readonly grounds: Grounds
}

/** Whether someone coordinates the territory or a part of it, or did: only such a one's work is handed over here. */
const coordinates = (territoryId: string, account: RawBuilder<unknown>) => sql<boolean>`exists (
  select from grants g where g.account_id = ${account} and g.territory_id = ${territoryId} and g.role = 'coordinator'
)`

/** Those of the coordination who hold open tasks, or said that they contact a host: whoever left too. */
export async function holdersOf(db: Db, territoryId: string, now: Temporal.Instant): Promise<readonly Holder[]> {
  const { rows } = await sql<Holder>`
    select a.id as "accountId", a.name, sum(h.tasks)::int as tasks, sum(h.contacts)::int as contacts
    from (
      select assigned_to as account, count(*) as tasks, 0 as contacts from desk_tasks
      where territory_id = ${territoryId} and done_at is null and assigned_to is not null group by 1
      union all
      select account_id, 0, count(*) from host_contacts
      where territory_id = ${territoryId} and ended_at is null and expires_at > ${now.toString()} group by 1
    ) h
    join accounts a on a.id = h.account
    where ${coordinates(territoryId, sql`h.account`)}
    group by a.id, a.name
    order by a.name, a.id
    limit ${mostHolders}`.execute(db)
  return rows
}

const mostHolders = 200

/**
 * Hands all open tasks and all contacts in force to another coordinator, in one act under the id of its form: a second click changes
 * nothing. Undefined when both are the same person, or the first never coordinated this territory.
 */
export function handOver(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, id, from, to, grounds }: HandOver,
): Promise<{ readonly tasks: number; readonly contacts: number } | undefined> {
  if (from === to) return Promise.resolve(undefined)
  const { db, clock } = services
  return db.transaction().execute(async (tx) => {
    const now = clock.now()
    const done = await tx
      .selectFrom('desk_handovers')
      .select(['tasks', 'contacts'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', id)
      .executeTakeFirst()
    if (done) return { tasks: done.tasks.length, contacts: done.contacts.length }
    const { rows } = await sql<{ yes: boolean }>`select ${coordinates(territoryId, sql`${from}::uuid`)} as yes`.execute(
      tx,
    )
    if (!rows[0]?.yes) return undefined
    const tasks = (await openTasks(tx, territoryId, from).forUpdate().execute()).map((row) => row.id)
    const contacts = (await openContacts(tx, territoryId, from, now).forUpdate().execute()).map((row) => row.id)
    await give(tx, { territoryId, tasks, contacts, from, to })
    const made = await tx
      .insertInto('desk_handovers')
      .values({
        ...{ territory_id: territoryId, id, from_account: from, to_account: to, tasks, contacts },
        ...{ by_account: grounds.by ?? null, at: now.toString(), undone_at: null },
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made)
      await record(services, tx, {
        ...{ ...grounds, territoryId, what: 'desk.handed-over', about: { kind: 'account', id: from } },
      })
    return { tasks: tasks.length, contacts: contacts.length }
  })
}

/** Takes a hand-over back: what it moved and still stands with the other returns. Again changes nothing. */
export function takeBack(
  services: Pick<Services, 'db' | 'clock' | 'newId'>,
  { territoryId, id, grounds }: Pick<HandOver, 'territoryId' | 'id' | 'grounds'>,
): Promise<boolean> {
  return services.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('desk_handovers')
      .selectAll()
      .where('territory_id', '=', territoryId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return false
    if (row.undone_at) return true
    const { tasks, contacts, from_account, to_account } = row
    await give(tx, { territoryId, tasks, contacts, from: to_account, to: from_account })
    await tx
      .updateTable('desk_handovers')
      .set({ undone_at: services.clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', id)
      .execute()
    const about = { kind: 'account', id: from_account } as const
    await record(services, tx, { ...grounds, territoryId, what: 'desk.taken-back', about })
    return true
  })
}

/** The latest hand-overs of a territory. */
export async function listHandovers(
  db: Db,
  territoryId: string,
  { limit }: { readonly limit: number },
): Promise<Handover[]> {
  const rows = await db
    .selectFrom('desk_handovers as h')
    .leftJoin('accounts as f', 'f.id', 'h.from_account')
    .leftJoin('accounts as t', 't.id', 'h.to_account')
    .select(['h.id', 'h.tasks', 'h.contacts', 'h.at', 'h.undone_at', 'f.name as from_name', 't.name as to_name'])
    .where('h.territory_id', '=', territoryId)
    .orderBy('h.at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    fromName: row.from_name ?? 'une personne qui est partie',
    toName: row.to_name ?? 'une personne qui est partie',
    tasks: row.tasks.length,
    contacts: row.contacts.length,
    at: row.at,
    undoneAt: row.undone_at ?? undefined,
  }))
}

interface Give {
  readonly territoryId: string
  readonly tasks: readonly string[]
  readonly contacts: readonly string[]
  readonly from: string
  readonly to: string
}

/** What somebody took up or gave away meanwhile stays where it is. */
async function give(tx: Db, { territoryId, tasks, contacts, from, to }: Give): Promise<void> {
  if (tasks.length > 0)
    await tx
      .updateTable('desk_tasks')
      .set({ assigned_to: to })
      .where('territory_id', '=', territoryId)
      .where('id', 'in', tasks)
      .where('assigned_to', '=', from)
      .where('done_at', 'is', null)
      .execute()
  if (contacts.length > 0)
    await tx
      .updateTable('host_contacts')
      .set({ account_id: to })
      .where('territory_id', '=', territoryId)
      .where('id', 'in', contacts)
      .where('account_id', '=', from)
      .where('ended_at', 'is', null)
      .execute()
}

const openTasks = (db: Db, territoryId: string, accountId: string) =>
  db
    .selectFrom('desk_tasks')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('assigned_to', '=', accountId)
    .where('done_at', 'is', null)
    .orderBy('id')

const openContacts = (db: Db, territoryId: string, accountId: string, now: Temporal.Instant) =>
  db
    .selectFrom('host_contacts')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', moment(now))
    .orderBy('id')
