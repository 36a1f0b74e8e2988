import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** The pupils of a class in figures. */
export interface ClassCounts {
  readonly pupils: number
  /** An e-mail address, or a printed code in force: they can come in. */
  readonly canSignIn: number
  /** They came in once at least. */
  readonly signedIn: number
  readonly withHome: number
}

export const noPupils: ClassCounts = { pupils: 0, canSignIn: 0, signedIn: 0, withHome: 0 }

/** The figures of every class of a school, by class; a class without a pupil is not there. */
export async function countsOfClasses(db: Db, territoryId: string, school: string): Promise<Map<string, ClassCounts>> {
  const rows = await db
    .selectFrom('pupils')
    .select(['class_id', (of) => of.fn.countAll<number>().as('pupils')])
    .select([
      sql<number>`count(*) filter (where email is not null or personal_code_hash is not null)`.as('can_sign_in'),
      sql<number>`count(*) filter (where account_id is not null)`.as('signed_in'),
      sql<number>`count(*) filter (where home_precision is not null)`.as('with_home'),
    ])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('left_at', 'is', null)
    .groupBy('class_id')
    .execute()
  return new Map(
    rows.map(({ class_id, pupils, can_sign_in, signed_in, with_home }) => [
      class_id,
      { pupils, canSignIn: can_sign_in, signedIn: signed_in, withHome: with_home },
    ]),
  )
}
