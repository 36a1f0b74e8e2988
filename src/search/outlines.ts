import type { LonLat, MapOutline, Ring } from '#/design/index.ts'
import type { Services } from '#/platform/services.ts'
import { listAreas, listOutlines } from '#/territory/index.ts'

interface Bounds {
  readonly west: number
  readonly east: number
  readonly south: number
  readonly north: number
}

interface Kept {
  readonly at: Temporal.Instant
  readonly outlines: Promise<readonly (MapOutline & Bounds)[]>
}
const known = new WeakMap<object, Map<string, Kept>>()
const goodFor = { minutes: 5 }

/** Beside what is shown, in degrees of latitude: some 3 km. */
const margin = 0.03

/** The land around some points: the communities of communes that they stand in, so that a map is as near as its points are. */
export async function outlinesAround(
  services: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
  points: readonly { readonly lat: number; readonly lon: number }[],
): Promise<readonly MapOutline[]> {
  if (points.length === 0) return []
  const all = await outlinesOf(services, territoryId)
  const around = boundsOf(points.map(({ lat, lon }) => [lon, lat] as const))
  const meets = (each: Bounds) =>
    each.west < around.east + margin &&
    each.east > around.west - margin &&
    each.south < around.north + margin &&
    each.north > around.south - margin
  return all.filter(meets).map(({ id, name, rings }) => ({ id, name, rings }))
}

function outlinesOf(services: Pick<Services, 'db' | 'clock'>, territoryId: string): Kept['outlines'] {
  const now = services.clock.now()
  const byTerritory = known.get(services) ?? new Map<string, Kept>()
  known.set(services, byTerritory)
  const kept = byTerritory.get(territoryId)
  if (kept && Temporal.Instant.compare(now, kept.at.add(goodFor)) < 0) return kept.outlines
  const outlines = read(services, territoryId)
  byTerritory.set(territoryId, { at: now, outlines })
  outlines.catch(() => byTerritory.delete(territoryId))
  return outlines
}

async function read({ db }: Pick<Services, 'db'>, territoryId: string): Kept['outlines'] {
  const areas = await listAreas(db, territoryId, 'epci')
  const outlines = await listOutlines(db, territoryId, 'epci')
  return areas.flatMap(({ code, name }) => {
    const rings: Ring[] = (outlines.get(code) ?? []).flatMap((polygon) => [...polygon])
    return rings.length > 0 ? [{ id: code, name, rings, ...boundsOf(rings.flat()) }] : []
  })
}

function boundsOf(points: readonly LonLat[]): Bounds {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [lon, lat] of points) {
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return { west, east, south, north }
}
