import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeDays, openEstimate, openTimetableBytes, type ReachRequest, type ReachTable } from './index.ts'
import { type FeedTables, valley, zipFeed } from './small-feeds.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const limits = { maxMinutes: 75, maxWalkMinutes: 10, maxTransfers: 2 }
const hours = { arriveBySeconds: 9 * 3600, leaveAfterSeconds: 16.5 * 3600 }
/** From the first stop of the valley to its last. */
const along: ReachRequest = {
  dates: [day('2026-06-16')],
  homes: [{ lat: 48.0, lon: 7.0 }],
  places: [{ lat: 48.06, lon: 7.0, ...hours }],
  limits,
}
const one = [{ home: 0, place: 0 }]
const open = (...feeds: FeedTables[]) =>
  openTimetableBytes(feeds.map((tables, index) => zipFeed(tables, `feed${index}.zip`)))
const plain = ({ start, home, minutesOut, minutesBack }: ReachTable) => [
  [...start],
  [...home],
  [...minutesOut],
  [...minutesBack],
]

test('a pair takes the last bus that arrives in time and the first that goes home', async () => {
  const reach = await open(valley)
  const found = (await reach.journeys(along, one))[0]![0]!
  assert.deepEqual(found.out, {
    departSeconds: 8 * 3600,
    arriveSeconds: 8.5 * 3600,
    minutes: 30,
    transfers: 0,
    legs: [
      {
        kind: 'ride',
        departSeconds: 8 * 3600,
        arriveSeconds: 8.5 * 3600,
        from: 'Amont',
        to: 'Dernier',
        line: 'V',
        headsign: 'Dernier',
        mode: 'bus',
      },
    ],
  })
  assert.deepEqual(plain(await reach.table(along)), [[0, 1], [0], [30], [30]])
})

test('walking all the way counts, and arrives on the hour', async () => {
  const reach = await open(valley)
  const near = { ...along, homes: [{ lat: 48.057, lon: 7.0 }] }
  const found = (await reach.journeys(near, one))[0]![0]!
  assert.deepEqual(
    [found.out?.arriveSeconds, found.back?.departSeconds],
    [hours.arriveBySeconds, hours.leaveAfterSeconds],
  )
  assert.equal(found.out?.legs.length, 1)
  assert.deepEqual(plain(await reach.table(near)), [[0, 1], [0], [found.out?.minutes], [found.back?.minutes]])
})

test('a pair that fails on one day is not in the table, and the day is named', async () => {
  const reach = await open({ ...valley, calendar_dates: 'service_id,date,exception_type\ndaily,20260617,2\n' })
  const week = { ...along, dates: ['15', '16', '17', '18', '19'].map((date) => day(`2026-06-${date}`)) }
  assert.deepEqual([...(await reach.table(week)).home], [])
  assert.equal(describeDays((await reach.journeys(week, one))[0]!), 'pas le mercredi')
})

test('days that do not work are told in plain words', () => {
  const journey = { departSeconds: 0, arriveSeconds: 60, minutes: 1, transfers: 0, legs: [] }
  const days = (...each: [date: string, out: boolean, back: boolean][]) =>
    each.map(([date, out, back]) => ({
      day: { asked: day(date), used: day(date) },
      out: out ? journey : undefined,
      back: back ? journey : undefined,
    }))
  const plainly = (...each: [string, boolean, boolean][]) =>
    describeDays(days(...each))?.replaceAll(/[\u00a0\u202f]/g, ' ')
  assert.equal(plainly(['2026-06-15', true, true]), undefined)
  assert.equal(plainly(['2026-06-15', false, false]), 'aucun jour')
  assert.equal(plainly(['2026-06-15', true, true], ['2026-06-17', true, false]), 'pas de retour le mercredi')
  assert.equal(
    plainly(['2026-06-15', true, true], ['2026-06-16', false, true], ['2026-06-17', true, false]),
    'pas le mardi ni le mercredi',
  )
  assert.equal(plainly(['2026-06-17', true, true], ['2026-06-24', false, false]), 'pas le mercredi 24 juin')
})

test('a trip of the eve takes people home after midnight', async () => {
  const reach = await open({
    ...valley,
    trips: 'route_id,service_id,trip_id\nv,eve,late\nv,eve,early\n',
    stop_times: `trip_id,arrival_time,departure_time,stop_id,stop_sequence
late,23:50:00,23:50:00,d,1
late,24:20:00,24:20:00,a,2
early,8:00:00,8:00:00,a,1
early,8:30:00,8:30:00,d,2
`,
    calendar: '',
    calendar_dates: 'service_id,date,exception_type\neve,20260616,1\n',
  })
  const night = { ...along, places: [{ ...along.places[0]!, leaveAfterSeconds: 23.5 * 3600 }] }
  assert.equal((await reach.journeys(night, one))[0]![0]!.back?.arriveSeconds, 24 * 3600 + 20 * 60)
  // Asked for the day after, the same vehicle runs at twenty past midnight, and comes from the eve.
  const nextDay = { ...night, dates: [day('2026-06-17')], places: [{ ...along.places[0]!, leaveAfterSeconds: -900 }] }
  assert.equal((await reach.journeys(nextDay, one))[0]![0]!.back?.arriveSeconds, 20 * 60)
})

