import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Feed } from './feed.ts'
import { openFeedPath } from './feed-source.ts'
import { type Journey, openTimetableBytes, type Position, type Reach, type WorkPlace } from './index.ts'
import {
  backwards,
  bestWay,
  type Doorstep,
  earliestArrival,
  latestDeparture,
  type NaiveCall,
  type NaiveLabel,
  type NaiveNetwork,
} from './naive-search.ts'
import { readFeed } from './read-feed.ts'
import { dayOf } from './service-calendar.ts'
import { feedTime, zipFeed } from './small-feeds.ts'
import { makeTimetableReach } from './timetable-reach.ts'
import { walkSeconds } from './walking.ts'

const TUESDAY = Temporal.PlainDate.from('2026-06-16')
const LONG = 3000

interface World {
  readonly stops: readonly Position[]
  readonly network: NaiveNetwork
  readonly reach: Reach
}
interface Case {
  readonly home: Position
  readonly place: WorkPlace
  readonly maxWalkMinutes: number
  readonly maxTransfers: number
}

function doorstep(door: Position, stops: readonly Position[], maxWalkMinutes: number): Doorstep {
  const walks = stops.map(({ lat, lon }, stop) => [stop, walkSeconds(door.lat, door.lon, lat, lon)] as const)
  return new Map(walks.filter(([, walk]) => walk <= maxWalkMinutes * 60))
}

/** Checks both ways of one pair against the naive search, and the journeys step by step on the timetable. */
async function checkPair({ stops, network, reach }: World, { home, place, maxWalkMinutes, maxTransfers }: Case) {
  const rides = maxTransfers + 1
  const request = {
    dates: [TUESDAY],
    homes: [home],
    places: [place],
    limits: { maxMinutes: LONG, maxWalkMinutes, maxTransfers },
  }
  const found = (await reach.journeys(request, [{ home: 0, place: 0 }]))[0]![0]!
  const [homeStep, placeStep] = [home, place].map((door) => doorstep(door, stops, maxWalkMinutes)) as [
    Doorstep,
    Doorstep,
  ]
  const direct = walkSeconds(home.lat, home.lon, place.lat, place.lon)
  const walks = direct <= maxWalkMinutes * 60

  // Morning: no later departure arrives in time, by trying departures forward in time.
  const { arriveBySeconds, leaveAfterSeconds } = place
  const latest = Math.max(
    latestDeparture(network, homeStep, placeStep, arriveBySeconds, rides) ?? Number.NEGATIVE_INFINITY,
    walks ? arriveBySeconds - direct : Number.NEGATIVE_INFINITY,
  )
  assert.equal(found.out?.departSeconds ?? Number.NEGATIVE_INFINITY, latest)
  // Evening: no earlier arrival, by the naive search forward in time.
  const earliest = Math.min(
    earliestArrival(network, placeStep, homeStep, leaveAfterSeconds, rides),
    walks ? leaveAfterSeconds + direct : Number.POSITIVE_INFINITY,
  )
  assert.equal(found.back?.arriveSeconds ?? Number.POSITIVE_INFINITY, earliest)

  // Turned round, from home to the place: the first step that leaves and comes home early enough.
  const steps = [10, 25, 40, 60, 90, 240]
  const hours = { arriveBySeconds, leaveAfterSeconds }
  const near = reach.nearSpots([{ ...place, hours: [hours, hours] }], { maxWalkMinutes, maxTransfers })
  const enough = steps.findIndex(
    (step) => latest >= arriveBySeconds - step * 60 && earliest <= leaveAfterSeconds + step * 60,
  )
  assert.equal(near(home, [TUESDAY], steps)[0], enough === -1 ? steps.length : enough)

  // The rest of the rule: what the label carries, fewest vehicles.
  const onFoot = (deadline: number): NaiveLabel | undefined =>
    walks ? { depart: deadline - direct, arrive: deadline, rides: 0 } : undefined
  const better = (ride: NaiveLabel | undefined, foot: NaiveLabel | undefined): NaiveLabel | undefined =>
    !ride || !foot
      ? (ride ?? foot)
      : ride.depart > foot.depart || (ride.depart === foot.depart && ride.arrive < foot.arrive)
        ? ride
        : foot
  const out = better(bestWay(network, homeStep, placeStep, arriveBySeconds, rides), onFoot(arriveBySeconds))
  const back = better(
    bestWay(backwards(network), homeStep, placeStep, -leaveAfterSeconds, rides),
    onFoot(-leaveAfterSeconds),
  )
  assert.deepEqual(summary(found.out), out && [out.depart, out.arrive, Math.max(0, out.rides - 1)])
  assert.deepEqual(summary(found.back), back && [-back.arrive, -back.depart, Math.max(0, back.rides - 1)])

  for (const journey of [found.out, found.back]) if (journey) replay(network, journey, maxWalkMinutes)
  if (found.out && out && out.rides > 0) {
    // Leaving one second later misses it.
    const next = earliestArrival(network, homeStep, placeStep, found.out.departSeconds + 1, rides)
    assert.ok(next > arriveBySeconds)
    assert.ok(found.out.arriveSeconds <= arriveBySeconds)
  }
  if (found.back) assert.ok(found.back.departSeconds >= leaveAfterSeconds)

  const table = await reach.table(request)
  assert.deepEqual([...table.home], found.out && found.back ? [0] : [])
  assert.deepEqual([...table.minutesOut], found.out && found.back ? [found.out.minutes] : [])
  assert.deepEqual([...table.minutesBack], found.out && found.back ? [found.back.minutes] : [])
}

