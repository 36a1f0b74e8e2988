import type { Defects } from './defects.ts'
import type { FeedRoutes } from './feed.ts'
import type { FeedTable } from './feed-rows.ts'
import type { IdIndex } from './id-index.ts'
import { readNumberedRows } from './numbered-rows.ts'
import { DEMAND_RESPONSIVE, modeOf } from './route-modes.ts'

/** Reads routes.txt. A line is called by its short name, else its long name, else its identifier. */
export function readRoutes(table: FeedTable, defects: Defects): { ids: IdIndex; routes: FeedRoutes } {
  const columns = ['route_id', 'route_short_name', 'route_long_name', 'route_type']
  const { ids, rows } = readNumberedRows(
    table,
    columns,
    (row) => ({ line: row.line, name: row.text(1) || row.text(2), type: row.whole(3) }),
    defects,
  )
  const modes = rows.map(({ line, type, name }) => {
    const mode = modeOf(type)
    if (mode === undefined)
      defects.add('lignes d’un type inconnu, lues comme des bus', () => `${table.name}:${line} : ${name}, type ${type}`)
    if (type === DEMAND_RESPONSIVE)
      defects.add(
        'lignes déclarées « à la demande » : leurs trajets sans réservation indiquée sont gardés',
        () => `${table.name}:${line} : ligne ${name}`,
      )
    return mode ?? 'bus'
  })
  return { ids, routes: { lines: rows.map(({ name }, route) => name || ids.text(route)), modes } }
}

/** Trips by number, with the route and the service each belongs to (-1 when unknown). */
export interface TripRows {
  readonly ids: IdIndex
  readonly route: Int32Array
  readonly service: Int32Array
  readonly headsign: readonly string[]
}

/** Reads trips.txt. */
export function readTrips(table: FeedTable, routeIds: IdIndex, serviceIds: IdIndex, defects: Defects): TripRows {
  // Headsigns repeat by the thousand: one string each.
  const headsigns = new Map<string, string>()
  const { ids, rows } = readNumberedRows(
    table,
    ['trip_id', 'route_id', 'service_id', 'trip_headsign'],
    (row) => {
      const headsign = row.text(3)
      if (!headsigns.has(headsign)) headsigns.set(headsign, headsign)
      const where = () => `${table.name}:${row.line} : ${row.text(0)}`
      const route = routeIds.find(row.bytes, row.start[1]!, row.end[1]!)
      if (route < 0) defects.add('trajets d’une ligne inconnue', where)
      const service = serviceIds.find(row.bytes, row.start[2]!, row.end[2]!)
      if (service < 0) defects.add('trajets d’un service inconnu, qui ne circulent donc aucun jour', where)
      return { route, service, headsign: headsigns.get(headsign)! }
    },
    defects,
  )
  return {
    ids,
    route: Int32Array.from(rows, ({ route }) => route),
    service: Int32Array.from(rows, ({ service }) => service),
    headsign: rows.map(({ headsign }) => headsign),
  }
}
