import './tables.ts'
import { sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'

/** A table whose rows belong to a host: they have its territory and `host_id`, and `key` (a UUID) tells them apart. */
export type HostFollower = {
  [Table in keyof Schema]: Schema[Table] extends { territory_id: string; host_id: string | null }
    ? { readonly table: Table; readonly key: keyof Schema[Table] & string }
    : never
}[keyof Schema]

/**
 * The tables whose rows go along when a host is merged into another, and come back when the merge is undone. Given by the composition
 * (src/web/host-followers.ts), which knows every feature; a test finds tables with a `host_id` that nobody decided on.
 */
export type HostFollowers = readonly HostFollower[]

/** A move of rows from one host to another, remembered under a merge. */
export interface Move {
  readonly territoryId: string
  readonly mergeId: string
  readonly from: string
  readonly into: string
}

/** Takes every row along, and remembers which. */
export async function moveRows(
  tx: Db,
  followers: HostFollowers,
  { territoryId, mergeId, from, into }: Move,
): Promise<void> {
  for (const { table, key } of followers)
    await sql`
      with moved as (
        update ${sql.table(table)} set host_id = ${into} where territory_id = ${territoryId} and host_id = ${from}
        returning ${sql.ref(key)} as id
      )
      insert into host_merge_moves (territory_id, merge_id, moved, row_id)
      select ${territoryId}, ${mergeId}, ${table}, id from moved`.execute(tx)
}

/** Brings back exactly the rows that a merge moved, where they still are. */
export async function moveRowsBack(
  tx: Db,
  followers: HostFollowers,
  { territoryId, mergeId, from, into }: Move,
): Promise<void> {
  for (const { table, key } of followers)
    await sql`
      update ${sql.table(table)} set host_id = ${from}
      where territory_id = ${territoryId} and host_id = ${into} and ${sql.ref(key)} in (
        select row_id from host_merge_moves
        where territory_id = ${territoryId} and merge_id = ${mergeId} and moved = ${table})`.execute(tx)
}

/** The members of a host go along too; who is already a member of the other keeps both roles. */
export async function moveMembers(tx: Db, { territoryId, mergeId, from, into }: Move): Promise<void> {
  await sql`
    with moved as (
      update grants g set scope_id = ${into}
      where territory_id = ${territoryId} and scope_kind = 'host' and scope_id = ${from} and ended_at is null
        and not exists (select 1 from grants o where o.account_id = g.account_id and o.role = g.role
          and o.territory_id = g.territory_id and o.scope_kind = 'host' and o.scope_id = ${into} and o.ended_at is null)
      returning id
    )
    insert into host_merge_moves (territory_id, merge_id, moved, row_id)
    select ${territoryId}, ${mergeId}, 'grants', id from moved`.execute(tx)
}

export async function moveMembersBack(tx: Db, { territoryId, mergeId, from, into }: Move): Promise<void> {
  await sql`
    update grants g set scope_id = ${from}
    where territory_id = ${territoryId} and scope_kind = 'host' and scope_id = ${into} and id in (
        select row_id from host_merge_moves
        where territory_id = ${territoryId} and merge_id = ${mergeId} and moved = 'grants')
      and not exists (select 1 from grants o where o.account_id = g.account_id and o.role = g.role
        and o.territory_id = g.territory_id and o.scope_kind = 'host' and o.scope_id = ${from} and o.ended_at is null)`.execute(
    tx,
  )
}