const summary = (journey: Journey | undefined) =>
  journey && [journey.departSeconds, journey.arriveSeconds, journey.transfers]

/** Every ride of a journey is a part of some trip, and its steps follow each other in time. */
function replay(network: NaiveNetwork, journey: Journey, maxWalkMinutes: number): void {
  let time = journey.departSeconds
  let rides = 0
  for (const leg of journey.legs) {
    assert.ok(leg.departSeconds >= time && leg.arriveSeconds >= leg.departSeconds)
    if (leg.kind === 'ride') {
      // A minute to change, walk or no walk.
      if (rides++ > 0) assert.ok(leg.departSeconds >= time + 60)
      const runs = network.trips.some((trip) =>
        trip.some(
          (on, index) =>
            on.boards &&
            on.depart === leg.departSeconds &&
            trip.slice(index + 1).some((off) => off.alights && off.arrive === leg.arriveSeconds),
        ),
      )
      assert.ok(runs, `no trip from ${leg.from} at ${leg.departSeconds} to ${leg.to} at ${leg.arriveSeconds}`)
    } else if (journey.legs.length > 1 && leg.to === undefined)
      assert.ok(leg.arriveSeconds - leg.departSeconds <= maxWalkMinutes * 60)
    time = leg.arriveSeconds
  }
  assert.equal(time, journey.arriveSeconds)
  assert.equal(Math.max(0, rides - 1), journey.transfers)
  assert.equal(journey.minutes, Math.ceil((journey.arriveSeconds - journey.departSeconds) / 60))
}

// ——— Random networks ———

