import type { Defects } from './defects.ts'
import type { FeedStops } from './feed.ts'
import type { FeedTable } from './feed-rows.ts'
import type { IdIndex } from './id-index.ts'
import { readNumberedRows } from './numbered-rows.ts'

const COLUMNS = ['stop_id', 'stop_name', 'stop_lat', 'stop_lon', 'location_type', 'parent_station']

/** Reads stops.txt: stops, stations and entrances alike; `boardable` counts those where vehicles call. */
export function readStops(
  table: FeedTable,
  defects: Defects,
): { ids: IdIndex; stops: FeedStops; kinds: Uint8Array; boardable: number } {
  const { ids, rows } = readNumberedRows(
    table,
    COLUMNS,
    (row) => ({
      line: row.line,
      name: row.text(1),
      lat: row.decimal(2),
      lon: row.decimal(3),
      kind: Math.max(0, row.whole(4)),
      parent: row.isEmpty(5) ? undefined : row.bytes.subarray(row.start[5], row.end[5]),
    }),
    defects,
  )
  const lat = new Float64Array(rows.length)
  const lon = new Float64Array(rows.length)
  const parent = new Int32Array(rows.length).fill(-1)
  for (const [stop, row] of rows.entries()) {
    const where = () => `${table.name}:${row.line} : ${ids.text(stop)}`
    if (row.parent) {
      parent[stop] = ids.find(row.parent, 0, row.parent.length)
      if (parent[stop] === -1) defects.add('arrêts rattachés à une station inconnue', where)
    }
    lat[stop] = row.lat
    lon[stop] = row.lon
  }
  for (const [stop, row] of rows.entries()) {
    if (isPlace(row.lat, row.lon)) continue
    const where = () => `${table.name}:${row.line} : ${ids.text(stop)}`
    const station = parent[stop]! >= 0 ? rows[parent[stop]!]! : undefined
    if (station && isPlace(station.lat, station.lon)) {
      defects.add('arrêts sans position, placés à leur station', where)
      lat[stop] = station.lat
      lon[stop] = station.lon
    } else {
      defects.add('arrêts sans position utilisable : on ne peut pas y aller à pied', where)
      lat[stop] = Number.NaN
      lon[stop] = Number.NaN
    }
  }
  return {
    ids,
    stops: { names: rows.map(({ name }, stop) => name || ids.text(stop)), lat, lon, parent },
    kinds: Uint8Array.from(rows, ({ kind }) => kind),
    boardable: rows.filter(({ kind }) => kind === 0).length,
  }
}

/** Zero, zero is the mark of a missing position, and no bus goes there. */
const isPlace = (lat: number, lon: number): boolean =>
  Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(Math.abs(lat) < 1e-6 && Math.abs(lon) < 1e-6)
