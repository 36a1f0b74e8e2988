import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** Somebody who answers for a host. */
export interface HostMember {
  readonly accountId: string
  readonly name: string
  readonly email: string | undefined
}

/** Those who hold the role of host over this one now, by name. */
export async function hostMembers(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  territoryId: string,
  hostId: string,
): Promise<HostMember[]> {
  const now = moment(clock.now())
  const rows = await db
    .selectFrom('grants as g')
    .innerJoin('accounts as a', 'a.id', 'g.account_id')
    .select(['a.id', 'a.name', 'a.email'])
    .where('g.territory_id', '=', territoryId)
    .where('g.scope_kind', '=', 'host')
    .where('g.scope_id', '=', hostId)
    .where('g.role', '=', 'host')
    .where('g.ended_at', 'is', null)
    .where((on) => on.or([on('g.starts_at', 'is', null), on('g.starts_at', '<=', now)]))
    .where((on) => on.or([on('g.ends_at', 'is', null), on('g.ends_at', '>', now)]))
    .orderBy('a.name')
    .orderBy('a.id')
    .limit(100)
    .execute()
  return rows.map(({ id, name, email }) => ({ accountId: id, name, email: email ?? undefined }))
}
