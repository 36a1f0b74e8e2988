import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Source, StatusName } from './status.ts'

/** By how much a day changed the pupils of a school who stand somewhere. */
export interface PastDay {
  readonly scheme: string
  /** UAI */
  readonly school: string
  /** ISO */
  readonly day: string
  readonly status: StatusName
  readonly source: Source | ''
  readonly pupils: number
}

const atOnce = 10_000

/**
 * Writes the history of a time whose pupils have all gone, in the caller's transaction: for the demonstration. It replaces what was kept of
 * the days from the first to the last, so that nobody of today may have a change among them. Everybody who came must have gone again.
 */
export async function keepPastDays(tx: Db, territoryId: string, days: readonly PastDay[]): Promise<void> {
  const sums = new Map<string, number>()
  let [first, last] = ['9999-12-31', '0000-01-01']
  for (const { scheme, school, status, source, day, pupils } of days) {
    const cell = `${scheme} ${school} ${status} ${source}`
    sums.set(cell, (sums.get(cell) ?? 0) + pupils)
    if (day < first) first = day
    if (day > last) last = day
  }
  for (const [cell, sum] of sums) if (sum !== 0) throw new RangeError(`${sum} pupils never left ${cell}`)
  const among = sql`territory_id = ${territoryId} and day between ${first} and ${last}`
  await sql`delete from status_days where ${among}`.execute(tx)
  for (let start = 0; start < days.length; start += atOnce) {
    const part = days.slice(start, start + atOnce)
    const column = (of: (day: PastDay) => string | number) => part.map(of)
    await sql`
      insert into status_days as d (territory_id, scheme, school, day, status, source, pupils)
      select ${territoryId}, scheme, school, day, status, source, sum(pupils) from unnest(
        ${column(({ scheme }) => scheme)}::text[], ${column(({ school }) => school)}::text[], ${column(({ day }) => day)}::date[],
        ${column(({ status }) => status)}::text[], ${column(({ source }) => source)}::text[],
        ${column(({ pupils }) => pupils)}::integer[]) given (scheme, school, day, status, source, pupils)
      group by 2, 3, 4, 5, 6
      on conflict (territory_id, scheme, school, day, status, source) do update set pupils = d.pupils + excluded.pupils`.execute(
      tx,
    )
  }
  await sql`delete from status_days where ${among} and pupils = 0`.execute(tx)
  await sql`
    insert into status_days (territory_id, scheme, school, day, status, source, pupils)
    select territory_id, scheme, '', day, status, source, sum(pupils)
    from status_days where ${among} group by territory_id, scheme, day, status, source having sum(pupils) <> 0`.execute(
    tx,
  )
}
