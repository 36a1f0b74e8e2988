import { bassinsOf, type Grant } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { At } from './board-view.ts'
import { liesIn } from './read-ground.ts'

/** Who follows a territory, or some bassins of it, on its dashboards. */
export const boardRoles = ['coordinator', 'observer'] as const

/** The bassins that someone with these roles may look into; undefined: the whole territory is theirs. */
export const followedBassins = (grants: readonly Grant[], territoryId: string): readonly string[] | undefined =>
  bassinsOf(grants, boardRoles, territoryId)

/** Whether someone with these roles may look into an area, with all its schools; undefined: into the whole territory. */
export async function follows(
  db: Db,
  territoryId: string,
  grants: readonly Grant[],
  at: At | undefined,
): Promise<boolean> {
  const codes = followedBassins(grants, territoryId)
  return !codes || (at !== undefined && liesIn(db, territoryId, at, { level: 'bassin', codes }))
}
