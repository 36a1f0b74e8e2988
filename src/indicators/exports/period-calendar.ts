import { sql } from 'kysely'
import { capital, countWords, mondayOfWeek } from '#/design/index.ts'
import type { CalendarEvent } from '#/platform/calendar-file.ts'
import type { Db } from '#/platform/database.ts'
import { readWithin } from '../board-view.ts'
import { schemeWords } from '../pages/board-frame.tsx'
import { inside } from '../read-figures.ts'

/** Classes of a school that have the same weeks. */
export interface SchoolWeeks {
  readonly school: string
  readonly name: string
  readonly scheme: string
  /** ISO weeks, ascending. */
  readonly weeks: readonly string[]
  readonly classes: number
}

/** More schools than any territory has, with several periods each. */
const most = 5000

/** The weeks of the schools of an area, from a given week on. */
export async function weeksOfSchools(
  db: Db,
  { territoryId, within, from }: { readonly territoryId: string; readonly within: string; readonly from: string },
): Promise<SchoolWeeks[]> {
  const { rows } = await sql<SchoolWeeks>`
    select c.school, coalesce(s.name, c.school) as name, c.scheme, c.weeks, count(*)::integer as classes
    from periods c
    left join schools s on s.territory_id = c.territory_id and s.uai = c.school
    where c.territory_id = ${territoryId} and ${inside(readWithin(within))} and c.weeks[array_upper(c.weeks, 1)] >= ${from}
    group by 1, 2, 3, 4 order by 1, 3, 4 limit ${most}`.execute(db)
  return rows
}

/** An event for each run of weeks, Monday to Friday; names no class and no pupil. */
export const periodEvents = (rows: readonly SchoolWeeks[]): CalendarEvent[] =>
  rows.flatMap(({ school, name, scheme, weeks, classes }) =>
    weekRuns(weeks).map(({ first, last, when }) => ({
      uid: `periods-${school}-${scheme}-${first}-${last}@passerelle`,
      title: `${name} : ${countWords(classes, 'classe')} en stage`,
      description: capital(schemeWords(scheme)),
      when,
      leavesFree: true,
    })),
  )

/** Weeks that follow each other, together: from a Monday to a Friday. */
export function weekRuns(weeks: readonly string[]) {
  const runs: { first: string; last: string }[] = []
  for (const week of weeks) {
    const run = runs.at(-1)
    if (run && mondayOfWeek(run.last).add({ days: 7 }).equals(mondayOfWeek(week))) run.last = week
    else runs.push({ first: week, last: week })
  }
  return runs.map(({ first, last }) => ({
    ...{ first, last },
    when: { first: mondayOfWeek(first), last: mondayOfWeek(last).add({ days: 4 }) },
  }))
}