const position = fc.record({
  lat: fc.integer({ min: 0, max: 60 }).map((step) => 48 + step * 0.0005),
  lon: fc.integer({ min: 0, max: 60 }).map((step) => 7 + step * 0.0007),
})
const call = fc.record({
  stop: fc.nat(),
  run: fc.integer({ min: 0, max: 12 }),
  dwell: fc.constantFrom(0, 0, 0, 1, 3),
  closed: fc.constantFrom('', '', '', '', 'on', 'off'),
})
const line = fc.record({
  feed: fc.integer({ min: 0, max: 1 }),
  calls: fc.array(call, { minLength: 2, maxLength: 6 }),
  // Minutes after 5:00, on the day itself or late on its eve.
  starts: fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 900 }), slower: fc.constantFrom(0, 0, 1, 3), eve: fc.boolean() }),
    { minLength: 1, maxLength: 6 },
  ),
})
const scenario = fc.record({
  stops: fc.uniqueArray(position, { minLength: 3, maxLength: 9, selector: ({ lat, lon }) => `${lat} ${lon}` }),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  transfers: fc.array(fc.record({ from: fc.nat(), to: fc.nat(), minutes: fc.integer({ min: -1, max: 9 }) }), {
    maxLength: 3,
  }),
  home: position,
  place: position,
  arriveBy: fc.integer({ min: 0, max: 1200 }),
  leaveAfter: fc.integer({ min: -300, max: 900 }),
  maxWalkMinutes: fc.constantFrom(0, 5, 10, 30),
  maxTransfers: fc.integer({ min: 0, max: 3 }),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

const FIVE = 5 * 3600

/** Writes the scenario as two GTFS feeds, and, on its own, as the naive search reads it. */
async function buildWorld(asked: Scenario): Promise<World> {
  const { stops } = asked
  const trips: NaiveCall[][] = []
  const feedRows = [0, 1].map(() => ({ trips: ['route_id,service_id,trip_id'], times: [] as string[] }))
  for (const [route, { feed, calls, starts }] of asked.lines.entries())
    for (const [number, { at, slower, eve }] of starts.entries()) {
      const id = `${route}-${number}`
      feedRows[feed]!.trips.push(`r,${eve ? 'monday' : 'tuesday'},${id}`)
      let time = FIVE + at * 60 + (eve ? 14 * 3600 : 0)
      const shift = eve ? -86_400 : 0
      const trip = calls.map(({ stop, run, dwell, closed }, index) => {
        const arrive = time + (index === 0 ? 0 : (run + slower) * 60)
        const depart = arrive + dwell * 60
        time = depart
        const member = stop % stops.length
        const [on, off] = [closed === 'on' ? 1 : 0, closed === 'off' ? 1 : 0]
        feedRows[feed]!.times.push(`${id},${feedTime(arrive)},${feedTime(depart)},s${member},${index * 7},${on},${off}`)
        return {
          stop: member + feed * stops.length,
          arrive: arrive + shift,
          depart: depart + shift,
          boards: on === 0,
          alights: off === 0,
        }
      })
      // Trips that nobody can use are left out by the reader too; those of the eve only matter past midnight.
      if (!eve || trip.at(-1)!.arrive >= 0) trips.push(trip)
    }
  // The same stops stand in both feeds; feed 0 alone has transfers.txt. The naive stops are feed 0's, then feed 1's.
  const count = stops.length
  const changes = new Map<number, Map<number, number>>()
  const served = new Set<number>()
  for (const { feed, calls } of asked.lines)
    if (isUsable(calls)) for (const { stop } of calls) served.add((stop % count) + feed * count)
  const all = [...stops, ...stops]
  for (const from of served) {
    const row = new Map<number, number>()
    for (const to of served) {
      const walk = from === to ? 0 : walkSeconds(all[from]!.lat, all[from]!.lon, all[to]!.lat, all[to]!.lon)
      if (from === to || walk <= asked.maxWalkMinutes * 60) row.set(to, walk + 60)
    }
    changes.set(from, row)
  }
  const told = new Map<string, number>()
  for (const { from, to, minutes } of asked.transfers) told.set(`${from % count} ${to % count}`, minutes)
  for (const [pair, minutes] of told) {
    const [from, to] = pair.split(' ').map(Number) as [number, number]
    if (minutes < 0) changes.get(from)?.delete(to)
    else {
      const row = changes.get(from) ?? new Map<number, number>()
      changes.set(from, row.set(to, Math.max(60, minutes * 60)))
    }
  }
  const stopRows = stops.map(({ lat, lon }, stop) => `s${stop},Arrêt ${stop},${lat},${lon}`)
  const files = feedRows.map((rows, feed) =>
    zipFeed(
      {
        stops: ['stop_id,stop_name,stop_lat,stop_lon', ...stopRows].join('\n'),
        routes: 'route_id,route_short_name,route_type\nr,1,3\n',
        trips: rows.trips.join('\n'),
        stop_times: [
          'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type',
          ...rows.times,
        ].join('\n'),
        calendar_dates: 'service_id,date,exception_type\nmonday,20260615,1\ntuesday,20260616,1\n',
        ...(feed === 0
          ? {
              transfers: [
                'from_stop_id,to_stop_id,transfer_type,min_transfer_time',
                ...[...told].map(([pair, minutes]) => {
                  const [from, to] = pair.split(' ')
                  return `s${from},s${to},${minutes < 0 ? '3,' : `2,${minutes * 60}`}`
                }),
              ].join('\n'),
            }
          : {}),
      },
      `feed${feed}.zip`,
    ),
  )
  return {
    stops: all,
    network: { trips, changes },
    reach: await openTimetableBytes(files),
  }
}

const isUsable = (calls: Scenario['lines'][number]['calls']): boolean => {
  const first = calls.findIndex(({ closed }) => closed !== 'on')
  return first >= 0 && calls.some(({ closed }, index) => index > first && closed !== 'off')
}

test('both ways of random networks agree with the naive search and replay on the timetable', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (asked) => {
      const world = await buildWorld(asked)
      await checkPair(world, {
        home: asked.home,
        place: {
          ...asked.place,
          arriveBySeconds: FIVE + asked.arriveBy * 60,
          leaveAfterSeconds: FIVE + asked.leaveAfter * 60,
        },
        maxWalkMinutes: asked.maxWalkMinutes,
        maxTransfers: asked.maxTransfers,
      })
    }),
    { numRuns: 500 },
  )
})

