import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { InputProblems } from '#/platform/input-problems.ts'
import type { Feed } from './feed.ts'
import { openFeedPath, openFeedZip } from './feed-source.ts'
import { readFeed } from './read-feed.ts'
import { type FeedTables, valley, zipFeed } from './small-feeds.ts'

const read = (tables: FeedTables): Feed => readFeed(openFeedZip(zipFeed(tables)))
const defects = (feed: Feed): Record<string, number> =>
  Object.fromEntries(feed.report.defects.map(({ kind, count }) => [kind, count]))
const problems = (act: () => unknown): string[] => {
  try {
    act()
  } catch (error) {
    if (error instanceof InputProblems) return error.message.split('\n')
    throw error
  }
  return []
}
/** Times of trip t, `arrive-depart` in minutes after midnight. */
const times = ({ trips }: Feed, trip: number): string[] => {
  const calls: string[] = []
  for (let call = trips.start[trip]!; call < trips.start[trip + 1]!; call++)
    calls.push(`${trips.arrive[call]! / 60}-${trips.depart[call]! / 60}`)
  return calls
}
const STOP_TIMES = 'trip_id,arrival_time,departure_time,stop_id,stop_sequence'
const oneTrip = (rows: string, header = STOP_TIMES): FeedTables => ({
  ...valley,
  trips: 'route_id,service_id,trip_id\nv,daily,t\n',
  stop_times: `${header}\n${rows}`,
})

test('a plain feed is read whole and without defect', () => {
  const feed = read(valley)
  const { routes, stops, trips, stopTimes, firstDate, lastDate } = feed.report
  assert.deepEqual([routes, stops, trips, stopTimes, firstDate, lastDate], [1, 4, 4, 16, '2026-06-01', '2026-06-30'])
  assert.deepEqual(feed.report.defects, [])
  assert.deepEqual(times(feed, 0), ['450-450', '460-461', '470-470', '480-480'])
  assert.deepEqual(feed.trips.headsign, ['Dernier', 'Dernier', 'Amont', 'Amont'])
})

test('the order of rows and columns, line ends, quotes, a BOM and blanks leave no trace', () => {
  const turned = Object.fromEntries(
    Object.entries(valley).map(([table, text]) => {
      const [header = '', ...rows] = text.trim().split('\n')
      const turn = (row: string) =>
        row
          .split(',')
          .toReversed()
          .map((cell) => ` "${cell}" `)
          .join(',')
      return [table, `\ufeff${[turn(header), ...rows.toReversed().map(turn)].join('\r\n')}\r\n\r\n`]
    }),
  )
  const [plain, odd] = [read(valley), read(turned)]
  assert.deepEqual(odd.trips, plain.trips)
  assert.deepEqual(odd.stops, plain.stops)
  assert.deepEqual(odd.routes, plain.routes)
  assert.deepEqual(odd.report.defects, [])
})

test('a quoted cell may hold commas, line breaks and quotes', () => {
  const feed = read({ ...valley, stops: valley.stops!.replace('Amont', '"Le ""Bas"", près\ndu pont"') })
  assert.deepEqual(feed.stops.names, ['Le "Bas", près\ndu pont', 'Bois', 'Col', 'Dernier'])
})

test('a Latin-1 table is read and said', () => {
  const { name, bytes } = zipFeed(valley)
  const source = openFeedZip({ name, bytes })
  const latin = Buffer.from(valley.stops!.replace('Bois', 'Forêt'), 'latin1')
  const feed = readFeed({ ...source, tables: new Map([...source.tables, ['stops.txt', latin]]) })
  assert.equal(feed.stops.names[1], 'Forêt')
  assert.deepEqual(defects(feed), { 'tables qui ne sont pas en UTF-8, lues en Latin-1': 1 })
})

