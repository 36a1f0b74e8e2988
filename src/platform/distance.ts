/** Mean Earth radius in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8
const RADIANS = Math.PI / 180

/** The crow's distance in metres (haversine). */
export function metresBetween(latA: number, lonA: number, latB: number, lonB: number): number {
  const sinLat = Math.sin(((latB - latA) * RADIANS) / 2)
  const sinLon = Math.sin(((lonB - lonA) * RADIANS) / 2)
  const share = sinLat * sinLat + Math.cos(latA * RADIANS) * Math.cos(latB * RADIANS) * sinLon * sinLon
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(share)))
}

export const METRES_PER_DEGREE = EARTH_RADIUS * RADIANS
