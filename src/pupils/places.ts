import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'

/** Where a class stands, for access to it; undefined when there is none. */
export async function placeOfClass(db: Db, id: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('classes as c')
    .leftJoin('schools as s', (join) =>
      join.onRef('s.territory_id', '=', 'c.territory_id').onRef('s.uai', '=', 'c.school'),
    )
    .select(['c.territory_id', 'c.school', 's.bassin'])
    .where('c.id', '=', id)
    .executeTakeFirst()
  return row && { territoryId: row.territory_id, school: row.school, class: id, ...bassinOf(row) }
}

/** Where a pupil's file stands. */
export async function placeOfPupil(db: Db, id: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('pupils as p')
    .leftJoin('schools as s', (join) =>
      join.onRef('s.territory_id', '=', 'p.territory_id').onRef('s.uai', '=', 'p.school'),
    )
    .select(['p.territory_id', 'p.school', 'p.class_id', 's.bassin'])
    .where('p.id', '=', id)
    .executeTakeFirst()
  return row && { territoryId: row.territory_id, school: row.school, class: row.class_id, pupil: id, ...bassinOf(row) }
}

const bassinOf = ({ bassin }: { readonly bassin: string | null }) => (bassin === null ? {} : { bassin })
