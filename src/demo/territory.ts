import { mondayOf } from '#/calendar/index.ts'
import { type Progress, silent } from '#/platform/progress.ts'
import { groupBassins } from './bassins.ts'
import { type FrenchCommunes, frenchCommunes } from './french-communes.ts'
import type { Host } from './hosts.ts'
import type { Offer } from './offers.ts'
import { drawOutlines, type Outline } from './outlines.ts'
import { paceOf } from './pace.ts'
import { kilometres, type Place } from './place.ts'
import type { Pupil } from './pupils.ts'
import { raiseInputs } from './raise-inputs.ts'
import { seededRandom } from './random.ts'
import { raiseSchools, type School } from './schools.ts'
import { describeSettlements, type Settlements } from './settlements.ts'
import { buildTimetable, type Feed, type FeedSize } from './timetable/index.ts'

export type AreaKind = 'region' | 'departement' | 'epci' | 'bassin' | 'commune'

/** A level of the territory. Parents are codes, undefined where the level has no such parent (an EPCI can straddle départements). */
export interface Area {
  readonly kind: AreaKind
  readonly code: string
  readonly name: string
  readonly region: string | undefined
  readonly departement: string | undefined
  readonly epci: string | undefined
  readonly bassin: string | undefined
  readonly lat: number
  readonly lon: number
  readonly population: number
  /** The position is a guess (communes of which no package tells it). */
  readonly approximate: boolean
}

export interface TerritoryOptions {
  /** A région by its name without accents: `normandie`, `grand-est`. */
  readonly territory: string
  /** Pupils of seconde, from 100; by default what the région has. Beyond it, the nearest régions join, up to all of France. */
  readonly size?: number | undefined
  readonly seed?: string | undefined
  /** Of the placement: the second fortnight of June, weeks 25 and 26. */
  readonly year?: number | undefined
  /** How far the year is: a third of the pupils hold a place without it. */
  readonly standing?: Standing | undefined
  readonly progress?: Progress | undefined
}

/** How far a year is. */
export interface Standing {
  /** Of the pupils, who hold a place. */
  readonly held: number
  /** Seats for each week that a pupil still misses. */
  readonly free: number
}

export interface Territory {
  readonly name: string
  readonly seed: string
  readonly weeks: readonly string[]
  readonly standing: Standing
  readonly areas: readonly Area[]
  readonly outlines: readonly Outline[]
  readonly schools: readonly (School & {
    readonly bassinCode: string
    readonly bassinName: string
    readonly regionName: string
  })[]
  readonly pupils: readonly Pupil[]
  readonly hosts: readonly Host[]
  readonly offers: readonly Offer[]
  readonly timetable: Feed
  readonly timetableSize: FeedSize
}

/** The name of a commune by its code. */
export function cityNames({ areas }: Pick<Territory, 'areas'>): (code: string) => string {
  const names = new Map(areas.flatMap(({ kind, code, name }) => (kind === 'commune' ? [[code, name]] : [])))
  return (code) => names.get(code) ?? code
}

/** No région bears the name given; the message lists those that can be built. */
export class UnknownTerritory extends Error {}

/** Normandie's 25,000 pupils for its 3.35 million people. */
const pupilsPerHead = 25_000 / 3_345_842
const pupilsPerSchool = 100
const hostsPerPupil = 0.32
/** In the middle of a year. Of the pupils' weeks without a place: seats exist for nearly all, but not where they are wanted. */
const middle: Standing = { held: 0.34, free: 0.97 }

/**
 * Builds a believable territory without any network: real communes, generated schools, pupils, hosts and timetable.
 * Same options, same territory. About five seconds for Normandie.
 */
