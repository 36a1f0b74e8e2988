import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { Application } from './application.ts'
import { applicationOf } from './applications.ts'

/** An application in a list, with what names its place. */
export interface ListedApplication {
  readonly application: Application
  readonly offerTitle: string
  readonly hostName: string
  /** Where it is; undefined for a remote one. */
  readonly city: string | undefined
}

/** The applications of a pupil, drafts included, the newest first. For the pupil; staff ask `applicationsOfClass`. */
export async function applicationsOfPupil(
  db: Db,
  {
    territoryId,
    pupilId,
    limit = 20,
    after,
  }: { territoryId: string; pupilId: string; limit?: number; after?: string | undefined },
): Promise<Paged<ListedApplication>> {
  let query = listed(db).where('a.territory_id', '=', territoryId).where('a.pupil_id', '=', pupilId)
  const [last] = readCursor(after, 1) ?? []
  if (last !== undefined && isId(last)) query = query.where('a.id', '<', last)
  const rows = await query
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(listedOf), limit, ({ application }) => [application.id])
}

/** Applications with what names their place, in one statement. */
export const listed = (db: Db) =>
  db
    .selectFrom('applications as a')
    .innerJoin('offers as o', (on) =>
      on.onRef('o.territory_id', '=', 'a.territory_id').onRef('o.id', '=', 'a.offer_id'),
    )
    .innerJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'a.territory_id').onRef('h.id', '=', 'a.host_id'))
    .leftJoin('sites as s', (on) => on.onRef('s.territory_id', '=', 'o.territory_id').onRef('s.id', '=', 'o.site_id'))
    .selectAll('a')
    .select(['o.title as offer_title', 'h.name as host_name', sql<string | null>`s.city`.as('city')])

type ListedRow = Awaited<ReturnType<ReturnType<typeof listed>['execute']>>[number]

export const listedOf = (row: ListedRow): ListedApplication => ({
  application: applicationOf(row),
  offerTitle: row.offer_title,
  hostName: row.host_name,
  city: row.city ?? undefined,
})
