/** Web Mercator on a drawing of a given width: the same as map tiles, so that a drawing and a tile map agree. */

/** Longitude, latitude in degrees (WGS84). */
export type LonLat = readonly [number, number]
/** Closed or open, GeoJSON order. */
export type Ring = readonly LonLat[]

export interface Projection {
  readonly width: number
  readonly height: number
  /** Units of the drawing per unit of the unit Mercator square, and that square's point at (0, 0): enough to go back. */
  readonly scale: number
  readonly left: number
  readonly top: number
  readonly at: (point: LonLat) => { readonly x: number; readonly y: number }
}

const mercatorX = (lon: number) => lon / 360 + 0.5
const mercatorY = (lat: number) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)

/** The projection that shows all the points, with a margin, in `width` by at most `maxHeight` units. A lone point gets some 20 km around it. */
export function projectionOf(points: Iterable<LonLat>, width: number, maxHeight: number, margin = 24): Projection {
  let [west, east, north, south] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const [lon, lat] of points) {
    const x = mercatorX(lon)
    const y = mercatorY(lat)
    west = Math.min(west, x)
    east = Math.max(east, x)
    north = Math.min(north, y)
    south = Math.max(south, y)
  }
  if (east < west) [west, east, north, south] = [0.48, 0.52, 0.33, 0.36]
  const least = 0.0007
  if (east - west < least) [west, east] = [(west + east - least) / 2, (west + east + least) / 2]
  if (south - north < least) [north, south] = [(north + south - least) / 2, (north + south + least) / 2]
  const scale = Math.min((width - 2 * margin) / (east - west), (maxHeight - 2 * margin) / (south - north))
  const drawnWidth = Math.round((east - west) * scale + 2 * margin)
  const height = Math.round((south - north) * scale + 2 * margin)
  const left = west - margin / scale
  const top = north - margin / scale
  const at = ([lon, lat]: LonLat) => ({ x: (mercatorX(lon) - left) * scale, y: (mercatorY(lat) - top) * scale })
  return { width: drawnWidth, height, scale, left, top, at }
}

/** Rings as path data, points nearer than `least` units to the former left out; islets too small to see are left out whole. */
export function pathOf(rings: readonly Ring[], projection: Projection, least = 1): string {
  let path = ''
  for (const ring of rings) {
    const kept: string[] = []
    let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity]
    let former: { x: number; y: number } | undefined
    for (const point of ring) {
      const { x, y } = projection.at(point)
      if (former && Math.hypot(x - former.x, y - former.y) < least) continue
      former = { x, y }
      minX = Math.min(minX, x)
      maxX = Math.max(maxX, x)
      minY = Math.min(minY, y)
      maxY = Math.max(maxY, y)
      kept.push(`${round(x)} ${round(y)}`)
    }
    if (kept.length > 2 && Math.max(maxX - minX, maxY - minY) > 3) path += `M${kept.join('L')}Z`
  }
  return path
}

const round = (value: number) => Math.round(value * 10) / 10