export async function buildTerritory(options: TerritoryOptions): Promise<Territory> {
  const { territory, seed = 'passerelle', year = 2026, standing = middle, progress = silent } = options
  const stages = ['Communes', 'Lycées', 'Élèves', 'Structures d’accueil', 'Offres', 'Horaires', 'Contours']
  const tell = (done: number): void =>
    progress({ stage: stages[done] ?? 'Territoire construit', done, total: stages.length })
  tell(0)
  const france = await frenchCommunes()
  const region = france.regions.find(({ name }) => slug(name) === territory)
  if (region === undefined)
    throw new UnknownTerritory(
      `« ${territory} » n’est pas une région connue ; choisissez parmi ${france.regions.map(({ name }) => slug(name)).join(', ')}.`,
    )
  const own = france.communesOf(region.code)
  const size = Math.max(100, options.size ?? pupilsOf(own))
  const places = choosePlaces(france, own, region.code, size)
  const random = seededRandom(`${seed}/${territory}/${size}/${year}`)
  const settlements = describeSettlements(places)
  const { bassins, bassinOf } = groupBassins(places)
  tell(1)
  const schools = raiseSchools(
    settlements,
    Math.max(3, Math.round(size / pupilsPerSchool)),
    size,
    random.fork('schools'),
  )
  const weeks = [`${year}-W25`, `${year}-W26`]
  const first = mondayOf(weeks[0]!)!
  const { pupils, hosts, offers } = raiseInputs(
    settlements,
    schools.map((school) => ({ ...school, nearQpv: school.qpv !== '' })),
    {
      ...{ weeks, hosts: Math.max(40, Math.round(size * hostsPerPupil)), spanAllShare: 0.3 },
      ...{ heldShare: standing.held, freeSeatRatio: standing.free },
      ...(options.standing ? { heldShareOf: paceOf(seed, standing.held, (code) => bassinOf.get(code)?.code) } : {}),
    },
    random,
    ({ done }) => tell(2 + done),
  )
  tell(5)
  const served = size > pupilsOf(own) * 1.5 ? describeSettlements(own) : settlements
  const { feed, size: timetableSize } = buildTimetable(
    served,
    { first, last: first.add({ days: 13 }) },
    random.fork('timetable'),
  )
  tell(6)
  const outlines = drawOutlines(places, [
    { kind: 'region', codeOf: (place) => place.region },
    { kind: 'departement', codeOf: (place) => place.departement },
    { kind: 'epci', codeOf: (place) => place.epci },
    { kind: 'bassin', codeOf: (place) => bassinOf.get(place.code)?.code },
  ])
  tell(7)
  const regionNames = new Map(france.regions.map(({ code, name }) => [code, name]))
  const regionOf = new Map(france.departements.map((each) => [each.code, regionNames.get(each.region) ?? '']))
  return {
    name: region.name,
    seed,
    weeks,
    standing,
    areas: listAreas(france, settlements, bassins, bassinOf),
    outlines,
    schools: schools.map((school) => ({
      ...school,
      bassinCode: bassinOf.get(school.communeCode)?.code ?? '',
      bassinName: bassinOf.get(school.communeCode)?.name ?? '',
      regionName: regionOf.get(school.departementCode) ?? '',
    })),
    pupils,
    hosts,
    offers,
    timetable: feed,
    timetableSize,
  }
}

const pupilsOf = (places: readonly Place[]): number =>
  Math.round((places.reduce((sum, { population }) => sum + population, 0) * pupilsPerHead) / 1000) * 1000

