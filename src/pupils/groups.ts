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

/** Someone of a group. */
export interface GroupMember {
  readonly id: string
  readonly lastName: string
  readonly firstName: string
  readonly className: string
}

/** Who is in a group, by name. */
export async function membersOfGroup(db: Db, territoryId: string, groupId: string): Promise<readonly GroupMember[]> {
  const rows = await db
    .selectFrom('group_pupils as m')
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'm.territory_id').onRef('p.id', '=', 'm.pupil_id'),
    )
    .innerJoin('classes as c', (on) =>
      on.onRef('c.territory_id', '=', 'p.territory_id').onRef('c.id', '=', 'p.class_id'),
    )
    .select(['p.id', 'p.last_name', 'p.first_name', 'c.name'])
    .where('m.territory_id', '=', territoryId)
    .where('m.group_id', '=', groupId)
    .where('p.left_at', 'is', null)
    .orderBy('p.last_name')
    .orderBy('p.first_name')
    .orderBy('p.id')
    .limit(most)
    .execute()
  return rows.map(({ id, last_name, first_name, name }) => ({
    id,
    lastName: last_name,
    firstName: first_name,
    className: name,
  }))
}
