import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Services } from '#/platform/services.ts'
import type { DuplicateReason } from './duplicate.ts'

/** Two hosts that may be one, as the coordinator's queue shows them. */
export interface ProposedPair {
  readonly one: PairedHost
  readonly other: PairedHost
  readonly reasons: readonly DuplicateReason[]
  readonly score: number
}

interface PairedHost {
  readonly id: string
  readonly name: string
  readonly siret: string | undefined
  readonly cities: readonly string[]
}

/** Both hosts of a pair still stand. */
const proposed = (db: Db, territoryId: string) =>
  db
    .selectFrom('host_duplicates as d')
    .innerJoin('hosts as a', (on) => on.onRef('a.territory_id', '=', 'd.territory_id').onRef('a.id', '=', 'd.one'))
    .innerJoin('hosts as b', (on) => on.onRef('b.territory_id', '=', 'd.territory_id').onRef('b.id', '=', 'd.other'))
    .where('d.territory_id', '=', territoryId)
    .where('d.state', '=', 'proposed')
    .where('a.merged_into', 'is', null)
    .where('b.merged_into', 'is', null)

/** The pairs that wait for a person, the most alike first. */
export async function listDuplicates(
  db: Db,
  { territoryId, after, limit = 30 }: { territoryId: string; after?: string | undefined; limit?: number },
): Promise<Paged<ProposedPair>> {
  let query = proposed(db, territoryId)
    .select(['d.reasons', 'd.score', 'd.one', 'd.other'])
    .select(['a.name as one_name', 'a.siret as one_siret', 'b.name as other_name', 'b.siret as other_siret'])
    .select([citiesOf('a').as('one_cities'), citiesOf('b').as('other_cities')])
  const [score, one, other] = readCursor(after, 3) ?? []
  if (Number.isFinite(Number(score)) && one !== undefined && other !== undefined && isId(one) && isId(other))
    query = query.where(
      sql<boolean>`(-d.score, d.one, d.other) > (${-Number(score)}::float8, ${one}::uuid, ${other}::uuid)`,
    )
  const rows = await query
    .orderBy('d.score', 'desc')
    .orderBy('d.one')
    .orderBy('d.other')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, (row) => [String(row.score), row.one, row.other])
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      one: { id: row.one, name: row.one_name, siret: row.one_siret ?? undefined, cities: row.one_cities },
      other: { id: row.other, name: row.other_name, siret: row.other_siret ?? undefined, cities: row.other_cities },
      reasons: row.reasons,
      score: row.score,
    })),
  }
}

export async function countDuplicates(db: Db, territoryId: string): Promise<number> {
  const { count } = await proposed(db, territoryId).select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow()
  return count
}

/** Remembers that two hosts are not one: they are never proposed again. Doing it twice changes nothing. */
export async function dismissDuplicate(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  { territoryId, pair: [one, other], by }: { territoryId: string; pair: readonly [string, string]; by: string },
): Promise<'now' | 'before' | 'unknown'> {
  const pair = { one: one < other ? one : other, other: one < other ? other : one }
  const former = await tx
    .selectFrom('host_duplicates')
    .select('state')
    .where('territory_id', '=', territoryId)
    .where('one', '=', pair.one)
    .where('other', '=', pair.other)
    .forUpdate()
    .executeTakeFirst()
  if (!former || former.state === 'merged') return 'unknown'
  if (former.state === 'dismissed') return 'before'
  await tx
    .updateTable('host_duplicates')
    .set({ state: 'dismissed', decided_by: by, decided_at: clock.now().toString() })
    .where('territory_id', '=', territoryId)
    .where('one', '=', pair.one)
    .where('other', '=', pair.other)
    .execute()
  return 'now'
}

const citiesOf = (host: 'a' | 'b') =>
  sql<string[]>`array(select distinct city from sites s where s.territory_id = d.territory_id
    and s.host_id = ${sql.ref(`${host}.id`)} and s.closed_at is null order by city)`
