import './tables.ts'
import { sql } from 'kysely'
import { listPeople } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { SchoolClass } from './school-class.ts'

/** A teacher of a class, with how many pupils of other classes they follow already. */
export interface ClassTeacher {
  readonly accountId: string
  readonly name: string
  readonly load: number
}

/** More than any school has. */
const most = 200

/** Those who teach a class, or all of its school, by name. */
export async function teachersOfClass(
  db: Db,
  { territoryId, id, school }: SchoolClass,
  now: Temporal.Instant,
): Promise<readonly ClassTeacher[]> {
  const places = [
    { kind: 'class', id },
    { kind: 'school', id: school },
  ] as const
  const { rows } = await listPeople(db, { territoryId, places }, now, { limit: most })
  const teachers = new Map(
    rows.flatMap(({ accountId, name, grant, isEnded }) =>
      grant.role === 'teacher' && !isEnded ? [[accountId, name]] : [],
    ),
  )
  const loads = await db
    .selectFrom('referents as r')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'r.territory_id').onRef('p.id', '=', 'r.pupil_id'),
    )
    .select(['r.account_id', (of) => of.fn.countAll<number>().as('load')])
    .where(sql<boolean>`r.account_id = any (${[...teachers.keys()]}::uuid[])`)
    .where('p.class_id', '<>', id)
    .where('p.left_at', 'is', null)
    .groupBy('r.account_id')
    .execute()
  const loadOf = new Map(loads.map(({ account_id, load }) => [account_id, load]))
  return [...teachers].map(([accountId, name]) => ({ accountId, name, load: loadOf.get(accountId) ?? 0 }))
}
