import './tables.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { coarseColumns, coarseSums } from './slices.ts'

/** What was kept and what counting again gives, where the two differ. */
export interface Difference {
  /**
   * `status`: of a pupil, for a period; `count`: of a cell of the counts; `history`: of a school's days, or of those of a class, a group or a
   * week, which must add up to its counts; `seats`: of open seats' days, which must add up to the seats kept.
   */
  readonly of: 'status' | 'count' | 'history' | 'seats'
  /** Identifiers only: nobody is named. */
  readonly where: string
  readonly kept: string
  readonly counted: string
}

/** Rows of slices by school, and of the whole territory under school '' but for classes, added up. */
const bySlice = (rows: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select scheme, coalesce(school, '') as school, slice, ${coarseSums}
  from (select scheme, school, slice, ${coarseColumns} from (${rows}) rows where slice <> '') coarse
  group by grouping sets ((scheme, school, slice), (scheme, slice)) having grouping(school) = 0 or slice not like 'class:%'`

const coarse = sql`pupils, placed, under_way, applied, unplaced`
const coarseText = (table: string): RawBuilder<unknown> => {
  const of = (column: string) => sql`coalesce(${sql.ref(`${table}.${column}`)}, 0)`
  return sql`concat_ws(' ', ${sql.join(['pupils', 'placed', 'under_way', 'applied', 'unplaced'].map(of))})`
}

/** What the days of open seats add up to, and what it should be. */
const seatSums = (territoryId: string): RawBuilder<unknown> => sql`
  (select scheme, commune, week, sector, sum(seats)::integer as seats from open_seat_days where territory_id = ${territoryId}
    group by 1, 2, 3, 4 having sum(seats) <> 0) d
  full join (select scheme, coalesce(commune, '') as commune, week, sector, sum(seats)::integer as seats from open_seats
    where territory_id = ${territoryId} group by grouping sets ((scheme, commune, week, sector), (scheme, week, sector))) e
    using (scheme, commune, week, sector)`

/** Counts a territory again from the facts, in one reading of the database, and says what differs; nothing is changed. */
export async function recount(db: Db, territoryId: string): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with now as materialized (select * from pupil_statuses_now where territory_id = ${territoryId}),
    kept as materialized (select * from pupil_statuses where territory_id = ${territoryId}),
    cells as materialized (
      select s.scheme, c.slice, s.school, c.cell_status as status, c.cell_source as source, count(*)::integer as pupils
      from kept s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups || ('class:' || s.class_id)) c
      group by 1, 2, 3, 4, 5),
    counts as (select scheme, slice, school, status, source, pupils from status_counts_now where territory_id = ${territoryId}),
    days as (
      select scheme, school, status, source, sum(pupils)::integer as pupils from (
        select scheme, school, status, source, pupils from status_days where territory_id = ${territoryId}
        union all
        select scheme, school, status, source, pupils from status_changes where territory_id = ${territoryId} and slice = ''
        union all
        select scheme, '', status, source, pupils from status_changes where territory_id = ${territoryId} and slice = ''
      ) each group by 1, 2, 3, 4 having sum(pupils) <> 0),
    slice_days as (
      select scheme, school, slice, ${coarseSums} from (
        select scheme, school, slice, ${coarse} from status_slice_days where territory_id = ${territoryId}
        union all
        ${bySlice(sql`select * from status_changes where territory_id = ${territoryId}`)}
      ) each group by 1, 2, 3),
    slice_ends as (${bySlice(sql`select * from cells`)}),
    ends as (
      select scheme, school, status, source, pupils from cells where slice = ''
      union all
      select scheme, '', status, source, sum(pupils)::integer from cells where slice = '' group by 1, 3, 4)
    select 'status' as of, coalesce(n.pupil_id, k.pupil_id) || ' ' || coalesce(n.period_id, k.period_id) as where,
      coalesce((to_jsonb(k) - 'territory_id' - 'pupil_id' - 'period_id')::text, '') as kept,
      coalesce((to_jsonb(n) - 'territory_id' - 'pupil_id' - 'period_id')::text, '') as counted
    from now n full join kept k on k.pupil_id = n.pupil_id and k.period_id = n.period_id
    where to_jsonb(n) is distinct from to_jsonb(k)
    union all
    select 'count', concat_ws(' ', scheme, slice, school, status, source), coalesce(k.pupils, 0)::text, coalesce(c.pupils, 0)::text
    from cells c full join counts k using (scheme, slice, school, status, source)
    where coalesce(k.pupils, 0) <> coalesce(c.pupils, 0)
    union all
    select 'history', concat_ws(' ', scheme, school, status, source), coalesce(d.pupils, 0)::text, coalesce(e.pupils, 0)::text
    from ends e full join days d using (scheme, school, status, source)
    where coalesce(d.pupils, 0) <> coalesce(e.pupils, 0)
    union all
    select 'history', concat_ws(' ', scheme, school, slice), ${coarseText('d')}, ${coarseText('e')}
    from slice_ends e full join slice_days d using (scheme, school, slice)
    where ${coarseText('d')} <> ${coarseText('e')}
    union all
    select 'seats', concat_ws(' ', scheme, commune, week, sector), coalesce(d.seats, 0)::text, coalesce(e.seats, 0)::text
    from ${seatSums(territoryId)} where coalesce(d.seats, 0) <> coalesce(e.seats, 0)`.execute(db)
  return rows
}

