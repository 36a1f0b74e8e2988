import { metresBetween } from '#/platform/distance.ts'
import type { Defects } from './defects.ts'
import { type FeedStops, type FeedTrips, NO_ALIGHTING, NO_BOARDING } from './feed.ts'
import { makeGrowingArray } from './growing-array.ts'
import { interpolateTimes } from './interpolate-times.ts'
import { type CallRows, ON_DEMAND } from './read-calls.ts'
import type { Frequency } from './read-frequencies.ts'
import type { TripRows } from './read-trips.ts'

const HALF_DAY = 12 * 3600
const DAY = 24 * 3600

interface Calls {
  stop: number[]
  arrive: number[]
  depart: number[]
  flags: number[]
}

/**
 * Turns rows into trips one can count on: in order, every time known and never backwards. What cannot be used, or must be
 * booked, is left out and counted.
 */
export function assembleTrips(
  rows: TripRows,
  calls: CallRows,
  stops: FeedStops,
  frequencies: ReadonlyMap<number, readonly Frequency[]>,
  defects: Defects,
): FeedTrips {
  const route = makeGrowingArray()
  const service = makeGrowingArray()
  const start = makeGrowingArray()
  const headsign: string[] = []
  const out = [0, 1, 2, 3].map(() => makeGrowingArray(calls.stop.length + 16))
  const [stop, arrive, depart, flags] = [out[0]!, out[1]!, out[2]!, out[3]!]
  const write = (trip: number, each: Calls, shift: number): void => {
    start.push(stop.length)
    route.push(rows.route[trip]!)
    service.push(rows.service[trip]!)
    headsign.push(rows.headsign[trip]! || stops.names[each.stop.at(-1)!]!)
    for (let call = 0; call < each.stop.length; call++) {
      stop.push(each.stop[call]!)
      arrive.push(each.arrive[call]! + shift)
      depart.push(each.depart[call]! + shift)
      flags.push(each.flags[call]!)
    }
  }
  for (let trip = 0; trip < rows.ids.size; trip++) {
    const each = assembleTrip(trip, rows, calls, stops, defects)
    if (!each) continue
    const repeats = frequencies.get(trip)
    if (!repeats) write(trip, each, 0)
    for (const { from, to, headway } of repeats ?? [])
      for (let time = from; time < to; time += headway) write(trip, each, time - each.depart[0]!)
  }
  start.push(stop.length)
  return {
    route: route.take(),
    service: service.take(),
    headsign,
    start: start.take(),
    stop: stop.take(),
    arrive: arrive.take(),
    depart: depart.take(),
    flags: Uint8Array.from(flags.take()),
  }
}

function assembleTrip(
  trip: number,
  rows: TripRows,
  calls: CallRows,
  stops: FeedStops,
  defects: Defects,
): Calls | undefined {
  const where = () => {
    const first = calls.start[trip]!
    const line = first < calls.start[trip + 1]! ? `stop_times.txt:${calls.line[first]} : ` : ''
    return `${line}trajet ${rows.ids.text(trip)}`
  }
  const each = readCalls(trip, calls, where, defects)
  if (each.stop.length < 2) {
    const kind =
      calls.flexible[trip] === 1
        ? 'trajets à la demande, écartés'
        : each.stop.length === 0
          ? 'trajets sans horaire, écartés'
          : 'trajets d’un seul arrêt, écartés'
    defects.add(kind, where)
    return undefined
  }
  if (!runsForward(each, where, defects)) return undefined
  const filled = interpolateTimes(each.arrive, each.depart, (call) => {
    const [from, to] = [each.stop[call]!, each.stop[call + 1]!]
    return metresBetween(stops.lat[from]!, stops.lon[from]!, stops.lat[to]!, stops.lon[to]!)
  })
  if (filled > 0) defects.add('heures absentes, calculées entre les arrêts voisins', where, filled)
  const booked = each.flags.filter((flag) => (flag & ON_DEMAND) !== 0).length
  if (!canRide(each)) {
    defects.add(
      booked > 0 || calls.flexible[trip] === 1
        ? 'trajets à la demande, écartés'
        : 'trajets où l’on ne peut monter et descendre, écartés',
      where,
    )
    return undefined
  }
  if (booked > 0) defects.add('arrêts sur réservation d’un trajet régulier, fermés', where, booked)
  each.flags = each.flags.map((flag) => flag & (NO_BOARDING | NO_ALIGHTING))
  return each
}

/** A trip's calls in order, each stop_sequence once, those without time at either end left out. */
function readCalls(trip: number, calls: CallRows, where: () => string, defects: Defects): Calls {
  let [from, to] = [calls.start[trip]!, calls.start[trip + 1]!]
  const allRows = to - from
  while (from < to && calls.arrive[from]! < 0) from++
  while (to > from && calls.arrive[to - 1]! < 0) to--
  const untimed = allRows - (to - from)
  if (untimed > 0 && to > from) defects.add('premiers ou derniers arrêts sans heure, écartés', where, untimed)
  const each: Calls = { stop: [], arrive: [], depart: [], flags: [] }
  for (let row = from; row < to; row++) {
    let kept = row
    while (row + 1 < to && calls.sequence[row + 1] === calls.sequence[row]) {
      row++
      defects.add('horaires au même rang d’un trajet, un seul gardé', where)
      if (comesBefore(calls, row, kept)) kept = row
    }
    each.stop.push(calls.stop[kept]!)
    each.arrive.push(calls.arrive[kept]!)
    each.depart.push(calls.depart[kept]!)
    each.flags.push(calls.flags[kept]!)
  }
  return each
}

/** An order of rows by what they say, so that their order in the file changes nothing. */
function comesBefore(calls: CallRows, a: number, b: number): boolean {
  for (const field of [calls.arrive, calls.depart, calls.stop, calls.flags])
    if (field[a] !== field[b]) return field[a]! < field[b]!
  return false
}

/** Checks that known times never go back; times that start again at zero past midnight are set right. */
function runsForward(each: Calls, where: () => string, defects: Defects): boolean {
  let shift = 0
  let before = -1
  const settle = (time: number): number => {
    if (time + shift < before && before - (time + shift) > HALF_DAY) {
      shift += DAY
      defects.add('heures qui repartent de zéro après minuit, remises à la suite', where)
    }
    return time + shift
  }
  for (let call = 0; call < each.arrive.length; call++) {
    if (each.arrive[call]! < 0) continue
    const arrive = settle(each.arrive[call]!)
    const backwards = arrive < before
    before = Math.max(before, arrive)
    const depart = settle(each.depart[call]!)
    if (backwards || depart < arrive) {
      defects.add('trajets dont les heures reculent, écartés', where)
      return false
    }
    before = depart
    each.arrive[call] = arrive
    each.depart[call] = depart
  }
  return true
}

function canRide({ flags }: Calls): boolean {
  const first = flags.findIndex((flag) => (flag & NO_BOARDING) === 0)
  return first >= 0 && flags.some((flag, call) => call > first && (flag & NO_ALIGHTING) === 0)
}
