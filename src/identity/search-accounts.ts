import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { ListedAccount } from './accounts.ts'

/** The accounts whose name or e-mail address holds a text, by name: a page of them. */
export async function searchAccounts(
  db: Db,
  {
    text = '',
    after,
    limit = 50,
  }: { readonly text?: string; readonly after?: string | undefined; readonly limit?: number },
): Promise<Paged<ListedAccount>> {
  let query = db.selectFrom('accounts as a').select(['a.id', 'a.name', 'a.email', 'a.demonstration'])
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where((on) => on.or([on('a.name', 'ilike', pattern), on('a.email', 'ilike', pattern)]))
  }
  const [name, id] = readCursor(after, 2) ?? []
  if (name !== undefined && id !== undefined && isId(id))
    query = query.where(sql<boolean>`(a.name, a.id) > (${name}, ${id}::uuid)`)
  const rows = await query
    .orderBy('a.name')
    .orderBy('a.id')
    .limit(limit + 1)
    .select(
      sql<string[]>`array(select g.role || ' ' || g.territory_id from grants g
        where g.account_id = a.id and g.ended_at is null order by 1)`.as('grants'),
    )
    .execute()
  return pageOf(rows, limit, (row) => [row.name, row.id])
}

/** How many accounts there are. */
export async function countAccounts(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('accounts')
    .select((of) => of.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
