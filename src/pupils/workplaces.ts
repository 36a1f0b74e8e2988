import { addressOf } from '#/addresses.ts'
import { type Account, placesOf } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { findSchool } from '#/territory/index.ts'
import { findClasses, listClasses } from './classes.ts'
import type { SchoolClass } from './school-class.ts'

/** A school or a class where someone works, and the page that opens it. */
export interface Workplace {
  readonly key: string
  readonly name: string
  /** « établissement », or the school of a class. */
  readonly what: string
  readonly href: string
  /** Undefined for a whole school. */
  readonly of: SchoolClass | undefined
}

/** More than any school has classes. */
const mostClasses = 300

/** Schools first, then classes that one teaches. */
export async function workplacesOf(db: Db, account: Account): Promise<readonly Workplace[]> {
  const places: Workplace[] = []
  const schools = new Set<string>()
  for (const { territoryId, id } of placesOf(account, ['head', 'ddfpt', 'secretary'], 'school')) {
    const school = schools.has(`${territoryId} ${id}`) ? undefined : await findSchool(db, territoryId, id)
    schools.add(`${territoryId} ${id}`)
    if (school) places.push(schoolPlace(territoryId, id, school.name))
  }
  for (const [territoryId, of] of Map.groupBy(placesOf(account, ['teacher'], 'class'), (place) => place.territoryId))
    for (const each of (await findClasses(db, territoryId, of.map(({ id }) => id).filter(isId))).values())
      places.push(await classPlace(db, each))
  for (const { territoryId, id } of placesOf(account, ['teacher'], 'school'))
    for (const each of (await listClasses(db, { territoryId, school: id, limit: mostClasses })).rows)
      if (!schools.has(`${territoryId} ${id}`)) places.push(await classPlace(db, each))
  return [...new Map(places.map((place) => [place.key, place])).values()]
}

const schoolPlace = (territory: string, school: string, name: string): Workplace => ({
  key: `${territory} ${school}`,
  name,
  what: 'établissement',
  href: addressOf('school', { territory, school }),
  of: undefined,
})

const classPlace = async (db: Db, of: SchoolClass): Promise<Workplace> => ({
  key: of.id,
  name: of.name,
  what: (await findSchool(db, of.territoryId, of.school))?.name ?? of.school,
  href: addressOf('class', { class: of.id }),
  of,
})
