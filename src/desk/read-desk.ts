import './tables.ts'
import '#/agreements/index.ts'
import '#/applications/index.ts'
import '#/indicators/index.ts'
import { sql } from 'kysely'
import type { Account } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { openProposalStates } from '#/proposals/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { countHelped, type HelpedPupil, listHelped } from './help-list.ts'
import type { Meeting } from './meeting.ts'
import { nextMeetings } from './meetings.ts'
import { bassinsOf } from './read-launches.ts'
import { firstOpenWeek } from './start-wave.ts'
import type { Task } from './task.ts'
import { countTasks, listTasks } from './tasks.ts'

/** A list of the desk: how many there are, and the first of them. */
export interface Pile<Row> {
  readonly count: number
  readonly first: readonly Row[]
}

/** A seat that is kept for somebody, and for how long. */
export interface KeptSeat {
  readonly kind: 'proposal' | 'application'
  readonly id: string
  readonly hostId: string
  readonly hostName: string
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

/** What happened since yesterday morning. */
export interface Changes {
  readonly since: Temporal.Instant
  readonly confirmed: number
  readonly signed: number
  readonly answered: number
  readonly published: number
  readonly asked: number
}

export interface Desk {
  readonly changes: Changes
  readonly stuck: Pile<HelpedPupil>
  readonly expiring: Pile<KeptSeat>
  readonly unanswered: Pile<WaitingHost> & { readonly hosts: number }
  readonly toThank: Pile<Thanked>
  readonly silent: Pile<SilentSchool>
  readonly tasks: Pile<Task> & { readonly late: number }
  readonly meetings: Pile<Meeting>
  readonly timeZone: string
}

/** Each pile shows its first three. */
const shown = 3
/** A host is called when it has not answered for so many days; a seat is watched when it is kept for so few hours more. */
export const [daysUnanswered, hoursLeft, daysToThank] = [7, 48, 60]
/** Enough to say « plus de ». */
const mostCounted = 1000

/** A coordinator's desk in one territory, behind the second lock: whoever has a bassin sees what is theirs. */
export async function readDesk(services: Services, account: Account, territoryId: string): Promise<Desk> {
  const { db, clock } = services
  const timeZone = await timeZoneOf(db, territoryId)
  const now = clock.now()
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  const help = { territoryId, fromWeek: await firstOpenWeek(services, territoryId) }
  const behindLock = await guarded(services, account, async (tx) => ({
    changes: await changesOf(tx, territoryId, today.subtract({ days: 1 }).toZonedDateTime(timeZone).toInstant()),
    counts: await countHelped(tx, help),
    stuck: (await listHelped(tx, help, { only: undefined, limit: shown })).rows,
    expiring: await expiringSeats(tx, territoryId, now),
    unanswered: await unanswered(tx, territoryId, now),
  }))
  const { counts, stuck, ...own } = behindLock
  const mine = { territoryId, owner: { accountId: account.id } } as const
  const { open, late } = await countTasks(db, mine, today)
  const meetings = (await nextMeetings(services, territoryId, { limit: mostCounted })).rows
  return {
    ...own,
    stuck: {
      count: counts
        .filter(({ standing }) => standing === 'waiting' || standing === 'unreached')
        .reduce((sum, { pupils }) => sum + pupils, 0),
      first: stuck,
    },
    toThank: await hostsToThank(db, territoryId, today),
    silent: await silentSchools(db, account, territoryId),
    tasks: { count: open, late, first: (await listTasks(db, mine, { limit: shown })).rows },
    meetings: { count: meetings.length, first: meetings.slice(0, shown) },
    timeZone,
  }
}

async function changesOf(tx: Db, territoryId: string, since: Temporal.Instant): Promise<Changes> {
  const at = since.toString()
  const { rows } = await sql<Omit<Changes, 'since'>>`select
    (select count(*)::int from applications where territory_id = ${territoryId} and since >= ${at} and state = 'confirmed') as confirmed,
    (select count(*)::int from agreements where territory_id = ${territoryId} and since >= ${at} and state = 'signed') as signed,
    (select count(*)::int from proposals where territory_id = ${territoryId} and since >= ${at}
      and state in ('accepted', 'confirmed', 'refused')) as answered,
    (select count(*)::int from offers where territory_id = ${territoryId} and published_at >= ${at}) as published,
    (select count(*)::int from help_requests where territory_id = ${territoryId} and asked_at >= ${at} and withdrawn_at is null) as asked
  `.execute(tx)
  const [row] = rows
  return { since, ...(row ?? { confirmed: 0, signed: 0, answered: 0, published: 0, asked: 0 }) }
}

/** Kept for whoever has not answered: by a proposal, or by a host that said yes. */
async function expiringSeats(tx: Db, territoryId: string, now: Temporal.Instant): Promise<Pile<KeptSeat>> {
  const until = moment(now.add({ hours: hoursLeft }))
  const rows = await tx
    .selectFrom('proposals')
    .select(['id', 'host_id', 'expires_at', sql<'proposal' | 'application'>`'proposal'`.as('kind')])
    .where('territory_id', '=', territoryId)
    .where('state', 'in', openProposalStates)
    .where('expires_at', '<', until)
    .unionAll(
      tx
        .selectFrom('applications')
        .select(['id', 'host_id', sql<Temporal.Instant>`expires_at`.as('expires_at')])
        .select(sql<'proposal' | 'application'>`'application'`.as('kind'))
        .where('territory_id', '=', territoryId)
        .where('state', 'in', ['accepted', 'countered'])
        .where('expires_at', '<', until),
    )
    .orderBy('expires_at')
    .limit(mostCounted)
    .execute()
  const first = rows.slice(0, shown)
  const names = await hostNames(
    tx,
    territoryId,
    first.map(({ host_id }) => host_id),
  )
  return {
    count: rows.length,
    first: first.map(({ kind, id, host_id, expires_at }) => ({
      ...{ kind, id, hostId: host_id, until: expires_at },
      hostName: names.get(host_id) ?? '',
    })),
  }
}

/** Hosts that let applications wait, the longest wait first. */
async function unanswered(tx: Db, territoryId: string, now: Temporal.Instant): Promise<Desk['unanswered']> {
  const rows = await tx
    .selectFrom('applications')
    .select((on) => ['host_id', on.fn.countAll<number>().as('waiting'), on.fn.min('waits_since').as('since')])
    .where('territory_id', '=', territoryId)
    .where('state', 'in', ['submitted', 'read'])
    .where('waits_since', '<', moment(now.subtract({ hours: 24 * daysUnanswered })))
    .groupBy('host_id')
    .orderBy('since')
    .limit(mostCounted)
    .execute()
  const first = rows.slice(0, shown)
  const names = await hostNames(
    tx,
    territoryId,
    first.map(({ host_id }) => host_id),
  )
  return {
    count: rows.reduce((sum, { waiting }) => sum + waiting, 0),
    hosts: rows.length,
    first: first.map(({ host_id, waiting, since }) => ({
      ...{ hostId: host_id, waiting, since },
      hostName: names.get(host_id) ?? '',
    })),
  }
}

/** Hosts whose pupils' placements ended lately, and whom nobody has thanked since. */
async function hostsToThank(db: Db, territoryId: string, today: Temporal.PlainDate): Promise<Pile<Thanked>> {
  const { rows } = await sql<{ host_id: string; pupils: number; count: number }>`
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
    limit ${shown}`.execute(db)
  const names = await hostNames(
    db,
    territoryId,
    rows.map(({ host_id }) => host_id),
  )
  return {
    count: rows[0]?.count ?? 0,
    first: rows.map(({ host_id, pupils }) => ({ hostId: host_id, hostName: names.get(host_id) ?? '', pupils })),
  }
}

/** Schools of which no pupil does anything: all of those who need a place are silent, and they are several. */
async function silentSchools(db: Db, account: Account, territoryId: string): Promise<Pile<SilentSchool>> {
  const bassins = bassinsOf(account, territoryId)
  const { rows } = await sql<SilentSchool & { readonly count: number }>`
    select s.uai, s.name, c.pupils, (count(*) over ())::int as count
    from (
      select school, sum(pupils)::int as pupils, sum(pupils) filter (where status in ('silent', 'exempt'))::int as silent,
        sum(pupils) filter (where status = 'silent')::int as mute
      from status_counts_now
      where territory_id = ${territoryId} and slice = ''
      group by school
    ) c
    join schools s on s.territory_id = ${territoryId} and s.uai = c.school
    where c.mute > 0 and c.silent = c.pupils
      ${bassins === undefined ? sql`` : sql`and s.bassin = any (${bassins})`}
    order by c.pupils desc, s.name
    limit ${shown}`.execute(db)
  return { count: rows[0]?.count ?? 0, first: rows.map(({ uai, name, pupils }) => ({ uai, name, pupils })) }
}

async function hostNames(db: Db, territoryId: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('hosts')
    .select(['id', 'name'])
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