// ——— Real feeds ———

const shared = process.env.PASSERELLE_SHARED_DATA ?? new URL('../../../shared/data', import.meta.url).pathname

for (const name of ['strasbourg-2026', 'montpellier-2026']) {
  const path = `${shared}/gtfs/${name}.zip`
  test(`samples of ${name} agree with the naive search`, {
    skip: existsSync(path) ? false : 'shared data absent',
  }, async () => {
    const feed = readFeed(openFeedPath(path))
    const day = Temporal.PlainDate.from('2026-02-10')
    const maxWalkMinutes = 12
    const world = { ...naiveDay(feed, day, maxWalkMinutes), reach: withDay(makeTimetableReach([feed]), day) }
    const pick = (index: number): Position => {
      const stop = (index * 7919) % world.stops.length
      const { lat, lon } = world.stops[stop]!
      return Number.isNaN(lat) ? pick(index + 1) : { lat: lat + 0.002, lon: lon - 0.002 }
    }
    for (let sample = 0; sample < 4; sample++)
      await checkPair(world, {
        home: pick(2 * sample + 1),
        place: {
          ...pick(2 * sample + 2),
          arriveBySeconds: (8 + (sample % 3) / 2) * 3600,
          leaveAfterSeconds: (16 + (sample % 4) / 2) * 3600,
        },
        maxWalkMinutes,
        maxTransfers: sample % 3,
      })
  })
}

/** Asks for the day a real feed covers in place of the day of the random networks. */
const withDay = (reach: Reach, day: Temporal.PlainDate): Reach => ({
  ...reach,
  table: (request, options) => reach.table({ ...request, dates: [day] }, options),
  journeys: (request, pairs, options) => reach.journeys({ ...request, dates: [day] }, pairs, options),
  nearSpots(spots, limits) {
    const near = reach.nearSpots(spots, limits)
    return (home, _, steps) => near(home, [day], steps)
  },
})

function naiveDay(feed: Feed, date: Temporal.PlainDate, maxWalkMinutes: number): Omit<World, 'reach'> {
  const { trips, stops, calendar } = feed
  const made: NaiveCall[][] = []
  const served = new Set(trips.stop)
  for (const [shift, day] of [
    [0, dayOf(date)],
    [-86_400, dayOf(date) - 1],
  ] as const)
    for (let trip = 0; trip < trips.route.length; trip++) {
      if (!calendar.runs(trips.service[trip]!, day)) continue
      const calls: NaiveCall[] = []
      for (let at = trips.start[trip]!; at < trips.start[trip + 1]!; at++)
        calls.push({
          stop: trips.stop[at]!,
          arrive: trips.arrive[at]! + shift,
          depart: trips.depart[at]! + shift,
          boards: (trips.flags[at]! & 1) === 0,
          alights: (trips.flags[at]! & 2) === 0,
        })
      if (shift === 0 || calls.at(-1)!.arrive >= 0) made.push(calls)
    }
  const positions = stops.names.map((_, stop) => ({ lat: stops.lat[stop]!, lon: stops.lon[stop]! }))
  const changes = new Map<number, Map<number, number>>()
  for (const from of served) {
    const row = new Map<number, number>()
    for (const [to, seconds] of doorstep(positions[from]!, positions, maxWalkMinutes))
      if (served.has(to)) row.set(to, (to === from ? 0 : seconds) + 60)
    changes.set(from, row)
  }
  return {
    stops: positions.map((each, stop) => (served.has(stop) ? each : { lat: Number.NaN, lon: Number.NaN })),
    network: { trips: made, changes },
  }
}
