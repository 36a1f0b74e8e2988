import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** Who is better or worse off in a run than in another: pupils of both, by what changed. */
export interface RunDifference {
  readonly gained: number
  readonly lost: number
  readonly moved: number
  readonly same: number
  readonly arrived: number
  readonly left: number
  /** The first of those who gained, lost or moved, in this order. */
  readonly sample: readonly { readonly pupil: string; readonly change: 'gained' | 'lost' | 'moved' }[]
}

export async function compareRuns(
  db: Db,
  territoryId: string,
  runId: string,
  otherId: string,
  limit: number,
): Promise<RunDifference> {
  const changes = sql<{ pupil: string; change: string }>`
    with weeks as (
      select run_id, pupil, count(*) as placed, string_agg(week || ' ' || offer, '|' order by week) as what
      from run_placements where territory_id = ${territoryId} and run_id in (${runId}, ${otherId}) group by run_id, pupil
    ), a as (
      select p.pupil, coalesce(w.placed, 0) as placed, coalesce(w.what, '') as what from run_pupils p
      left join weeks w on w.run_id = p.run_id and w.pupil = p.pupil where p.territory_id = ${territoryId} and p.run_id = ${runId}
    ), b as (
      select p.pupil, coalesce(w.placed, 0) as placed, coalesce(w.what, '') as what from run_pupils p
      left join weeks w on w.run_id = p.run_id and w.pupil = p.pupil where p.territory_id = ${territoryId} and p.run_id = ${otherId}
    )
    select coalesce(a.pupil, b.pupil) as pupil, case
      when b.pupil is null then 'arrived' when a.pupil is null then 'left'
      when a.placed > b.placed then 'gained' when a.placed < b.placed then 'lost'
      when a.what <> b.what then 'moved' else 'same' end as change
    from a full join b on a.pupil = b.pupil`
  const { rows } = await sql<{ change: string; count: number; pupils: string[] }>`
    select change, count(*) as count, (array_agg(pupil order by pupil))[1:${sql.lit(limit)}] as pupils
    from (${changes}) c group by change`.execute(db)
  const count = (change: string): number => rows.find((row) => row.change === change)?.count ?? 0
  return {
    gained: count('gained'),
    lost: count('lost'),
    moved: count('moved'),
    same: count('same'),
    arrived: count('arrived'),
    left: count('left'),
    sample: (['gained', 'lost', 'moved'] as const).flatMap((change) =>
      (rows.find((row) => row.change === change)?.pupils ?? []).map((pupil) => ({ pupil, change })),
    ),
  }
}