/** Whole EPCI from the middle of the région outwards until there are people enough; then the nearest régions. */
function choosePlaces(france: FrenchCommunes, own: readonly Place[], region: string, size: number): readonly Place[] {
  const wanted = size / pupilsPerHead
  const centre = centreOf(own)
  if (size < pupilsOf(own)) {
    const epcis = [...Map.groupBy(own, ({ epci }) => epci).values()]
      .filter((members) => people(members) > 0)
      .sort((a, b) => kilometres(centreOf(a), centre) - kilometres(centreOf(b), centre))
    const chosen: Place[] = []
    for (const members of epcis) if (people(chosen) < wanted) chosen.push(...members)
    return chosen.sort((a, b) => (a.code < b.code ? -1 : 1))
  }
  const chosen = [...own]
  const others = france.regions
    .filter(({ code }) => code !== region)
    .map(({ code }) => ({ code, people: france.populationOf(code) }))
  // Régions by what they add to the people, read one by one: each takes a moment to place.
  const read = new Map<string, readonly Place[]>()
  while (people(chosen) < wanted * 0.97 && others.length > 0) {
    const near = others
      .map((other) => {
        const places = read.get(other.code) ?? france.communesOf(other.code)
        read.set(other.code, places)
        return { other, places, km: places.length > 0 ? kilometres(centreOf(places), centre) : 1e9 }
      })
      .sort((a, b) => a.km - b.km)[0]!
    chosen.push(...near.places)
    others.splice(others.indexOf(near.other), 1)
  }
  return chosen
}

const people = (places: readonly Place[]): number => places.reduce((sum, { population }) => sum + population, 0)

/** The mean position weighted by population. */
function centreOf(places: readonly Place[]): { lat: number; lon: number } {
  const total = Math.max(1, people(places))
  return {
    lat: places.reduce((sum, { lat, population }) => sum + lat * population, 0) / total,
    lon: places.reduce((sum, { lon, population }) => sum + lon * population, 0) / total,
  }
}

function listAreas(
  france: FrenchCommunes,
  { all }: Settlements,
  bassins: ReturnType<typeof groupBassins>['bassins'],
  bassinOf: ReturnType<typeof groupBassins>['bassinOf'],
): Area[] {
  const total = (
    kind: AreaKind,
    code: string,
    name: string,
    members: readonly Place[],
    parents: Partial<Area>,
  ): Area => {
    const centre = centreOf(members)
    return {
      kind,
      code,
      name,
      region: undefined,
      departement: undefined,
      epci: undefined,
      bassin: undefined,
      ...parents,
      lat: Math.round(centre.lat * 1e5) / 1e5,
      lon: Math.round(centre.lon * 1e5) / 1e5,
      population: people(members),
      approximate: members.some(({ approximate }) => approximate),
    }
  }
  const by = (key: (place: Place) => string) => Map.groupBy(all, key)
  const [regions, departements, epcis] = [
    by((place) => place.region),
    by((place) => place.departement),
    by((place) => place.epci),
  ]
  const bassinMembers = by((place) => bassinOf.get(place.code)?.code ?? '')
  return [
    ...france.regions.flatMap(({ code, name }) =>
      regions.has(code) ? [total('region', code, name, regions.get(code)!, {})] : [],
    ),
    ...france.departements.flatMap(({ code, name, region }) =>
      departements.has(code) ? [total('departement', code, name, departements.get(code)!, { region })] : [],
    ),
    ...france.epcis.flatMap(({ code, name }) => {
      const members = epcis.get(code)
      if (members === undefined) return []
      const departement = members.every((place) => place.departement === members[0]!.departement)
      return [
        total('epci', code, name, members, {
          region: members[0]!.region,
          departement: departement ? members[0]!.departement : undefined,
        }),
      ]
    }),
    ...bassins.map(({ code, name, departement, town }) =>
      total('bassin', code, name, bassinMembers.get(code) ?? [town], { region: town.region, departement }),
    ),
    ...all
      .map((place) =>
        total('commune', place.code, place.name, [place], {
          region: place.region,
          departement: place.departement,
          epci: place.epci === '' ? undefined : place.epci,
          bassin: bassinOf.get(place.code)?.code,
        }),
      )
      .map((area, index) => ({ ...area, lat: all[index]!.lat, lon: all[index]!.lon })),
  ]
}

/** `Provence-Alpes-Côte d’Azur` → `provence-alpes-cote-d-azur`. */
function slug(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
}
