import './tables.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { At } from './board-view.ts'
import { type Asked, inside, schoolsOf } from './read-figures.ts'

/** Pupils of a class, a group or a week, counted more coarsely than `Figures`: what is kept of past days. */
export interface SliceFigures {
  /** All but the exempt. */
  readonly pupils: number
  readonly placed: number
  readonly underWay: number
  /** Of those under way: an application, and nothing better. */
  readonly applied: number
  readonly without: number
}

/** A row of the counts (`status`, `pupils`) in those columns: the same words stand in `status_fold` (migrations/0122). */
export const coarseColumns = sql`
  case when status <> 'exempt' then pupils else 0 end as pupils,
  case when status = 'placed' then pupils else 0 end as placed,
  case when status in ('signing', 'accepted', 'proposed', 'applied') then pupils else 0 end as under_way,
  case when status = 'applied' then pupils else 0 end as applied,
  case when status in ('helped', 'searching', 'silent') then pupils else 0 end as unplaced`

/** The sums of those columns. */
export const coarseSums = sql`sum(pupils)::integer as pupils, sum(placed)::integer as placed, sum(under_way)::integer as under_way,
  sum(applied)::integer as applied, sum(unplaced)::integer as unplaced`

/** How the names of slices begin. */
const kinds = { groups: ['boarder:', 'level:', 'qpv:', 'sex:'], weeks: ['week:'], classes: ['class:'] } as const

/** Slices of a kind, in the order of bytes, in which ';' follows ':' in every database: an index finds them. */
const among = (kind: keyof typeof kinds): RawBuilder<unknown> =>
  sql`(${sql.join(
    kinds[kind].map((start) => sql`slice collate "C" >= ${start} and slice collate "C" < ${`${start.slice(0, -1)};`}`),
    sql` or `,
  )})`

/** The slices of a kind inside `at`, by their name (`sex:f`, `week:2026-W25`), now or at the end of a past day; ascending. */
export async function figuresOfSlices(
  db: Db,
  { territoryId, scheme, day }: Asked,
  at: At | undefined,
  kind: keyof typeof kinds,
): Promise<Map<string, SliceFigures>> {
  const past = day?.toString()
  const about = sql`territory_id = ${territoryId} and scheme = ${scheme} and ${among(kind)}`
  const own = at ? schoolsOf(territoryId, at) : sql`true`
  // The whole territory has days of its own, few for many schools'; no class has.
  const days = at ? sql`school <> '' and ${own}` : sql`school = ''`
  const { rows } = await sql<{
    slice: string
    pupils: number
    placed: number
    under_way: number
    applied: number
    unplaced: number
  }>`
    select slice, ${coarseSums}
    from (
      select school, slice, ${coarseColumns} from status_counts where ${about} and ${own}
      union all
      select school, slice, ${coarseColumns} from status_changes where ${about} and ${own}
        ${past === undefined ? sql`` : sql`and day <= ${past}`}
      ${
        past === undefined
          ? sql``
          : sql`union all
              select school, slice, -pupils, -placed, -under_way, -applied, -unplaced from status_slice_days
              where ${about} and ${days} and day > ${past}`
      }
    ) c
    left join schools s on s.territory_id = ${territoryId} and s.uai = c.school
    where ${inside(at)}
    group by 1 having sum(pupils) <> 0 order by 1`.execute(db)
  return new Map(
    rows.map(({ slice, pupils, placed, under_way, applied, unplaced }) => [
      slice,
      { pupils, placed, underWay: under_way, applied, without: unplaced },
    ]),
  )
}

/** The first day whose classes, groups and weeks are known for a scheme; undefined where none was ever kept. */
export async function slicesSince(
  db: Db,
  { territoryId, scheme }: Pick<Asked, 'territoryId' | 'scheme'>,
): Promise<Temporal.PlainDate | undefined> {
  const row = await db
    .selectFrom('status_slice_days')
    .select(({ fn }) => fn.min<string | null>('day').as('day'))
    .where('territory_id', '=', territoryId)
    .where('scheme', '=', scheme)
    .where('school', '=', '')
    .executeTakeFirst()
  return row?.day ? Temporal.PlainDate.from(row.day) : undefined
}
