import './tables.ts'
import type { Db } from '#/platform/database.ts'

/** Pupils of several classes, or a part of one, as the school calls them. */
export interface PupilGroup {
  readonly id: string
  readonly name: string
  readonly pupils: number
}

/** More than any school has. */
const most = 500

/** The groups of a school in a school year, by name. */
export async function listGroups(
  db: Db,
  {
    territoryId,
    school,
    schoolYear,
  }: { readonly territoryId: string; readonly school: string; readonly schoolYear: number },
): Promise<readonly PupilGroup[]> {
  return db
    .selectFrom('pupil_groups as g')
    .leftJoin('group_pupils as m', (on) =>
      on.onRef('m.territory_id', '=', 'g.territory_id').onRef('m.group_id', '=', 'g.id'),
    )
    .select(['g.id', 'g.name', (of) => of.fn.count<number>('m.pupil_id').as('pupils')])
    .where('g.territory_id', '=', territoryId)
    .where('g.school', '=', school)
    .where('g.school_year', '=', schoolYear)
    .groupBy(['g.id', 'g.name'])
    .orderBy('g.name')
    .limit(most)
    .execute()
}
