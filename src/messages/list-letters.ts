import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Channel, LetterState, LetterWhy } from './letter.ts'

/** A letter as lists show it. */
export interface ListedLetter {
  readonly id: string
  readonly channel: Channel
  readonly mail: string
  readonly state: LetterState
  readonly why: LetterWhy | null
  readonly answer: string | null
  readonly address: string | null
  readonly name: string
  readonly subject: string
  readonly madeAt: Temporal.Instant
  readonly sentAt: Temporal.Instant | null
  readonly dueAt: Temporal.Instant
  readonly attempts: number
}

/** And with what it says, where that is kept. */
export interface ReadLetter extends ListedLetter {
  readonly territoryId: string
  readonly text: string | null
  readonly html: string | null
}

const columns = [
  ...(['id', 'channel', 'mail', 'state', 'why', 'answer', 'address', 'name', 'subject', 'attempts'] as const),
  ...(['made_at as madeAt', 'sent_at as sentAt', 'due_at as dueAt'] as const),
] as const

/** Letters of a state, the latest first. */
export async function listLetters(
  db: Db,
  { state, limit, after }: { readonly state: LetterState; readonly limit: number; readonly after?: string | undefined },
): Promise<Paged<ListedLetter>> {
  let query = db
    .selectFrom('letters')
    .select([...columns])
    .where('state', '=', state)
    .where('recipient', '<>', '')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  const [from] = readCursor(after, 1) ?? []
  if (from !== undefined && isId(from)) query = query.where('id', '<', from)
  return pageOf(await query.execute(), limit, ({ id }) => [id])
}

/** One letter, or undefined. */
export async function findLetter(db: Db, id: string): Promise<ReadLetter | undefined> {
  if (!isId(id)) return undefined
  return db
    .selectFrom('letters')
    .select([...columns, 'text', 'html', 'territory_id as territoryId'])
    .where('id', '=', id)
    .where('recipient', '<>', '')
    .executeTakeFirst()
}

/** How many letters are in these states: not those that only ever grow, for counting reads them all. */
export async function countLetters(db: Db, states: readonly LetterState[]): Promise<ReadonlyMap<LetterState, number>> {
  const rows = await db
    .selectFrom('letters')
    .select(['state', sql<number>`count(*)`.as('count')])
    .where('state', 'in', states)
    .where('recipient', '<>', '')
    .groupBy('state')
    .execute()
  return new Map(rows.map(({ state, count }) => [state, count]))
}
