import type { Outline } from '#/territory/index.ts'
import type { FigureRow } from './figure-table.ts'
import { figureTable } from './figure-table.ts'

type Position = readonly [lon: number, lat: number]
type Ring = readonly Position[]

/** Where an area is: its outline where one is known, else a point of it. */
export interface AreaPlace {
  readonly outline?: Outline | undefined
  readonly lat?: number | undefined
  readonly lon?: number | undefined
}

/** The areas with their figures as GeoJSON (RFC 7946): the columns of the table are the properties. */
export const figureMap = (rows: readonly FigureRow[], placeOf: (code: string) => AreaPlace) => ({
  type: 'FeatureCollection' as const,
  features: rows.map((row) => ({
    type: 'Feature' as const,
    id: row.code,
    geometry: geometryOf(placeOf(row.code)),
    properties: Object.fromEntries(figureTable.columns.map(({ name, of }) => [name, of(row) ?? null])),
  })),
})

function geometryOf({ outline, lat, lon }: AreaPlace) {
  if (outline && outline.length > 0)
    return {
      type: 'MultiPolygon' as const,
      // Outer rings turn left, holes turn right.
      coordinates: outline.map((rings) => rings.map((ring, at) => turned(ring, at === 0))),
    }
  return lat === undefined || lon === undefined ? null : { type: 'Point' as const, coordinates: [lon, lat] }
}

const turned = (ring: Ring, left: boolean): Ring => (turnsLeft(ring) === left ? ring : ring.toReversed())

const turnsLeft = (ring: Ring): boolean =>
  ring.reduce((sum, [lon, lat], at) => {
    const [nextLon, nextLat] = ring[(at + 1) % ring.length] ?? [lon, lat]
    return sum + lon * nextLat - nextLon * lat
  }, 0) > 0
