import { isUtf8 } from 'node:buffer'
import { type InputProblem, InputProblems } from '#/platform/input-problems.ts'
import { assembleTrips } from './assemble-trips.ts'
import { type Defects, makeDefects } from './defects.ts'
import type { Feed } from './feed.ts'
import { type FeedTable, openFeedTable } from './feed-rows.ts'
import type { FeedSource } from './feed-source.ts'
import { readCalls } from './read-calls.ts'
import { readFrequencies } from './read-frequencies.ts'
import { readStops } from './read-stops.ts'
import { readTransfers } from './read-transfers.ts'
import { readRoutes, readTrips } from './read-trips.ts'
import { dateOf, readCalendar } from './service-calendar.ts'

/** What each table cannot do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'stops.txt': ['stop_id', 'stop_lat', 'stop_lon'],
  'routes.txt': ['route_id', 'route_type'],
  'trips.txt': ['trip_id', 'route_id', 'service_id'],
  'stop_times.txt': ['trip_id', 'stop_id', 'stop_sequence'],
  'calendar.txt': [
    'service_id',
    'start_date',
    'end_date',
    'monday',
    'tuesday',
    'wednesday',
    'thursday',
    'friday',
    'saturday',
    'sunday',
  ],
  'calendar_dates.txt': ['service_id', 'date', 'exception_type'],
  'frequencies.txt': ['trip_id', 'start_time', 'end_time', 'headway_secs'],
  'transfers.txt': ['from_stop_id', 'to_stop_id'],
}
const OPTIONAL = new Set(['calendar.txt', 'calendar_dates.txt', 'frequencies.txt', 'transfers.txt'])

/** Reads a timetable. Throws InputProblems when it is not one; lesser defects are counted in its report. */
export function readFeed(source: FeedSource): Feed {
  const defects = makeDefects()
  const tables = openTables(source, defects)
  const table = (name: string): FeedTable => tables.get(name)!
  checkTimezone(source.tables.get('agency.txt'), defects)
  const stops = readStops(table('stops.txt'), defects)
  const routes = readRoutes(table('routes.txt'), defects)
  const calendar = readCalendar(tables.get('calendar.txt'), tables.get('calendar_dates.txt'), defects)
  const tripRows = readTrips(table('trips.txt'), routes.ids, calendar.services, defects)
  const calls = readCalls(table('stop_times.txt'), tripRows.ids, stops.ids, stops.kinds, defects)
  const frequencies = readFrequencies(tables.get('frequencies.txt'), tripRows.ids, defects)
  const trips = assembleTrips(tripRows, calls, stops.stops, frequencies, defects)
  const transfers = readTransfers(tables.get('transfers.txt'), stops.ids, defects)
  const { span } = calendar
  return {
    report: {
      name: source.name,
      sha256: source.sha256,
      routes: routes.ids.size,
      stops: stops.boardable,
      trips: tripRows.ids.size,
      stopTimes: calls.count,
      firstDate: span ? dateOf(span.first).toString() : '',
      lastDate: span ? dateOf(span.last).toString() : '',
      defects: defects.list(),
    },
    stops: stops.stops,
    routes: routes.routes,
    trips,
    calendar,
    transfers,
  }
}

function openTables(source: FeedSource, defects: Defects): ReadonlyMap<string, FeedTable> {
  const problems: InputProblem[] = []
  const tables = new Map<string, FeedTable>()
  for (const [name, columns] of Object.entries(REQUIRED)) {
    const bytes = source.tables.get(name)
    if (bytes === undefined || bytes.length === 0) {
      if (!OPTIONAL.has(name))
        problems.push({
          file: `${source.name}/${name}`,
          message: 'cette table manque ou est vide ; donnez un fichier d’horaires GTFS complet.',
        })
      continue
    }
    const utf8 = isUtf8(bytes)
    if (!utf8) defects.add('tables qui ne sont pas en UTF-8, lues en Latin-1', () => name)
    const table = openFeedTable(name, bytes, utf8)
    for (const column of columns.filter((each) => !table.columns.includes(each)))
      problems.push({
        file: `${source.name}/${name}`,
        line: 1,
        column,
        message: `cette colonne manque ; ajoutez-la à l’en-tête (colonnes lues : ${table.columns.join(', ')}).`,
      })
    if (name === 'stop_times.txt' && !['arrival_time', 'departure_time'].some((each) => table.columns.includes(each)))
      problems.push({
        file: `${source.name}/${name}`,
        line: 1,
        column: 'arrival_time ou departure_time',
        message: 'ces colonnes manquent ; sans heures, ce n’est pas un horaire.',
      })
    tables.set(name, table)
  }
  if (!tables.has('calendar.txt') && !tables.has('calendar_dates.txt'))
    problems.push({
      file: `${source.name}/calendar.txt`,
      message:
        'ni calendar.txt ni calendar_dates.txt : rien ne dit quels jours les trajets circulent ; ajoutez l’une des deux.',
    })
  if (problems.length > 0) throw new InputProblems(problems)
  return tables
}

/** Times are local times of the timetable's own zone: they are compared with hours asked in that zone. */
function checkTimezone(bytes: Uint8Array | undefined, defects: Defects): void {
  if (bytes === undefined) {
    defects.add('agency.txt absent : fuseau horaire inconnu', () => 'agency.txt')
    return
  }
  const table = openFeedTable('agency.txt', bytes, isUtf8(bytes))
  const zones = new Set<string>()
  table.scan(['agency_timezone'], (row) => {
    zones.add(row.text(0))
    if (!isTimezone(row.text(0)))
      defects.add(
        'fuseaux horaires inconnus, heures lues comme locales',
        () => `agency.txt:${row.line} : ${row.text(0)}`,
      )
  })
  if (zones.size > 1)
    defects.add('plusieurs fuseaux horaires, heures lues comme locales', () => [...zones].toSorted().join(', '))
}

function isTimezone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('fr', { timeZone: zone }).resolvedOptions().timeZone !== '' && zone !== ''
  } catch {
    return false
  }
}
