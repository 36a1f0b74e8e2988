import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { ProblemList } from '#/platform/input-problems.ts'
import { readTable, type TableRow } from '#/platform/table-file.ts'
import { buildTerritory } from '../territory.ts'

const tables = new Map<string, readonly TableRow[]>()
const rows = (name: string): readonly TableRow[] => tables.get(`${name}.txt`) ?? []
const times = new Map<string, TableRow[]>()
before(async () => {
  const { timetable } = await buildTerritory({ territory: 'normandie', size: 4000 })
  const problems = new ProblemList()
  for (const [name, text] of timetable)
    tables.set(name, readTable({ name, bytes: new TextEncoder().encode(text) }, [], problems).rows)
  problems.check()
  for (const row of rows('stop_times')) {
    const trip = row.cell('trip_id')
    times.set(trip, [...(times.get(trip) ?? []), row])
  }
})

test('every file that GTFS requires is there, ids are unique and references hold', () => {
  const ids = (file: string, column: string): Set<string> => {
    const all = rows(file).map((row) => row.cell(column))
    assert.ok(all.length > 0, file)
    assert.equal(new Set(all).size, all.length, `${file} ${column}`)
    return new Set(all)
  }
  const [agencies, stops, routes] = [ids('agency', 'agency_id'), ids('stops', 'stop_id'), ids('routes', 'route_id')]
  const [trips, services] = [ids('trips', 'trip_id'), ids('calendar', 'service_id')]
  for (const route of rows('routes')) assert.ok(agencies.has(route.cell('agency_id')))
  for (const trip of rows('trips'))
    assert.ok(routes.has(trip.cell('route_id')) && services.has(trip.cell('service_id')))
  for (const call of rows('stop_times')) assert.ok(trips.has(call.cell('trip_id')) && stops.has(call.cell('stop_id')))
  for (const each of rows('calendar_dates')) assert.ok(services.has(each.cell('service_id')))
  for (const each of rows('transfers'))
    assert.ok(stops.has(each.cell('from_stop_id')) && stops.has(each.cell('to_stop_id')))
  for (const trip of trips) assert.ok((times.get(trip)?.length ?? 0) >= 2, trip)
})

test('along a trip, calls are numbered, time goes on and no two calls are the same stop', () => {
  for (const [trip, calls] of times) {
    let previous = ''
    for (const [index, call] of calls.entries()) {
      assert.equal(call.cell('stop_sequence'), String(index + 1))
      const [arrival, departure] = [call.cell('arrival_time'), call.cell('departure_time')]
      assert.match(departure, /^\d\d:[0-5]\d:[0-5]\d$/)
      assert.ok(previous < arrival && arrival <= departure, `${trip} ${previous} ${arrival}`)
      assert.notEqual(call.cell('stop_id'), calls[index - 1]?.cell('stop_id'))
      previous = departure
    }
  }
})

test('trains, coaches and town buses run; the country has late mornings, missing evenings and other Wednesdays', () => {
  const modeOf = new Map(rows('routes').map((route) => [route.cell('route_id'), route.cell('agency_id')]))
  assert.deepEqual([...new Set(modeOf.values())].sort(), ['bus', 'cars', 'trains'])
  const byRoute = Map.groupBy(rows('trips'), (trip) => trip.cell('route_id'))
  const start = (trip: TableRow): string => times.get(trip.cell('trip_id'))![0]!.cell('departure_time')
  const end = (trip: TableRow): string => times.get(trip.cell('trip_id'))!.at(-1)!.cell('arrival_time')
  const runsOn = (trip: TableRow, service: string): boolean => ['weekdays', service].includes(trip.cell('service_id'))
  let late = 0
  let noEvening = 0
  let wednesdays = 0
  for (const [route, trips] of byRoute) {
    if (modeOf.get(route) !== 'cars') continue
    const towards = trips.filter((trip) => trip.cell('direction_id') === '0')
    const homewards = trips.filter((trip) => trip.cell('direction_id') === '1')
    if (!towards.some((trip) => runsOn(trip, 'school-days') && end(trip) < '09:00:00')) late++
    if (!homewards.some((trip) => runsOn(trip, 'school-days') && start(trip) > '16:30:00')) noEvening++
    if (!homewards.some((trip) => runsOn(trip, 'wednesdays') && start(trip) > '16:30:00')) wednesdays++
  }
  assert.ok(late > 0 && noEvening > 0 && wednesdays > noEvening, `${late} ${noEvening} ${wednesdays}`)
})

test('the dates cover the placement, and public holidays run as Sundays', () => {
  for (const service of rows('calendar'))
    assert.ok(service.cell('start_date') < '20260615' && service.cell('end_date') > '20260626')
  const whitMonday = rows('calendar_dates').filter((row) => row.cell('date') === '20260525')
  assert.deepEqual(
    whitMonday
      .map((row) => [row.cell('service_id'), row.cell('exception_type')])
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
    [
      ['school-days', '2'],
      ['sundays', '1'],
      ['weekdays', '2'],
    ],
  )
})
