import { academieOf } from './academies.ts'
import { fictitiousSiren, fictitiousSiret, fictitiousUai } from './fictitious-identifiers.ts'
import { groundNameAt, groundNameCount, streetAddress } from './names.ts'
import { type Point, scattered } from './place.ts'
import { type Random, shareOut } from './random.ts'
import type { Settlement, Settlements } from './settlements.ts'

/** A lycée, as schools.csv describes it. */
export interface School extends Point {
  readonly uai: string
  readonly name: string
  readonly sector: 'Public' | 'Privé'
  readonly address: string
  readonly postcode: string
  readonly communeCode: string
  readonly communeName: string
  readonly departementCode: string
  readonly epciCode: string
  readonly academie: string
  /** Of school holidays: A, B, C. */
  readonly zone: string
  readonly general: boolean
  readonly technological: boolean
  readonly vocational: boolean
  readonly boarding: boolean
  readonly siret: string
  readonly pupils: number
  readonly secondePupils: number
  readonly qpv: string
  readonly priorityEducation: boolean
  readonly rural: boolean
}

/**
 * Places lycées by population: each goes to the town whose surroundings have the most people for the lycées they have
 * (highest averages), and the pupils of seconde are shared by the same people.
 */
export function raiseSchools({ all, centres }: Settlements, count: number, pupils: number, random: Random): School[] {
  const towns = centres.length > 0 ? centres : [all.reduce((a, b) => (b.population > a.population ? b : a))]
  const people = new Map(towns.map(({ code }) => [code, 0]))
  const suburbs = Map.groupBy(
    all.filter(({ kind, population }) => kind === 'suburb' && population > 7000),
    ({ town }) => town.code,
  )
  for (const { town, population } of all) people.set(town.code, (people.get(town.code) ?? 0) + population)
  const lycees = new Map(towns.map(({ code }) => [code, 0]))
  const need = (town: Settlement): number => (people.get(town.code) ?? 0) / ((lycees.get(town.code) ?? 0) + 0.6)
  for (let given = 0; given < count; given++) {
    const next = towns.reduce((a, b) => (need(b) > need(a) ? b : a))
    lycees.set(next.code, (lycees.get(next.code) ?? 0) + 1)
  }
  const plans = towns.flatMap((town) => {
    const own = lycees.get(town.code) ?? 0
    return Array.from({ length: own }, () => {
      const edge = suburbs.get(town.code) ?? []
      const where = own > 2 && edge.length > 0 && random.chance(0.35) ? random.pick(edge) : town
      return { where, weight: ((people.get(town.code) ?? 0) / own) * (0.55 + 0.9 * random.next()) }
    })
  })
  const heads = shareOut(
    pupils,
    plans.map(({ weight }) => weight),
  )
  const numbers = new Map<string, number>()
  // Each département walks the names from a start of its own, so that none comes twice there before all are used.
  const firstName = new Map<string, number>()
  return plans.map(({ where }, index): School => {
    const number = (numbers.get(where.departement) ?? 0) + 1
    numbers.set(where.departement, number)
    if (!firstName.has(where.departement)) firstName.set(where.departement, random.below(groundNameCount))
    const technological = random.chance(0.8)
    const vocational = random.chance(0.3)
    const inTown = where.kind === 'centre' && where.population > 15_000
    const qpv = !inTown ? '' : random.pick(['', '', '', '', "à moins de 300 m d'un QPV", 'dans un QPV'])
    const secondePupils = heads[index]!
    const siren = fictitiousSiren(90_000 + index)
    const isPublic = random.chance(0.72)
    const round = Math.floor((number - 1) / groundNameCount)
    return {
      ...scattered(where, where.kind === 'centre' ? Math.min(2, 0.5 + where.population / 60_000) : 0.5, random),
      uai: fictitiousUai(where.departement, number),
      name: `Lycée ${groundNameAt((firstName.get(where.departement) ?? 0) + number * 7)}${round > 0 ? ` ${round + 1}` : ''}`,
      sector: isPublic ? 'Public' : 'Privé',
      address: streetAddress(random),
      postcode: where.postcode,
      communeCode: where.code,
      communeName: where.name,
      departementCode: where.departement,
      epciCode: where.epci,
      academie: academieOf(where.departement)?.academie ?? '',
      zone: academieOf(where.departement)?.zone ?? '',
      general: true,
      technological,
      vocational,
      boarding: random.chance(0.35),
      siret: fictitiousSiret(siren, 1),
      pupils: Math.round(secondePupils * (vocational ? 3.8 : 2.9)),
      secondePupils,
      qpv,
      priorityEducation: isPublic && (qpv === 'dans un QPV' || (inTown && random.chance(0.06))),
      rural: where.population < 7000,
    }
  })
}
