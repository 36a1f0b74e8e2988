import { workingDays } from '#/calendar/index.ts'
import { writeTable } from '#/platform/table-file.ts'
import { nearby } from '../place.ts'
import type { Line, Mode, Service, Stop } from './line.ts'

/** A GTFS feed as its files' texts by name. */
export type Feed = ReadonlyMap<string, string>

export interface FeedSize {
  readonly routes: number
  readonly stops: number
  readonly trips: number
  readonly stopTimes: number
}

const routeType: Readonly<Record<Mode, number>> = { rail: 2, coach: 3, bus: 3 }
const agencies: Readonly<Record<Mode, readonly [id: string, name: string]>> = {
  rail: ['trains', 'Trains de démonstration'],
  coach: ['cars', 'Cars de démonstration'],
  bus: ['bus', 'Bus de démonstration'],
}
const weekPattern: Readonly<Record<Service, readonly number[]>> = {
  weekdays: [1, 1, 1, 1, 1, 0, 0],
  'school-days': [1, 1, 0, 1, 1, 0, 0],
  wednesdays: [0, 0, 1, 0, 0, 0, 0],
  saturdays: [0, 0, 0, 0, 0, 1, 0],
  sundays: [0, 0, 0, 0, 0, 0, 1],
}
const services = ['weekdays', 'school-days', 'wednesdays', 'saturdays', 'sundays'] as const

/** Writes lines as GTFS (gtfs.org/schedule/reference), valid from `first` to `last`; public holidays run as Sundays. */
export function writeFeed(
  lines: readonly Line[],
  stops: readonly Stop[],
  { first, last }: { first: Temporal.PlainDate; last: Temporal.PlainDate },
): { readonly feed: Feed; readonly size: FeedSize } {
  const used = new Set(lines.flatMap((line) => line.stops))
  const kept = stops.filter((stop) => used.has(stop))
  const trips: (readonly (string | number)[])[] = []
  const stopTimes: string[] = ['trip_id,arrival_time,departure_time,stop_id,stop_sequence']
  for (const line of lines)
    for (const { service, reverse, at } of line.departures) {
      const calls = reverse ? line.stops.toReversed() : line.stops
      const runs = reverse ? line.runSeconds.toReversed() : line.runSeconds
      for (const start of at) {
        const trip = `${line.id}-${trips.length + 1}`
        trips.push([line.id, service, trip, calls.at(-1)!.name, reverse ? 1 : 0])
        let time = start
        for (const [index, stop] of calls.entries()) {
          if (index > 0) time += runs[index - 1]!
          const dwell = line.mode === 'rail' && index > 0 && index < calls.length - 1 ? 60 : 0
          stopTimes.push(`${trip},${clockText(time)},${clockText(time + dwell)},${stop.id},${index + 1}`)
          time += dwell
        }
      }
    }
  const modes = [...new Set(lines.map(({ mode }) => mode))]
  const feed = new Map([
    [
      'agency.txt',
      writeTable(
        ['agency_id', 'agency_name', 'agency_url', 'agency_timezone', 'agency_lang'],
        modes.map((mode) => [...agencies[mode], 'https://demonstration.invalid', 'Europe/Paris', 'fr']),
      ),
    ],
    [
      'stops.txt',
      writeTable(
        ['stop_id', 'stop_name', 'stop_lat', 'stop_lon'],
        kept.map((stop) => [stop.id, stop.name, stop.lat, stop.lon]),
      ),
    ],
    [
      'routes.txt',
      writeTable(
        ['route_id', 'agency_id', 'route_short_name', 'route_long_name', 'route_type'],
        lines.map((line) => [line.id, agencies[line.mode][0], line.shortName, line.longName, routeType[line.mode]]),
      ),
    ],
    ['trips.txt', writeTable(['route_id', 'service_id', 'trip_id', 'trip_headsign', 'direction_id'], trips)],
    ['stop_times.txt', `${stopTimes.join('\n')}\n`],
    [
      'calendar.txt',
      writeTable(
        [
          'service_id',
          'monday',
          'tuesday',
          'wednesday',
          'thursday',
          'friday',
          'saturday',
          'sunday',
          'start_date',
          'end_date',
        ],
        services.map((service) => [service, ...weekPattern[service], day(first), day(last)]),
      ),
    ],
    ['calendar_dates.txt', writeTable(['service_id', 'date', 'exception_type'], holidayRows(first, last))],
    [
      'transfers.txt',
      writeTable(['from_stop_id', 'to_stop_id', 'transfer_type', 'min_transfer_time'], transfers(kept)),
    ],
    [
      'feed_info.txt',
      writeTable(
        ['feed_publisher_name', 'feed_publisher_url', 'feed_lang', 'feed_start_date', 'feed_end_date', 'feed_version'],
        [
          [
            'Passerelle, horaires de démonstration',
            'https://demonstration.invalid',
            'fr',
            day(first),
            day(last),
            'demonstration',
          ],
        ],
      ),
    ],
  ])
  const size = { routes: lines.length, stops: kept.length, trips: trips.length, stopTimes: stopTimes.length - 1 }
  return { feed, size }
}

function holidayRows(first: Temporal.PlainDate, last: Temporal.PlainDate): (string | number)[][] {
  const rows: (string | number)[][] = []
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    if (date.dayOfWeek > 5) continue
    const week = `${date.yearOfWeek}-W${String(date.weekOfYear).padStart(2, '0')}`
    if (workingDays(week, 'general').some((working) => working.equals(date))) continue
    for (const service of services)
      if (weekPattern[service][date.dayOfWeek - 1] === 1) rows.push([service, day(date), 2])
    rows.push(['sundays', day(date), 1])
  }
  return rows
}

/** Between a station and the town's own stop beside it: seven minutes. */
function transfers(stops: readonly Stop[]): (string | number)[][] {
  const centres = nearby(stops.filter(({ name }) => name.endsWith(' Centre')))
  return stops
    .filter(({ name }) => name.startsWith('Gare '))
    .flatMap((station) =>
      centres.within(station, 0.6).flatMap((centre) => [
        [station.id, centre.id, 2, 420],
        [centre.id, station.id, 2, 420],
      ]),
    )
}

const day = (date: Temporal.PlainDate): string => date.toString().replaceAll('-', '')

function clockText(seconds: number): string {
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}
