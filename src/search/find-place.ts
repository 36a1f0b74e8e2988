import type { Services } from '#/platform/services.ts'
import { listAreas, officialAreas } from '#/territory/index.ts'
import { foldPlace, nearestWord } from './words.ts'

/** A commune as a place to start from. */
export interface FoundPlace {
  /** INSEE code. */
  readonly code: string
  readonly name: string
  readonly departement: string | undefined
  readonly lat: number
  readonly lon: number
}

export type PlaceAnswer =
  | {
      readonly kind: 'found'
      readonly place: FoundPlace /** Other communes that may be meant. */
      readonly others: readonly FoundPlace[]
    }
  | { readonly kind: 'several'; readonly places: readonly FoundPlace[] }
  | { readonly kind: 'unknown'; readonly near: readonly FoundPlace[] }

const mostOffered = 8

/**
 * The commune that someone means by a name or a postcode, accents, capitals and « St » forgiven. Nothing is asked outside. Several of one
 * name are all offered; a beginning that fits one only is that one.
 */
export async function findPlace(
  services: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  { typed, code }: { readonly typed: string; readonly code?: string | undefined },
): Promise<PlaceAnswer> {
  const communes = await communesOf(services, territoryId)
  const wanted = foldPlace(typed)
  const chosen = code === undefined ? undefined : communes.find((each) => each.place.code === code)
  // A code left in the address by an earlier choice does not hold for another name.
  if (chosen && (wanted === '' || matches(chosen, wanted))) return { kind: 'found', place: chosen.place, others: [] }
  if (/^\d{5}$/.test(wanted)) {
    const codes = new Set(officialAreas().servedBy(wanted))
    return settle(
      communes.filter(({ place }) => codes.has(place.code)),
      communes,
      wanted,
    )
  }
  const bare = wanted.replace(/\b\d{5}\b/, '').trim()
  const exact = communes.filter(({ folded }) => folded === bare)
  if (exact.length > 0) return settle(exact, communes, bare)
  const beginning = bare.length < 2 ? [] : communes.filter(({ folded }) => folded.startsWith(bare))
  if (beginning.length > 0) return settle(beginning, communes, bare)
  const inside = bare.length < 4 ? [] : communes.filter(({ folded }) => folded.includes(bare))
  return settle(inside, communes, bare)
}

/** The commune that a longer text ends with or holds, « 12 rue du Pont 14500 Vire »: the longest of the names, else the postcode's only one. */
export async function communeWithin(
  services: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  typed: string,
): Promise<FoundPlace | undefined> {
  const communes = await communesOf(services, territoryId)
  const text = ` ${foldPlace(typed)} `
  const postcode = /\b\d{5}\b/.exec(text)?.[0]
  const codes = new Set(postcode === undefined ? [] : officialAreas().servedBy(postcode))
  const served = communes.filter(({ place }) => codes.has(place.code))
  const longest = (among: readonly Commune[]) =>
    among
      .filter(({ folded }) => text.includes(` ${folded} `))
      .toSorted((a, b) => b.folded.length - a.folded.length || b.population - a.population)[0]?.place
  return longest(served) ?? (served.length === 1 ? served[0]?.place : longest(communes))
}

interface Commune {
  readonly place: FoundPlace
  readonly folded: string
  readonly population: number
}

const matches = ({ folded }: Commune, wanted: string): boolean =>
  /^\d{5}$/.test(wanted) || folded.includes(wanted.replace(/\b\d{5}\b/, '').trim())

function settle(found: readonly Commune[], all: readonly Commune[], wanted: string): PlaceAnswer {
  const sorted = found.toSorted((a, b) => b.population - a.population || a.place.code.localeCompare(b.place.code))
  const [first] = sorted
  if (sorted.length === 1 && first) return { kind: 'found', place: first.place, others: [] }
  if (sorted.length > 1) return { kind: 'several', places: sorted.slice(0, mostOffered).map(({ place }) => place) }
  const near = nearestWord(wanted, new Set(all.map(({ folded }) => folded)))
  return {
    kind: 'unknown',
    near: all
      .filter(({ folded }) => folded === near)
      .slice(0, mostOffered)
      .map(({ place }) => place),
  }
}

interface Known {
  readonly at: Temporal.Instant
  readonly communes: Promise<readonly Commune[]>
}
const known = new WeakMap<object, Map<string, Known>>()
/** Some thousand names change once a year; a page must not read them all each time. */
const goodFor = { minutes: 5 }

function communesOf(services: Pick<Services, 'db' | 'clock'>, territoryId: string): Promise<readonly Commune[]> {
  const now = services.clock.now()
  const byTerritory = known.get(services) ?? new Map<string, Known>()
  known.set(services, byTerritory)
  const kept = byTerritory.get(territoryId)
  if (kept && Temporal.Instant.compare(now, kept.at.add(goodFor)) < 0) return kept.communes
  const communes = readCommunes(services, territoryId)
  byTerritory.set(territoryId, { at: now, communes })
  communes.catch(() => byTerritory.delete(territoryId))
  return communes
}

async function readCommunes({ db }: Pick<Services, 'db'>, territoryId: string): Promise<readonly Commune[]> {
  const areas = await listAreas(db, territoryId, 'commune')
  return areas.flatMap(({ code, name, departement, lat, lon, population }) =>
    lat === undefined || lon === undefined
      ? []
      : [{ place: { code, name, departement, lat, lon }, folded: foldPlace(name), population }],
  )
}
