import './tables.ts'
import '#/identity/index.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Services } from '#/platform/services.ts'
import type { Task, TaskContent } from './task.ts'

/** Whose tasks: those of an account, those of nobody, or all. */
export type TaskOwner = { readonly accountId: string } | 'nobody' | 'everyone'

interface TasksOf {
  readonly territoryId: string
  readonly owner: TaskOwner
}

const without = '9999-12-31'
const due = sql<string>`coalesce(t.due_on, ${without})`

/** Open tasks, what is due first ahead; those without a day last. */
export async function listTasks(
  db: Db,
  { territoryId, owner }: TasksOf,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Paged<Task>> {
  const cursor = readCursor(after, 2)
  let query = owned(taskQuery(db, territoryId), owner).where('t.done_at', 'is', null)
  if (cursor) query = query.where(sql<boolean>`(${due}, t.id) > (${cursor[0] ?? ''}, ${cursor[1] ?? ''}::uuid)`)
  const rows = await query
    .orderBy(due)
    .orderBy('t.id')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, ({ due_on, id }) => [due_on ?? without, id])
  return { rows: page.rows.map(taskOf), next: page.next }
}

/** What was done last. */
export async function listDone(db: Db, territoryId: string, { limit }: { readonly limit: number }): Promise<Task[]> {
  const rows = await taskQuery(db, territoryId)
    .where('t.done_at', 'is not', null)
    .orderBy('t.done_at', 'desc')
    .orderBy('t.id')
    .limit(limit)
    .execute()
  return rows.map(taskOf)
}

/** How many tasks are open, and how many of them are late. */
export async function countTasks(
  db: Db,
  { territoryId, owner }: TasksOf,
  today: Temporal.PlainDate,
): Promise<{ readonly open: number; readonly late: number }> {
  return owned(
    db
      .selectFrom('desk_tasks as t')
      .select([
        sql<number>`count(*)::int`.as('open'),
        sql<number>`(count(*) filter (where t.due_on < ${today.toString()}))::int`.as('late'),
      ])
      .where('t.territory_id', '=', territoryId)
      .where('t.done_at', 'is', null),
    owner,
  ).executeTakeFirstOrThrow()
}

export async function findTask(db: Db, territoryId: string, id: string): Promise<Task | undefined> {
  const row = await taskQuery(db, territoryId).where('t.id', '=', id).executeTakeFirst()
  return row && taskOf(row)
}

/** Adds a task under the id of its form, so that a second click adds nothing. */
export async function addTask(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, id, by, content }: { territoryId: string; id: string; by: string; content: TaskContent },
): Promise<void> {
  await db
    .insertInto('desk_tasks')
    .values({
      ...{ territory_id: territoryId, id, created_by: by, created_at: clock.now().toString() },
      ...columnsOf(content),
      ...{ done_at: null, done_by: null },
    })
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Whether there was such a task. */
export async function changeTask(
  { db }: Pick<Services, 'db'>,
  { territoryId, id, content }: { territoryId: string; id: string; content: TaskContent },
): Promise<boolean> {
  const changed = await db
    .updateTable('desk_tasks')
    .set(columnsOf(content))
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return changed !== undefined
}

/** Ticks a task off, or brings it back; again changes nothing. Whether there is such a task. */
export async function setDone(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, id, by, done }: { territoryId: string; id: string; by: string; done: boolean },
): Promise<boolean> {
  let query = db
    .updateTable('desk_tasks')
    .set(done ? { done_at: clock.now().toString(), done_by: by } : { done_at: null, done_by: null })
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
  if (done) query = query.where('done_at', 'is', null)
  const changed = await query.returning('id').executeTakeFirst()
  return changed !== undefined || (await findTask(db, territoryId, id)) !== undefined
}

const columnsOf = ({ title, notes, subject, assignedTo, dueOn }: TaskContent) => ({
  title,
  notes,
  subject_kind: subject?.kind ?? null,
  subject_id: subject?.id ?? null,
  assigned_to: assignedTo ?? null,
  due_on: dueOn?.toString() ?? null,
})

const taskQuery = (db: Db, territoryId: string) =>
  db
    .selectFrom('desk_tasks as t')
    .leftJoin('accounts as a', 'a.id', 't.assigned_to')
    .selectAll('t')
    .select('a.name as assigned_name')
    .where('t.territory_id', '=', territoryId)

/** Narrows a query over `desk_tasks as t` to an owner's. */
function owned<Query extends { where(left: ReturnType<typeof sql<boolean>>): Query }>(
  query: Query,
  owner: TaskOwner,
): Query {
  if (owner === 'everyone') return query
  return query.where(
    owner === 'nobody' ? sql<boolean>`t.assigned_to is null` : sql<boolean>`t.assigned_to = ${owner.accountId}`,
  )
}

type TaskRow = NonNullable<Awaited<ReturnType<ReturnType<typeof taskQuery>['executeTakeFirst']>>>

const taskOf = (row: TaskRow): Task => ({
  territoryId: row.territory_id,
  id: row.id,
  title: row.title,
  notes: row.notes,
  subject:
    row.subject_kind !== null && row.subject_id !== null ? { kind: row.subject_kind, id: row.subject_id } : undefined,
  assignedTo: row.assigned_to ?? undefined,
  assignedName: row.assigned_name ?? undefined,
  dueOn: row.due_on === null ? undefined : Temporal.PlainDate.from(row.due_on),
  doneAt: row.done_at ?? undefined,
})
