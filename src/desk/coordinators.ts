import type { Db } from '#/platform/database.ts'
import { moment } from '#/platform/database.ts'

/** Someone who coordinates a territory or one of its bassins, now. */
export interface Coordinator {
  readonly accountId: string
  readonly name: string
}

/** More than any territory has. */
const most = 200

/** Those who share the desk of a territory, by name. */
export async function coordinatorsOf(db: Db, territoryId: string, now: Temporal.Instant): Promise<Coordinator[]> {
  const rows = await db
    .selectFrom('grants as g')
    .innerJoin('accounts as a', 'a.id', 'g.account_id')
    .select(['a.id', 'a.name'])
    .distinct()
    .where('g.territory_id', '=', territoryId)
    .where('g.role', '=', 'coordinator')
    .where('g.ended_at', 'is', null)
    .where((on) => on.or([on('g.starts_at', 'is', null), on('g.starts_at', '<=', moment(now))]))
    .where((on) => on.or([on('g.ends_at', 'is', null), on('g.ends_at', '>', moment(now))]))
    .orderBy('a.name')
    .orderBy('a.id')
    .limit(most)
    .execute()
  return rows.map(({ id, name }) => ({ accountId: id, name }))
}
