import '#/agreements/index.ts'
import '#/directory/index.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** A host that took pupils of a school. */
export interface PartnerHost {
  readonly id: string
  readonly name: string
  /** Pupils of the school with a signed agreement there, ever. */
  readonly pupils: number
  /** The last day of the last placement. */
  readonly lastDay: Temporal.PlainDate
  /** The first day of the next placement, or of the one that is under way; undefined when all are over. */
  readonly nextDay: Temporal.PlainDate | undefined
  /** When someone last had to do with them: an agreement that moved, a visit or a call during a placement, a contact taken. */
  readonly lastContact: Temporal.Instant
}

const most = 30

/** The hosts of a school, those with most of its pupils first. */
export async function partnerHosts(
  db: Db,
  {
    territoryId,
    school,
    today,
  }: { readonly territoryId: string; readonly school: string; readonly today: Temporal.PlainDate },
): Promise<readonly PartnerHost[]> {
  const { rows } = await sql<{
    id: string
    name: string
    pupils: number
    last_day: string
    next_day: string | null
    last_contact: Temporal.Instant
  }>`
    select h.id, h.name, a.pupils, a.last_day, a.next_day, greatest(a.moved,
      (select max(v.at) from placement_visits v where v.territory_id = ${territoryId} and v.agreement_id = any (a.ids)
        and v.state = 'done'),
      (select max(o.since) from host_contacts o where o.territory_id = ${territoryId} and o.host_id = h.id)) as last_contact
    from (
      select host_id, count(distinct pupil_id)::integer as pupils, max(last_day) as last_day,
        min(first_day) filter (where last_day >= ${today.toString()}::date) as next_day, max(since) as moved,
        array_agg(id) as ids
      from agreements
      where territory_id = ${territoryId} and school = ${school} and state in ('signed', 'running', 'completed')
        and amends is null and host_id is not null
      group by host_id order by count(distinct pupil_id) desc, max(last_day) desc, host_id limit ${most}
    ) a
    join hosts h on h.territory_id = ${territoryId} and h.id = a.host_id
    order by a.pupils desc, a.last_day desc, h.name`.execute(db)
  return rows.map(({ last_day, next_day, last_contact, ...host }) => ({
    ...host,
    lastDay: Temporal.PlainDate.from(last_day),
    nextDay: next_day === null ? undefined : Temporal.PlainDate.from(next_day),
    lastContact: last_contact,
  }))
}
