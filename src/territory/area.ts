/** Levels of a territory, from the widest; a bassin (d’éducation et de formation) is known for some territories only. */
export const areaKinds = ['region', 'departement', 'epci', 'bassin', 'commune'] as const
export type AreaKind = (typeof areaKinds)[number]

/** Polygons with their holes, [lon, lat]: the coordinates of a GeoJSON MultiPolygon. */
export type Outline = readonly (readonly (readonly (readonly [number, number])[])[])[]

/** The areas that hold something, by code; undefined where it is not known or makes no sense. */
export interface AreaCodes {
  readonly region?: string | undefined
  readonly departement?: string | undefined
  readonly epci?: string | undefined
  readonly bassin?: string | undefined
}

/** A level of a territory: `commune 14118`, `epci 200065597`. */
export interface Area extends AreaCodes {
  readonly kind: AreaKind
  readonly code: string
  readonly name: string
  readonly lat?: number | undefined
  readonly lon?: number | undefined
  readonly population: number
}
