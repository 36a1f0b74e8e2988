import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** What was kept and what counting again gives, where the two differ. */
export interface Difference {
  /** `status`: of a pupil, for a period; `count`: of a cell of the counts; `history`: of a school's days, which must add up to its counts. */
  readonly of: 'status' | 'count' | 'history'
  /** Identifiers only: nobody is named. */
  readonly where: string
  readonly kept: string
  readonly counted: string
}

/** Counts a territory again from the facts, in one reading of the database, and says what differs; nothing is changed. */
export async function recount(db: Db, territoryId: string): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with now as materialized (select * from pupil_statuses_now where territory_id = ${territoryId}),
    kept as materialized (select * from pupil_statuses where territory_id = ${territoryId}),
    cells as materialized (
      select s.scheme, c.slice, s.school, c.cell_status as status, c.cell_source as source, count(*)::integer as pupils
      from kept s cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups) c
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
    where coalesce(d.pupils, 0) <> coalesce(e.pupils, 0)`.execute(db)
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
        cross join lateral status_cells(s.status, s.source, s.detail, s.needed, s.held, s.sources, s.groups) c
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
    await sql`delete from status_counts where territory_id = ${territoryId} and pupils = 0`.execute(tx)
    await sql`delete from status_days where territory_id = ${territoryId} and pupils = 0`.execute(tx)
  })
}
