import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import { type ApplicationState, openStates } from './application.ts'
import { type ListedApplication, listed, listedOf } from './pupil-applications.ts'

export interface ClassApplication extends ListedApplication {
  readonly firstName: string
  readonly lastName: string
}

/**
 * The applications of a class, pupil by pupil, the newest of each first: for those who accompany it. Drafts are the pupil's own and are
 * not there; adaptations never are.
 */
export async function applicationsOfClass(
  db: Db,
  {
    territoryId,
    classId,
    limit = 100,
    after,
  }: { territoryId: string; classId: string; limit?: number; after?: string | undefined },
): Promise<Paged<ClassApplication>> {
  let query = listed(db)
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .select(['p.first_name', 'p.last_name'])
    .where('a.territory_id', '=', territoryId)
    .where('a.class_id', '=', classId)
    .where('a.state', '<>', 'draft')
    .where('p.left_at', 'is', null)
  const [lastName, firstName, pupil, id] = readCursor(after, 4) ?? []
  if (pupil !== undefined && id !== undefined && isId(pupil) && isId(id))
    query = query.where(
      sql<boolean>`(p.last_name, p.first_name, p.id) > (${lastName}, ${firstName}, ${pupil}::uuid)
        or ((p.last_name, p.first_name, p.id) = (${lastName}, ${firstName}, ${pupil}::uuid) and a.id < ${id}::uuid)`,
    )
  const rows = await query
    .orderBy('p.last_name')
    .orderBy('p.first_name')
    .orderBy('p.id')
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    rows.map((row) => ({ ...listedOf(row), firstName: row.first_name, lastName: row.last_name })),
    limit,
    ({ lastName: last, firstName: first, application }) => [last, first, application.pupilId, application.id],
  )
}

/** Where a pupil stands, in figures. */
export interface PupilStanding {
  /** Weeks in which the pupil is placed, ascending. */
  readonly confirmed: readonly string[]
  /** Sent and not settled. */
  readonly open: number
  /** Of these, those that wait for the pupil: a question, dates, a yes to confirm. */
  readonly waitForPupil: number
  /** Of these, on a waiting list. */
  readonly waiting: number
  /** When an application of theirs last moved; undefined: none was ever sent. */
  readonly lastMove: Temporal.Instant | undefined
}

/** Where each of these pupils stands, in one statement; those who never sent anything are absent. Drafts do not count. */
export async function standingOfPupils(
  db: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, PupilStanding>> {
  if (pupilIds.length === 0) return new Map()
  const turn: readonly ApplicationState[] = ['asked', 'countered', 'accepted']
  const sent = openStates.filter((state) => state !== 'draft')
  const rows = await db
    .selectFrom('applications as a')
    .select((on) => [
      'a.pupil_id',
      on.fn.countAll<number>().filterWhere('a.state', 'in', sent).as('open'),
      on.fn.countAll<number>().filterWhere('a.state', 'in', turn).as('turn'),
      on.fn.countAll<number>().filterWhere('a.state', '=', 'waiting').as('waiting'),
      on.fn.max('a.since').as('last'),
      sql<string[]>`coalesce((select array_agg(w.week order by w.week) from confirmed_weeks w
        where w.territory_id = ${territoryId} and w.pupil_id = a.pupil_id), '{}')`.as('confirmed'),
    ])
    .where('a.territory_id', '=', territoryId)
    .where('a.pupil_id', 'in', pupilIds)
    .where('a.state', '<>', 'draft')
    .groupBy('a.pupil_id')
    .execute()
  return new Map(
    rows.map(({ pupil_id, open, turn: waitForPupil, waiting, last, confirmed }) => [
      pupil_id,
      { confirmed, open, waitForPupil, waiting, lastMove: last ?? undefined },
    ]),
  )
}