test('a folder reads like the zip of its files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-gtfs-'))
  try {
    for (const [table, text] of Object.entries(valley)) writeFileSync(join(folder, `${table}.txt`), text)
    assert.deepEqual(readFeed(openFeedPath(folder)).trips, read(valley).trips)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('what is not a timetable is refused, with all that is missing at once', () => {
  assert.match(
    problems(() => openFeedPath('/nowhere/at-all.zip'))[0]!,
    /at-all\.zip: ce fichier ou dossier n’existe pas/,
  )
  assert.match(
    problems(() => openFeedZip({ name: 'x.zip', bytes: new TextEncoder().encode('not a zip') }))[0]!,
    /^x\.zip: ce fichier n’est pas un zip entier/,
  )
  const said = problems(() => read({ stops: 'stop_id,stop_lat\na,48\n', trips: valley.trips!, routes: valley.routes! }))
  assert.deepEqual(
    said.map((line) => line.split(': ').slice(0, 2).join(': ')),
    [
      'bus.zip/stops.txt:1: stop_lon',
      'bus.zip/stop_times.txt: cette table manque ou est vide ; donnez un fichier d’horaires GTFS complet.',
      'bus.zip/calendar.txt: ni calendar.txt ni calendar_dates.txt ',
    ],
  )
})

test('blank times are laid out by distance between the known ones', () => {
  const feed = read(oneTrip('t,07:00:00,,a,1\nt,,,b,2\nt,,,c,3\nt,,07:30:00,d,4\n'))
  assert.deepEqual(times(feed, 0), ['420-420', '430-430', '440-440', '450-450'])
  assert.deepEqual(defects(feed), { 'heures absentes, calculées entre les arrêts voisins': 2 })
})

test('stop_sequence decides, even when rows descend and numbers jump', () => {
  const feed = read(oneTrip('t,07:30:00,07:30:00,d,90\nt,07:20:00,07:20:00,c,21\nt,07:00:00,07:00:00,a,3\n'))
  assert.deepEqual(times(feed, 0), ['420-420', '440-440', '450-450'])
})

test('times past midnight go on, whether they are written 24:10 or 00:10', () => {
  const rows = (last: string) => `t,23:50:00,23:50:00,a,1\nt,${last},${last},b,2\n`
  assert.deepEqual(times(read(oneTrip(rows('24:10:00'))), 0), ['1430-1430', '1450-1450'])
  const feed = read(oneTrip(rows('00:10:00')))
  assert.deepEqual(times(feed, 0), ['1430-1430', '1450-1450'])
  assert.deepEqual(defects(feed), { 'heures qui repartent de zéro après minuit, remises à la suite': 1 })
})

test('a trip given by intervals runs at each of them', () => {
  const feed = read({
    ...oneTrip('t,05:00:00,05:00:00,a,1\nt,05:10:00,05:10:00,b,2\n'),
    frequencies:
      'trip_id,start_time,end_time,headway_secs,exact_times\nt,07:00:00,07:40:00,1200,1\nt,08:00:00,08:00:00,60,1\n',
  })
  assert.deepEqual(
    [times(feed, 0), times(feed, 1)],
    [
      ['420-420', '430-430'],
      ['440-440', '450-450'],
    ],
  )
  assert.equal(feed.trips.route.length, 2)
  assert.deepEqual(defects(feed), { 'fréquences illisibles, ignorées': 1 })
})

/** Each defect with a feed that has it once. */
const each: readonly (readonly [kind: string, tables: FeedTables])[] = [
  [
    'trajets à la demande, écartés',
    oneTrip('t,7:00:00,7:00:00,a,1,2\nt,7:10:00,7:10:00,b,2,2\n', `${STOP_TIMES},pickup_type`),
  ],
  [
    'trajets à la demande, écartés',
    oneTrip('t,,,,1,z,07:00:00\nt,,,,2,z,07:00:00\n', `${STOP_TIMES},location_id,start_pickup_drop_off_window`),
  ],
  [
    'trajets à la demande, écartés',
    oneTrip('t,7:00:00,7:00:00,a,1,r\nt,7:10:00,7:10:00,b,2,r\n', `${STOP_TIMES},pickup_booking_rule_id`),
  ],
  [
    'arrêts sur réservation d’un trajet régulier, fermés',
    oneTrip('t,7:00:00,7:00:00,a,1,\nt,7:10:00,7:10:00,b,2,2\nt,7:20:00,7:20:00,c,3,\n', `${STOP_TIMES},pickup_type`),
  ],
  [
    'trajets où l’on ne peut monter et descendre, écartés',
    oneTrip('t,7:00:00,7:00:00,a,1,1\nt,7:10:00,7:10:00,b,2,1\n', `${STOP_TIMES},drop_off_type`),
  ],
  ['trajets d’un seul arrêt, écartés', oneTrip('t,7:00:00,7:00:00,a,1\n')],
  ['trajets sans horaire, écartés', oneTrip('t,,,a,1\nt,,,b,2\n')],
  ['trajets dont les heures reculent, écartés', oneTrip('t,7:00:00,7:00:00,a,1\nt,6:50:00,6:50:00,b,2\n')],
  ['premiers ou derniers arrêts sans heure, écartés', oneTrip('t,,,a,1\nt,7:00:00,,b,2\nt,7:10:00,,c,3\n')],
  ['heures illisibles, lues comme absentes', oneTrip('t,7:00:00,7:00:00,a,1\nt,7h05,,b,2\nt,7:10:00,7:10:00,c,3\n')],
  ['horaires d’un trajet inconnu, ignorés', { ...valley, stop_times: `${valley.stop_times}zz,7:00:00,7:00:00,a,1\n` }],
  [
    'horaires à un arrêt inconnu, ignorés',
    oneTrip('t,7:00:00,7:00:00,a,1\nt,7:05:00,7:05:00,zz,2\nt,7:10:00,7:10:00,c,3\n'),
  ],
  ['horaires sans stop_sequence lisible, ignorés', oneTrip('t,7:00:00,,a,1\nt,7:05:00,,b,\nt,7:10:00,,c,3\n')],
  ['horaires au même rang d’un trajet, un seul gardé', oneTrip('t,7:00:00,,a,1\nt,7:05:00,,b,1\nt,7:10:00,,c,3\n')],
  [
    'lignes de stop_times.txt qui n’ont pas autant de cellules que l’en-tête',
    oneTrip('t,7:00:00,7:00:00,a,1,9\nt,7:10:00,7:10:00,c,3\n'),
  ],
  ['trajets d’une ligne inconnue', { ...valley, trips: valley.trips!.replace('v,daily,up2', 'zz,daily,up2') }],
  [
    'trajets d’un service inconnu, qui ne circulent donc aucun jour',
    { ...valley, trips: valley.trips!.replace('daily,up2', 'zz,up2') },
  ],
  ['identifiants donnés deux fois', { ...valley, stops: `${valley.stops}a,Ailleurs,48.5,7\n` }],
  ['lignes sans identifiant, ignorées', { ...valley, stops: `${valley.stops},Ailleurs,48.5,7\n` }],
  [
    'arrêts sans position utilisable : on ne peut pas y aller à pied',
    { ...valley, stops: valley.stops!.replace('48.02,7.00', '0,0') },
  ],
  [
    'arrêts sans position, placés à leur station',
    {
      ...valley,
      stops:
        'stop_id,stop_lat,stop_lon,location_type,parent_station\na,,,0,s\nb,48.02,7,,\nc,48.04,7,,\nd,48.06,7,,\ns,48,7,1,\n',
    },
  ],
  [
    'arrêts rattachés à une station inconnue',
    { ...valley, stops: 'stop_id,stop_lat,stop_lon,parent_station\na,48,7,zz\nb,48.02,7,\nc,48.04,7,\nd,48.06,7,\n' },
  ],
  ['lignes d’un type inconnu, lues comme des bus', { ...valley, routes: valley.routes!.replace(',3', ',99') }],
  [
    'lignes déclarées « à la demande » : leurs trajets sans réservation indiquée sont gardés',
    { ...valley, routes: valley.routes!.replace(',3', ',715') },
  ],
  [
    'dates de service illisibles, lignes ignorées',
    { ...valley, calendar: `${valley.calendar}x,1,1,1,1,1,1,1,20260231,20260630\n` },
  ],
  [
    'services donnés deux fois, périodes réunies',
    { ...valley, calendar: `${valley.calendar}daily,1,0,0,0,0,0,0,20260701,20260730\n` },
  ],
  [
    'exceptions de calendrier illisibles, lignes ignorées',
    { ...valley, calendar_dates: 'service_id,date,exception_type\ndaily,20260601,3\n' },
  ],
  [
    'exceptions de calendrier contraires, service supprimé ce jour-là',
    { ...valley, calendar_dates: 'service_id,date,exception_type\ndaily,20260601,1\ndaily,20260601,2\n' },
  ],
  [
    'correspondances avec un arrêt inconnu, ignorées',
    { ...valley, transfers: 'from_stop_id,to_stop_id,transfer_type\na,zz,0\n' },
  ],
  [
    'correspondances propres à une ligne ou à un trajet, ignorées',
    { ...valley, transfers: 'from_stop_id,to_stop_id,transfer_type,from_trip_id,to_trip_id\na,b,4,up1,up2\n' },
  ],
  [
    'durées de correspondance illisibles, ignorées',
    { ...valley, transfers: 'from_stop_id,to_stop_id,transfer_type,min_transfer_time\na,b,2,x\n' },
  ],
  [
    'passages donnés par intervalle, lus comme des horaires depuis le début de la plage',
    { ...valley, frequencies: 'trip_id,start_time,end_time,headway_secs\nup1,07:00:00,08:00:00,600\n' },
  ],
  [
    'fréquences d’un trajet inconnu, ignorées',
    { ...valley, frequencies: 'trip_id,start_time,end_time,headway_secs\nzz,07:00:00,08:00:00,600\n' },
  ],
  [
    'fuseaux horaires inconnus, heures lues comme locales',
    { ...valley, agency: valley.agency!.replace('Europe/Paris', 'Mars/Phobos') },
  ],
  [
    'plusieurs fuseaux horaires, heures lues comme locales',
    { ...valley, agency: `${valley.agency}2,B,https://b,Europe/London\n` },
  ],
  [
    'horaires donnés à une station ou une entrée au lieu d’un arrêt',
    {
      ...valley,
      stops: 'stop_id,stop_lat,stop_lon,location_type\na,48,7,1\nb,48.02,7,0\nc,48.04,7,0\nd,48.06,7,0\n',
      stop_times: `${STOP_TIMES}\nup1,7:00:00,,a,1\nup1,7:10:00,,b,2\n`,
    },
  ],
]

for (const [kind, tables] of each)
  test(`counted once, with an example: ${kind}`, () => {
    const found = read(tables).report.defects.find((defect) => defect.kind === kind)
    assert.equal(found?.count, 1)
    assert.ok(found.example.length > 3)
  })

test('without agency.txt the feed is read, and the unknown time zone said', () => {
  const { agency: _, ...rest } = valley
  assert.deepEqual(defects(read(rest)), { 'agency.txt absent : fuseau horaire inconnu': 1 })
})

test('of an identifier given twice, the same row is kept whatever the order', () => {
  const [header = '', ...rows] = `${valley.stops}a,Ailleurs,48.5,7\n`.trim().split('\n')
  const one = read({ ...valley, stops: [header, ...rows].join('\n') })
  const other = read({ ...valley, stops: [header, ...rows.toReversed()].join('\n') })
  assert.deepEqual(one.stops, other.stops)
})

test('extended route types have their names', () => {
  const modes = ['100', '200', '400', '700', '900', '1000', '1400'].map(
    (type) => read({ ...valley, routes: valley.routes!.replace(',3', `,${type}`) }).routes.modes[0],
  )
  assert.deepEqual(modes, ['train', 'car', 'métro', 'bus', 'tram', 'bateau', 'funiculaire'])
})
