/** Walking, as the product defines it: 4.5 km/h on 1.4 times the crow's distance. */

/** Mean Earth radius in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180
const METRES_PER_SECOND = 4500 / 3600
const DETOUR = 1.4

/** A minute between getting off and the next vehicle, on top of the walk if there is one. */
export const CHANGE_SECONDS = 60

/** The crow's distance in metres (haversine). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLon = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const share = sinLat * sinLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(share)))
}

/** Whole seconds, rounded up, to walk between two positions. */
export function walkSeconds(latA: number, lonA: number, latB: number, lonB: number): number {
  return Math.ceil((metresBetween(latA, lonA, latB, lonB) * DETOUR) / METRES_PER_SECOND)
}

/** How far the crow flies, in metres, in so many seconds of walk. */
export const crowMetresWalkedIn = (seconds: number): number => (seconds * METRES_PER_SECOND) / DETOUR

export const METRES_PER_DEGREE = EARTH_RADIUS * RADIANS
