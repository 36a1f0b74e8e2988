import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import type { Area } from './area.ts'

/**
 * The official division of France (INSEE's Code officiel géographique, by @etalab/decoupage-administratif), overseas included:
 * which EPCI, département and région a commune belongs to. It knows no positions.
 */
export interface OfficialAreas {
  /** The commune of an INSEE code; a delegated or associated one gives the commune that holds it. */
  readonly commune: (code: string) => Area | undefined
  readonly area: (kind: 'region' | 'departement' | 'epci', code: string) => Area | undefined
  /** INSEE codes of the communes that a postcode serves. */
  readonly servedBy: (postcode: string) => readonly string[]
}

const named = z.object({ code: z.string(), nom: z.string() })
const communesShape = z.array(
  named.extend({
    type: z.string(),
    departement: z.string().optional(),
    region: z.string().optional(),
    chefLieu: z.string().optional(),
    commune: z.string().optional(),
    population: z.number().optional(),
    codesPostaux: z.array(z.string()).optional(),
  }),
)
const departementsShape = z.array(named.extend({ region: z.string() }))
const regionsShape = z.array(named)
const epcisShape = z.array(named.extend({ membres: z.array(z.object({ code: z.string() })) }))

let known: OfficialAreas | undefined

/** Read once, on first use (some 35,000 communes, 0.3 s). */
export function officialAreas(): OfficialAreas {
  known ??= read()
  return known
}

function read(): OfficialAreas {
  const folder = join(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/package.json'), '../data')
  const load = <T>(file: string, shape: z.ZodType<T>): T =>
    shape.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
  const rows = load('communes.json', communesShape)
  const epcis = load('epci.json', epcisShape)
  const epciOf = new Map(epcis.flatMap(({ code, membres }) => membres.map((member) => [member.code, code] as const)))
  const communes = new Map<string, Area>()
  for (const { code, nom, type, departement, region, commune: city = code, population = 0 } of rows)
    if (type === 'commune-actuelle' || type === 'arrondissement-municipal')
      communes.set(code, { kind: 'commune', code, name: nom, departement, region, epci: epciOf.get(city), population })
  const served = new Map<string, string[]>()
  for (const { code, codesPostaux = [] } of rows)
    if (communes.has(code))
      for (const postcode of codesPostaux) served.set(postcode, [...(served.get(postcode) ?? []), code])
  const heads = new Map(rows.flatMap(({ code, chefLieu }) => (chefLieu ? [[code, chefLieu] as const] : [])))
  const areas = new Map<string, Area>()
  for (const { code, nom } of load('regions.json', regionsShape))
    areas.set(`region ${code}`, { kind: 'region', code, name: nom, population: 0 })
  for (const { code, nom, region } of load('departements.json', departementsShape))
    areas.set(`departement ${code}`, { kind: 'departement', code, name: nom, region, population: 0 })
  for (const { code, nom, membres } of epcis) {
    const first = communes.get(membres[0]?.code ?? '')
    areas.set(`epci ${code}`, {
      kind: 'epci',
      code,
      name: nom,
      departement: first?.departement,
      region: first?.region,
      population: membres.reduce((sum, member) => sum + (communes.get(member.code)?.population ?? 0), 0),
    })
  }
  const commune = (code: string): Area | undefined => communes.get(code) ?? communes.get(heads.get(code) ?? '')
  return {
    commune,
    area: (kind, code) => areas.get(`${kind} ${code}`),
    servedBy: (postcode) => served.get(postcode) ?? [],
  }
}
