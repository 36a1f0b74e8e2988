import { addCounts, type Counts, placed } from './counts.ts'

/** From the widest to the narrowest, as addresses name them. */
const levels = ['region', 'departement', 'epci', 'bassin', 'etablissement'] as const
export type Level = (typeof levels)[number]

export const isLevel = (text: string): text is Level => levels.some((level) => level === text)

/** A school with what is known of its pupils, and the areas that hold it by level. */
export interface SchoolCoverage extends Counts {
  readonly uai: string
  readonly name: string
  readonly lat: number | undefined
  readonly lon: number | undefined
  readonly areas: Readonly<Partial<Record<Level, string>>>
}

/** An area of the table below the map. */
export interface AreaCoverage extends Counts {
  readonly level: Level
  readonly code: string
  readonly name: string
  /** The middle of its pupils: schools weighted by their pupils. Undefined when no school of it has a position. */
  readonly lat: number | undefined
  readonly lon: number | undefined
  readonly schools: number
}

/** Where schools go that the territory's list does not know. */
export const UNKNOWN_AREA = 'autres'

/** The areas of a level that hold at least a school, each with the sum of its schools. */
export function coverageBy(
  level: Level,
  schools: readonly SchoolCoverage[],
  nameOf: (level: Level, code: string) => string | undefined,
): AreaCoverage[] {
  const groups = Map.groupBy(schools, (school) =>
    level === 'etablissement' ? school.uai : (school.areas[level] ?? UNKNOWN_AREA),
  )
  return [...groups].map(([code, members]) => ({
    level,
    code,
    name: level === 'etablissement' ? (members[0]?.name ?? code) : (nameOf(level, code) ?? 'Hors du territoire connu'),
    schools: members.length,
    ...middleOf(members),
    ...addCounts(members),
  }))
}

function middleOf(schools: readonly SchoolCoverage[]): { lat: number | undefined; lon: number | undefined } {
  let [lat, lon, weight] = [0, 0, 0]
  for (const school of schools) {
    if (school.lat === undefined || school.lon === undefined) continue
    lat += school.lat * school.pupils
    lon += school.lon * school.pupils
    weight += school.pupils
  }
  return weight > 0 ? { lat: lat / weight, lon: lon / weight } : { lat: undefined, lon: undefined }
}

/** The schools of an area. */
export function schoolsWithin(level: Level, code: string, schools: readonly SchoolCoverage[]): SchoolCoverage[] {
  if (level === 'etablissement') return schools.filter(({ uai }) => uai === code)
  return schools.filter(({ areas }) => (areas[level] ?? UNKNOWN_AREA) === code)
}

/** Levels that a level opens onto, the first by default. */
export const levelsBelow: Readonly<Record<Level, readonly Level[]>> = {
  region: ['bassin', 'epci', 'departement', 'etablissement'],
  departement: ['bassin', 'epci', 'etablissement'],
  epci: ['etablissement'],
  bassin: ['etablissement'],
  etablissement: [],
}

export const sortKeys = ['name', 'pupils', 'share', 'none', 'unreached'] as const
export type SortKey = (typeof sortKeys)[number]
export interface SortBy {
  readonly key: SortKey
  readonly descending: boolean
}

/** Where most is to do first. */
export const mostToDo: SortBy = { key: 'none', descending: true }

/** The areas in order; equal ones by name, so that pages do not change between two visits. */
export function sortAreas(areas: readonly AreaCoverage[], { key, descending }: SortBy): AreaCoverage[] {
  const sign = descending ? -1 : 1
  const byName = (a: AreaCoverage, b: AreaCoverage) => collator.compare(a.name, b.name)
  if (key === 'name') return areas.toSorted((a, b) => sign * byName(a, b))
  const weigh = (area: AreaCoverage): number => {
    if (key === 'share') return area.pupils > 0 ? placed(area) / area.pupils : 2
    return key === 'none' ? withoutPlace(area) : area[key]
  }
  return areas.toSorted((a, b) => sign * (weigh(a) - weigh(b)) || byName(a, b))
}

/** Pupils for whom something is left to do. */
export const withoutPlace = ({ partly, none }: Counts): number => partly + none

const collator = new Intl.Collator('fr', { numeric: true })
