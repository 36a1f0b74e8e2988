import './tables.ts'
import { sql } from 'kysely'
import { presenceDays } from '#/agreements/index.ts'
import { calendarOf } from '#/calendar/index.ts'
import type { Db } from '#/platform/database.ts'
import type { HalfDay } from './half-day.ts'

/** Somebody who did not come, on a day. */
export interface Absence {
  readonly agreementId: string
  readonly name: string
  readonly className: string
  readonly hostName: string
  readonly halves: readonly HalfDay[]
  readonly at: Temporal.Instant
}

/** More than a school would read on one page. */
const most = 200

/** Those of a school who did not come on a day, by name: ask inside `guarded`. */
export async function absencesOfDay(
  tx: Db,
  { territoryId, school, day }: { readonly territoryId: string; readonly school: string; readonly day: string },
): Promise<readonly Absence[]> {
  const rows = await tx
    .selectFrom('placement_presence as p')
    .innerJoin('agreements as a', (on) =>
      on.onRef('a.territory_id', '=', 'p.territory_id').onRef('a.id', '=', 'p.agreement_id'),
    )
    .select(['p.agreement_id', 'p.half', 'p.at', 'a.content'])
    .where('p.territory_id', '=', territoryId)
    .where('p.school', '=', school)
    .where('p.day', '=', day)
    .where('p.present', '=', sql.lit(false))
    .orderBy('p.agreement_id')
    .orderBy('p.half')
    .limit(2 * most)
    .execute()
  return [...Map.groupBy(rows, ({ agreement_id }) => agreement_id)]
    .flatMap(([agreementId, same]): Absence[] => {
      const [first] = same
      if (!first) return []
      const { pupil, hosts } = first.content
      return [
        {
          agreementId,
          name: `${pupil.lastName} ${pupil.firstName}`,
          className: pupil.className ?? '',
          hostName: hosts[0].name,
          halves: same.map(({ half }) => half),
          at: first.at,
        },
      ]
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

/** More placements than a school has on one day. */
const mostRunning = 3000

/** How many pupils of a school are expected in a placement on a day, and of how many something was said. */
export async function presenceOfDay(
  tx: Db,
  { territoryId, school, day }: { readonly territoryId: string; readonly school: string; readonly day: string },
): Promise<{ readonly away: number; readonly said: number }> {
  const rows = await tx
    .selectFrom('agreements as a')
    .select((on) => [
      'a.content',
      on
        .exists(
          on
            .selectFrom('placement_presence as p')
            .select('p.day')
            .whereRef('p.territory_id', '=', 'a.territory_id')
            .whereRef('p.agreement_id', '=', 'a.id')
            .where('p.day', '=', day),
        )
        .as('said'),
    ])
    .where('a.territory_id', '=', territoryId)
    .where('a.school', '=', school)
    .where('a.state', 'in', ['signed', 'running', 'completed'])
    .where('a.amends', 'is', null)
    .where('a.first_day', '<=', day)
    .where('a.last_day', '>=', day)
    .limit(mostRunning)
    .execute()
  const calendar = calendarOf(school.slice(0, 3))
  // On a Sunday, a holiday or a day at school nobody of them is away.
  const away = rows.filter(
    ({ content, said }) => said || presenceDays(content, calendar).some(({ date }) => date === day),
  )
  return { away: away.length, said: away.filter(({ said }) => said).length }
}