test('a change is honoured as transfers.txt says: longer, or impossible', async () => {
  const second = {
    trips: 'route_id,service_id,trip_id\nv,daily,one\nv,daily,two\nv,daily,back\n',
    stop_times: `trip_id,arrival_time,departure_time,stop_id,stop_sequence
one,8:00:00,8:00:00,a,1
one,8:10:00,8:10:00,b,2
two,8:12:00,8:12:00,b,1
two,8:30:00,8:30:00,d,2
back,17:00:00,17:00:00,d,1
back,17:30:00,17:30:00,a,2
`,
  }
  const header = 'from_stop_id,to_stop_id,transfer_type,min_transfer_time\n'
  const out = async (transfers?: string) => {
    const reach = await open({ ...valley, ...second, ...(transfers ? { transfers: header + transfers } : {}) })
    return (await reach.journeys(along, one))[0]![0]!.out?.transfers
  }
  assert.equal(await out(), 1)
  assert.equal(await out('b,b,2,120\n'), 1)
  assert.equal(await out('b,b,2,180\n'), undefined)
  assert.equal(await out('b,b,3,\n'), undefined)
})

test('stops of different feeds are joined on foot, and equal identifiers do not mix', async () => {
  const times = (from: string, to: string, hour: string) =>
    `trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt,${hour}:40:00,${hour}:40:00,${from},1\nt,${hour}:50:00,${hour}:50:00,${to},2\n`
  const trips = 'route_id,service_id,trip_id\nv,daily,t\n'
  const moved = valley.stops!.replace('b,Bois,48.02', 'x,Bois,48.0205').replace('a,Amont,48.00', 'b,Loin,48.30')
  const reach = await open(
    { ...valley, trips, stop_times: times('a', 'b', '07') },
    { ...valley, trips, stops: moved, stop_times: times('x', 'd', '08') },
  )
  const { out } = (await reach.journeys(along, one))[0]![0]!
  assert.deepEqual(
    out?.legs.map(({ kind, from, to }) => `${kind} ${from} ${to}`),
    ['ride Amont Bois', 'walk Bois Bois', 'ride Bois Dernier'],
  )
})

test('equal places are asked once and answered each; the table keeps the order of places', async () => {
  const reach = await open(valley)
  const here = along.places[0]!
  const far = { ...here, lat: 49 }
  const table = await reach.table({
    ...along,
    places: [here, far, here],
    homes: [along.homes[0]!, { lat: 48.02, lon: 7 }],
  })
  assert.deepEqual(plain(table), [
    [0, 2, 2, 4],
    [0, 1, 0, 1],
    [30, 19, 30, 19],
    [30, 20, 30, 20],
  ])
})

test('no home, no place or no pair gives an empty table', async () => {
  const reach = await open(valley)
  assert.deepEqual(plain(await reach.table({ ...along, homes: [] })), [[0, 0], [], [], []])
  assert.deepEqual(plain(await reach.table({ ...along, places: [] })), [[0], [], [], []])
})

const manyPlaces = (count: number) =>
  Array.from({ length: count }, (_, place) => ({
    lat: 48 + (place % 61) * 0.001,
    lon: 7 + (place % 7) * 0.001,
    ...hours,
  }))

test('any number of threads gives the same table', async () => {
  const reach = await open(valley)
  const request = { ...along, homes: manyPlaces(90), places: manyPlaces(150) }
  const alone = plain(await reach.table(request, { threads: 1 }))
  assert.ok(alone[1]!.length > 500)
  assert.deepEqual(plain(await reach.table(request, { threads: 3 })), alone)
})

test('a table stops when asked to, on one thread or several', async () => {
  const reach = await open(valley)
  const request = { ...along, homes: manyPlaces(50), places: manyPlaces(150) }
  for (const threads of [1, 2]) {
    const stop = new AbortController()
    const reason = new Error('stopped by a person')
    const progress = () => stop.abort(reason)
    await assert.rejects(reach.table(request, { signal: stop.signal, threads, progress }), reason)
  }
})

test('the order of rows in the files changes nothing', async () => {
  const request = { ...along, homes: manyPlaces(20), places: manyPlaces(20) }
  const pairs = request.homes.flatMap((_, home) => request.places.map((_place, place) => ({ home, place })))
  const answer = async (tables: FeedTables) => {
    const reach = await open(tables)
    return JSON.stringify([plain(await reach.table(request)), await reach.journeys(request, pairs)])
  }
  const expected = await answer(valley)
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1000)), async (keys) => {
      const shuffled = Object.fromEntries(
        Object.entries(valley).map(([table, text]) => {
          const [header, ...rows] = text.trim().split('\n')
          const keyed = rows.map((row) => [keys.next().value ?? 0, row] as const).toSorted((a, b) => a[0] - b[0])
          return [table, [header, ...keyed.map(([, row]) => row)].join('\n')]
        }),
      )
      assert.equal(await answer(shuffled), expected)
    }),
    { numRuns: 10 },
  )
})

test('an estimate says that it is one, and its table and journeys agree', async () => {
  const reach = openEstimate()
  assert.equal(reach.kind, 'estimate')
  assert.match(reach.answerDays(along.dates).warnings[0]!, /estimés à vol d’oiseau/)
  const request = { ...along, homes: [...along.homes, { lat: 48.056, lon: 7 }, { lat: 49, lon: 7 }] }
  // 6.67 km: 12 min, and 9.34 km of road at 25 km/h; 445 m on foot; 104 km is too far.
  assert.deepEqual(plain(await reach.table(request)), [
    [0, 2],
    [0, 1],
    [35, 9],
    [35, 9],
  ])
  const found = await reach.journeys(
    request,
    [0, 1, 2].map((home) => ({ home, place: 0 })),
  )
  assert.deepEqual(
    found.map(([first]) => first!.out?.minutes),
    [35, 9, undefined],
  )
  assert.deepEqual(
    found.map(([first]) => first!.back?.departSeconds),
    [59_400, 59_400, undefined],
  )
})
