import '#/placements/index.ts'
import { type SqlBool, sql } from 'kysely'
import { weekOf } from '#/calendar/index.ts'
import { capital, listWords } from '#/design/index.ts'
import { type Account, placesOf, schoolStaff } from '#/identity/index.ts'
import type { CalendarEvent } from '#/platform/calendar-file.ts'
import type { Db } from '#/platform/database.ts'
import { schemeWords } from '../pages/board-frame.tsx'
import { weekRuns } from './period-calendar.ts'

/** `within` of the address of someone of a school: the classes where they work, as their roles say when it is read. */
export const staffWithin = 'mes-classes'

/** More than anybody's classes have in a year. */
const most = 2000

interface Asked {
  readonly territoryId: string
  readonly account: Pick<Account, 'id' | 'grants'>
  readonly from: Temporal.PlainDate
}

/** The weeks of someone's classes, and the calls and visits that they planned; names no pupil. */
export async function staffEvents(db: Db, asked: Asked): Promise<CalendarEvent[]> {
  return [...(await weeksOf(db, asked)), ...(await visitsOf(db, asked))]
}

async function weeksOf(db: Db, { territoryId, account, from }: Asked): Promise<CalendarEvent[]> {
  const held = (kind: 'school' | 'class') =>
    placesOf(account, schoolStaff, kind)
      .filter((place) => place.territoryId === territoryId)
      .map(({ id }) => id)
  const { rows } = await sql<{ school: string; name: string; scheme: string; weeks: string[]; classes: string[] }>`
    select d.school, coalesce(s.name, d.school) as name, d.scheme, d.weeks, array_agg(c.name order by c.name) as classes
    from periods d
    join classes c on c.territory_id = d.territory_id and c.id = d.class_id
    left join schools s on s.territory_id = d.territory_id and s.uai = d.school
    where d.territory_id = ${territoryId} and d.weeks[array_upper(d.weeks, 1)] >= ${weekOf(from)}
      and ${anyOf(held('school'), held('class'))}
    group by 1, 2, 3, 4 order by 1, 3, 4 limit ${most}`.execute(db)
  return rows.flatMap(({ school, name, scheme, weeks, classes }) =>
    weekRuns(weeks).map(({ first, last, when }) => ({
      uid: `classes-${school}-${scheme}-${first}-${last}@passerelle`,
      title: `${listWords(classes)} en stage`,
      place: name,
      description: capital(schemeWords(scheme)),
      when,
      leavesFree: true,
    })),
  )
}

/** Two conditions that indexes answer. */
const anyOf = (schools: readonly string[], classes: readonly string[]) =>
  sql<SqlBool>`(d.school = any (${schools}::text[]) or d.class_id = any (${classes}::uuid[]))`

async function visitsOf(db: Db, { territoryId, account, from }: Asked): Promise<CalendarEvent[]> {
  const rows = await db
    .selectFrom('placement_visits as v')
    .innerJoin('agreements as a', (on) =>
      on.onRef('a.territory_id', '=', 'v.territory_id').onRef('a.id', '=', 'v.agreement_id'),
    )
    .leftJoin('hosts as h', (on) => on.onRef('h.territory_id', '=', 'a.territory_id').onRef('h.id', '=', 'a.host_id'))
    .select(['v.id', 'v.kind', 'v.day', 'h.name'])
    .where('v.territory_id', '=', territoryId)
    .where('v.by_account', '=', account.id)
    .where('v.state', '<>', 'dropped')
    .where('v.day', '>=', from.toString())
    .orderBy('v.day')
    .orderBy('v.id')
    .limit(most)
    .execute()
  return rows.map(({ id, kind, day, name }) => ({
    uid: `visit-${id}@passerelle`,
    title: kind === 'visit' ? 'Visite de stage' : 'Appel pendant un stage',
    ...(name === null ? {} : { place: name }),
    when: { first: Temporal.PlainDate.from(day), last: Temporal.PlainDate.from(day) },
    leavesFree: true,
  }))
}