/** Makes statuses, counts and history equal to a recount again; `today` dates what the history lacked. */
export async function mendCounts(db: Db, territoryId: string, today: Temporal.PlainDate): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select status_refresh(${territoryId}, array(select id from pupils where territory_id = ${territoryId}))`.execute(
      tx,
    )
    await sql`delete from pupil_statuses s where territory_id = ${territoryId}
      and not exists (select from pupils p where p.territory_id = s.territory_id and p.id = s.pupil_id)`.execute(tx)
    await sql`select status_fold(${territoryId}, ${today.toString()})`.execute(tx)
    // Counts next, then the days, each against what the statuses say now.
    await sql`
      insert into status_counts as c (territory_id, scheme, slice, school, status, source, pupils)
      select ${territoryId}, scheme, slice, school, status, source, coalesce(n.pupils, 0)
      from (
        select s.scheme, c.slice, s.school, c.cell_status as status, c.cell_source as source, count(*)::integer as pupils
        from pupil_statuses s
        cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups || ('class:' || s.class_id)) c
        where s.territory_id = ${territoryId} group by 1, 2, 3, 4, 5
      ) n full join (select * from status_counts where territory_id = ${territoryId}) k using (scheme, slice, school, status, source)
      where n.pupils is distinct from k.pupils
      on conflict (territory_id, scheme, slice, school, status, source) do update set pupils = excluded.pupils`.execute(
      tx,
    )
    await sql`
      insert into status_days as d (territory_id, scheme, school, day, status, source, pupils)
      select ${territoryId}, scheme, school, ${today.toString()}, status, source, coalesce(n.pupils, 0) - coalesce(k.pupils, 0)
      from (
        select scheme, coalesce(school, '') as school, status, source, sum(pupils)::integer as pupils
        from status_counts where territory_id = ${territoryId} and slice = ''
        group by grouping sets ((scheme, school, status, source), (scheme, status, source))
      ) n full join (
        select scheme, school, status, source, sum(pupils)::integer as pupils
        from status_days where territory_id = ${territoryId} group by 1, 2, 3, 4
      ) k using (scheme, school, status, source)
      where coalesce(n.pupils, 0) <> coalesce(k.pupils, 0)
      on conflict (territory_id, scheme, school, day, status, source) do update set pupils = d.pupils + excluded.pupils`.execute(
      tx,
    )
    await sql`
      insert into status_slice_days as d (territory_id, scheme, school, day, slice, ${coarse})
      select ${territoryId}, scheme, school, ${today.toString()}, slice,
        coalesce(n.pupils, 0) - coalesce(k.pupils, 0), coalesce(n.placed, 0) - coalesce(k.placed, 0),
        coalesce(n.under_way, 0) - coalesce(k.under_way, 0), coalesce(n.applied, 0) - coalesce(k.applied, 0),
        coalesce(n.unplaced, 0) - coalesce(k.unplaced, 0)
      from (${bySlice(sql`select * from status_counts where territory_id = ${territoryId}`)}) n
      full join (
        select scheme, school, slice, ${coarseSums} from status_slice_days where territory_id = ${territoryId} group by 1, 2, 3
      ) k using (scheme, school, slice)
      where ${coarseText('n')} <> ${coarseText('k')}
      on conflict (territory_id, scheme, school, day, slice) do update set pupils = d.pupils + excluded.pupils,
        placed = d.placed + excluded.placed, under_way = d.under_way + excluded.under_way, applied = d.applied + excluded.applied,
        unplaced = d.unplaced + excluded.unplaced`.execute(tx)
    await sql`
      insert into open_seat_days as d (territory_id, scheme, commune, day, week, sector, seats)
      select ${territoryId}, scheme, commune, ${today.toString()}, week, sector, coalesce(e.seats, 0) - coalesce(d.seats, 0)
      from ${seatSums(territoryId)} where coalesce(d.seats, 0) <> coalesce(e.seats, 0)
      on conflict (territory_id, scheme, commune, day, week, sector) do update set seats = d.seats + excluded.seats`.execute(
      tx,
    )
    await sql`delete from status_counts where territory_id = ${territoryId} and pupils = 0`.execute(tx)
    await sql`delete from status_days where territory_id = ${territoryId} and pupils = 0`.execute(tx)
    await sql`delete from status_slice_days where territory_id = ${territoryId} and (${coarse}) = (0, 0, 0, 0, 0)`.execute(
      tx,
    )
  })
}
