/** Squares of some 2.2 km on a side, numbered: the same as `search_cell` in the database. */
const [rowDegrees, columnDegrees, columns] = [0.02, 0.03, 12_000]

const rowOf = (lat: number) => Math.floor((lat + 90) / rowDegrees)
const columnOf = (lon: number) => Math.floor((lon + 180) / columnDegrees)

/** The square that holds a position. */
export const cellOf = (lat: number, lon: number): number => rowOf(lat) * columns + columnOf(lon)

const kilometresPerDegree = 111.2

/** Every square that may hold a point within so many kilometres, as ranges of numbers: one a row. */
export function cellsAround(lat: number, lon: number, km: number): readonly (readonly [number, number])[] {
  const tall = km / kilometresPerDegree
  const wide =
    km / (kilometresPerDegree * Math.max(0.01, Math.cos((Math.min(89, Math.abs(lat) + tall) * Math.PI) / 180)))
  const [west, east] = [Math.max(0, columnOf(lon - wide)), Math.min(columns - 1, columnOf(lon + wide))]
  const ranges: (readonly [number, number])[] = []
  for (let row = rowOf(lat - tall); row <= rowOf(lat + tall); row++)
    ranges.push([row * columns + west, row * columns + east])
  return ranges
}

/** Metres as the crow flies, within one metre in a thousand below 100 km: the same as in the query. */
export function metresApart(latA: number, lonA: number, latB: number, lonB: number): number {
  const north = (latB - latA) * 111_200
  const east = (lonB - lonA) * 111_200 * Math.cos((latA * Math.PI) / 180)
  return Math.round(Math.hypot(north, east))
}
