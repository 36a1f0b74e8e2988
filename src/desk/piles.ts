import './tables.ts'
import '#/agreements/index.ts'
import '#/applications/index.ts'
import '#/indicators/index.ts'
import { sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { openProposalStates } from '#/proposals/index.ts'
import { schemes } from '#/rules/index.ts'
import type { Slice } from './slice.ts'

/** A list of the desk: how many there are, and some of them. */
export interface Pile<Row> {
  readonly count: number
  readonly rows: readonly Row[]
}

/** A seat that is kept for somebody, and for how long. */
export interface KeptSeat {
  readonly kind: 'proposal' | 'application'
  readonly id: string
  readonly hostId: string
  readonly hostName: string
  readonly pupil: { readonly name: string; readonly classId: string; readonly school: string } | undefined
  readonly until: Temporal.Instant
}

export interface WaitingHost {
  readonly hostId: string
  readonly hostName: string
  /** Applications without an answer. */
  readonly waiting: number
  /** Of the oldest. */
  readonly since: Temporal.Instant
}

export interface Thanked {
  readonly hostId: string
  readonly hostName: string
  readonly pupils: number
}

export interface SilentSchool {
  readonly uai: string
  readonly name: string
  readonly pupils: number
}

/** A host is called when it has not answered for so many days; a seat is watched when it is kept for so few hours more. */
export const [daysUnanswered, hoursLeft, daysToThank] = [7, 48, 60]

/** Kept for whoever has not answered: by a proposal, or by a host that said yes. What ends first ahead; call it in `guarded`. */
export async function expiringSeats(
  tx: Db,
  { territoryId, now }: { readonly territoryId: string; readonly now: Temporal.Instant },
  { offset, limit }: Slice,
): Promise<Pile<KeptSeat>> {
  const until = moment(now.add({ hours: hoursLeft }))
  const kept = sql`
    select 'proposal' as kind, id, host_id, pupil_id, expires_at from proposals
    where territory_id = ${territoryId} and state = any (${[...openProposalStates]}::text[]) and expires_at < ${until}
    union all
    select 'application', id, host_id, pupil_id, expires_at from applications
    where territory_id = ${territoryId} and state in ('accepted', 'countered') and expires_at < ${until}`
  const { rows } = await sql<{
    readonly kind: KeptSeat['kind']
    readonly id: string
    readonly host_id: string
    readonly host_name: string | null
    readonly first_name: string | null
    readonly last_name: string | null
    readonly class_id: string
    readonly school_name: string | null
    readonly expires_at: Temporal.Instant
    readonly count: number
  }>`
    select k.*, h.name as host_name, p.first_name, p.last_name, p.class_id, s.name as school_name
    from (
      select *, (count(*) over ())::int as count from (${kept}) kept order by expires_at, id offset ${offset} limit ${limit}
    ) k
    left join hosts h on h.territory_id = ${territoryId} and h.id = k.host_id
    left join pupils p on p.territory_id = ${territoryId} and p.id = k.pupil_id
    left join schools s on s.territory_id = ${territoryId} and s.uai = p.school
    order by k.expires_at, k.id`.execute(tx)
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map((row) => ({
      ...{ kind: row.kind, id: row.id, hostId: row.host_id, hostName: row.host_name ?? '', until: row.expires_at },
      pupil:
        row.first_name === null
          ? undefined
          : { name: `${row.first_name} ${row.last_name}`, classId: row.class_id, school: row.school_name ?? '' },
    })),
  }
}

/** Hosts that let applications wait, the longest wait first; call it in `guarded`. */
export async function unanswered(
  tx: Db,
  { territoryId, now }: { readonly territoryId: string; readonly now: Temporal.Instant },
  { offset, limit }: Slice,
): Promise<Pile<WaitingHost> & { readonly applications: number }> {
  const before = moment(now.subtract({ hours: 24 * daysUnanswered }))
  const { rows } = await sql<WaitingHost & { readonly count: number; readonly applications: number }>`
    select w.host_id as "hostId", coalesce(h.name, '') as "hostName", w.waiting, w.since, w.count, w.applications
    from (
      select host_id, count(*)::int as waiting, min(waits_since) as since, (count(*) over ())::int as count,
        (sum(count(*)) over ())::int as applications
      from applications
      where territory_id = ${territoryId} and state in ('submitted', 'read') and waits_since < ${before}
      group by host_id
      order by since, host_id
      offset ${offset} limit ${limit}
    ) w
    left join hosts h on h.territory_id = ${territoryId} and h.id = w.host_id
    order by w.since, w.host_id`.execute(tx)
  return {
    count: rows[0]?.count ?? 0,
    applications: rows[0]?.applications ?? 0,
    rows: rows.map(({ hostId, hostName, waiting, since }) => ({ hostId, hostName, waiting, since })),
  }
}

/** Hosts whose pupils' placements ended lately, and whom nobody has thanked since; who had most pupils first. Call it in `guarded`. */
export async function hostsToThank(
  tx: Db,
  { territoryId, today }: { readonly territoryId: string; readonly today: Temporal.PlainDate },
  { offset, limit }: Slice,
): Promise<Pile<Thanked>> {
  const { rows } = await sql<Thanked & { readonly count: number }>`
    select t.host_id as "hostId", coalesce(h.name, '') as "hostName", t.pupils, t.count
    from (
      select a.host_id, count(distinct a.pupil_id)::int as pupils, (count(*) over ())::int as count
      from agreements a
      where a.territory_id = ${territoryId} and a.host_id is not null and a.amends is null
        and a.state in ('running', 'completed')
        and a.last_day < ${today.toString()}::date and a.last_day >= ${today.subtract({ days: daysToThank }).toString()}::date
        and not exists (
          select from desk_thanks t
          where t.territory_id = a.territory_id and t.host_id = a.host_id and t.at >= a.last_day
        )
      group by a.host_id
      order by pupils desc, a.host_id
      offset ${offset} limit ${limit}
    ) t
    left join hosts h on h.territory_id = ${territoryId} and h.id = t.host_id
    order by t.pupils desc, t.host_id`.execute(tx)
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ hostId, hostName, pupils }) => ({ hostId, hostName, pupils })),
  }
}

/** Schools of which no pupil does anything: all of those who need a place are silent, and they are several. The largest first. */
export async function silentSchools(
  db: Db,
  { territoryId, bassins }: { readonly territoryId: string; readonly bassins: readonly string[] | undefined },
  { offset, limit }: Slice,
): Promise<Pile<SilentSchool>> {
  const { rows } = await sql<SilentSchool & { readonly count: number }>`
    select s.uai, s.name, c.pupils, (count(*) over ())::int as count
    from (
      select school, sum(pupils)::int as pupils, sum(pupils) filter (where status in ('silent', 'exempt'))::int as silent,
        sum(pupils) filter (where status = 'silent')::int as mute
      from status_counts_now
      where territory_id = ${territoryId} and scheme = any (${Object.keys(schemes)}::text[]) and slice = ''
      group by school
    ) c
    join schools s on s.territory_id = ${territoryId} and s.uai = c.school
    where c.mute > 0 and c.silent = c.pupils
      ${bassins === undefined ? sql`` : sql`and s.bassin = any (${[...bassins]}::text[])`}
    order by c.pupils desc, s.name, s.uai
    offset ${offset} limit ${limit}`.execute(db)
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ uai, name, pupils }) => ({ uai, name, pupils })) }
}
