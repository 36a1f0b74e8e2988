import { findHost } from '#/directory/index.ts'
import type { Grant } from '#/identity/index.ts'
import { findOrganisation } from '#/insertion/index.ts'
import type { Db } from '#/platform/database.ts'
import { findClass, findPupil, fullName } from '#/pupils/index.ts'
import { findArea, findSchool, findTerritory } from '#/territory/index.ts'

/** « bassin Vire » where its name does not say that it is one: « Bassin de Vire ». */
export const bassinWords = (name: string): string => (/^bassin\b/i.test(name) ? name : `bassin ${name}`)

/** Where a role is held, as people say it: « Lycée de la Vire », « 2de B, Lycée de la Vire », « Bocage ». */
export async function nameOfPlace(db: Db, { territoryId, scope }: Omit<Grant, 'role'>): Promise<string> {
  if (territoryId === undefined) return 'toute la plateforme'
  const territory = async () => (await findTerritory(db, territoryId))?.name ?? territoryId
  if (scope === undefined) return territory()
  const { kind } = scope
  switch (kind) {
    case 'bassin':
      return `${bassinWords((await findArea(db, territoryId, 'bassin', scope.id))?.name ?? scope.id)}, ${await territory()}`
    case 'school':
      return (await findSchool(db, territoryId, scope.id))?.name ?? `établissement ${scope.id}`
    case 'class': {
      const found = await findClass(db, scope.id)
      const school = found && (await findSchool(db, territoryId, found.school))
      return found ? [found.name, school?.name].filter(Boolean).join(', ') : 'une classe'
    }
    case 'host':
      return (await findHost(db, scope.id))?.name ?? 'une structure'
    case 'pupil': {
      const found = await findPupil(db, scope.id)
      return found ? fullName(found) : 'un élève'
    }
    case 'organisation':
      return (await findOrganisation(db, territoryId, scope.id))?.name ?? `organisme ${scope.id}`
    default:
      return kind satisfies never
  }
}

/** The names of several places, each looked up once. */
export async function namesOfPlaces(
  db: Db,
  grants: readonly Omit<Grant, 'role'>[],
): Promise<(of: Omit<Grant, 'role'>) => string> {
  const names = new Map<string, string>()
  for (const grant of grants) {
    const key = keyOf(grant)
    if (!names.has(key)) names.set(key, await nameOfPlace(db, grant))
  }
  return (grant) => names.get(keyOf(grant)) ?? ''
}

const keyOf = ({ territoryId, scope }: Omit<Grant, 'role'>): string =>
  JSON.stringify([territoryId, scope?.kind, scope?.id])
