import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'

/**
 * Where an agreement stands, for access to it: with its pupil, class, school, host or prescriber; undefined when there is none. One in the
 * archive is not there for those who work with agreements.
 */
export const placeOfAgreement = (db: Db, id: string): Promise<Place | undefined> => placeOf(db, id, 'is')

/** Where an agreement in the archive stands. */
export const placeOfArchivedAgreement = (db: Db, id: string): Promise<Place | undefined> => placeOf(db, id, 'is not')

/** Where someone whom an organisation accompanies stands: with it. */
export async function placeOfBeneficiary(db: Db, id: string): Promise<Place | undefined> {
  const row = await db
    .selectFrom('beneficiaries')
    .select(['territory_id', 'organisation'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { territoryId: row.territory_id, organisation: row.organisation }
}

async function placeOf(db: Db, id: string, archived: 'is' | 'is not'): Promise<Place | undefined> {
  const row = await db
    .selectFrom('agreements as a')
    .leftJoin('schools as s', (join) =>
      join.onRef('s.territory_id', '=', 'a.territory_id').onRef('s.uai', '=', 'a.school'),
    )
    .select(['a.territory_id', 'a.pupil_id', 'a.class_id', 'a.school', 'a.host_id', 'a.organisation', 's.bassin'])
    .where('a.id', '=', id)
    .where('a.archived_at', archived, null)
    .executeTakeFirst()
  return (
    row && {
      territoryId: row.territory_id,
      pupil: row.pupil_id,
      ...(row.school === '' ? {} : { school: row.school }),
      ...(row.class_id === null ? {} : { class: row.class_id }),
      ...(row.host_id === null ? {} : { host: row.host_id }),
      ...(row.organisation === null ? {} : { organisation: row.organisation }),
      ...(row.bassin === null ? {} : { bassin: row.bassin }),
    }
  )
}
