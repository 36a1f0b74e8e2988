import type { Defects } from './defects.ts'
import { NO_ALIGHTING, NO_BOARDING } from './feed.ts'
import type { FeedTable } from './feed-rows.ts'
import type { IdIndex } from './id-index.ts'
import { moveInto, releaseMemory } from './owned-memory.ts'

/** A call that must be booked, so that nobody can count on it. */
export const ON_DEMAND = 4

/** Rows of stop_times.txt in the order of trips, then of stop_sequence. Times are -1 where the feed gives none. */
export interface CallRows {
  /** Rows of trip t stand from start[t] to start[t + 1]. */
  readonly start: Int32Array
  readonly stop: Int32Array
  readonly sequence: Int32Array
  readonly arrive: Int32Array
  readonly depart: Int32Array
  readonly flags: Uint8Array
  readonly line: Int32Array
  /** 1 for a trip with calls anywhere in a zone, which no timetable can promise. */
  readonly flexible: Uint8Array
  /** Rows met, the unusable ones included. */
  readonly count: number
}

const COLUMNS = [
  'trip_id',
  'stop_id',
  'stop_sequence',
  'arrival_time',
  'departure_time',
  'pickup_type',
  'drop_off_type',
  'start_pickup_drop_off_window',
  'pickup_booking_rule_id',
  'drop_off_booking_rule_id',
  'location_id',
  'location_group_id',
]

/** Reads stop_times.txt, rows in any order. */
export function readCalls(
  table: FeedTable,
  tripIds: IdIndex,
  stopIds: IdIndex,
  stopKinds: Uint8Array,
  defects: Defects,
): CallRows {
  let capacity = 1 << 16
  let fields = [0, 1, 2, 3, 4, 5].map(() => new Int32Array(capacity))
  let flags = new Uint8Array(capacity)
  const flexible = new Uint8Array(tripIds.size)
  let kept = 0
  let count = 0
  let trip = -1
  let tripBytes: Uint8Array = new Uint8Array(0)
  const { ragged, raggedLine } = table.scan(COLUMNS, (row) => {
    count++
    const { bytes, start, end } = row
    const where = () => `${table.name}:${row.line}`
    // Rows of one trip mostly follow each other.
    if (!sameBytes(tripBytes, bytes, start[0]!, end[0]!)) {
      trip = tripIds.find(bytes, start[0]!, end[0]!)
      tripBytes = bytes.subarray(start[0], end[0])
    }
    if (trip < 0)
      return defects.add('horaires d’un trajet inconnu, ignorés', () => `${where()} : ${row.text(0) || 'vide'}`)
    if (start[7] !== end[7] || start[10] !== end[10] || start[11] !== end[11]) {
      flexible[trip] = 1
      return
    }
    const stop = stopIds.find(bytes, start[1]!, end[1]!)
    if (stop < 0)
      return defects.add('horaires à un arrêt inconnu, ignorés', () => `${where()} : ${row.text(1) || 'vide'}`)
    const sequence = row.whole(2)
    if (sequence < 0)
      return defects.add('horaires sans stop_sequence lisible, ignorés', () => `${where()} : ${row.text(2) || 'vide'}`)
    if (stopKinds[stop] !== 0)
      defects.add('horaires donnés à une station ou une entrée au lieu d’un arrêt', () => `${where()} : ${row.text(1)}`)
    let arrive = row.seconds(3)
    let depart = row.seconds(4)
    if (arrive === -2 || depart === -2) {
      defects.add('heures illisibles, lues comme absentes', () => `${where()} : ${row.text(3)} / ${row.text(4)}`)
      arrive = Math.max(-1, arrive)
      depart = Math.max(-1, depart)
    }
    if (kept === capacity) {
      capacity *= 2
      fields = fields.map((field) => moveInto(field, new Int32Array(capacity)))
      flags = moveInto(flags, new Uint8Array(capacity))
    }
    fields[0]![kept] = trip
    fields[1]![kept] = stop
    fields[2]![kept] = sequence
    fields[3]![kept] = arrive < 0 ? depart : arrive
    fields[4]![kept] = depart < 0 ? arrive : depart
    fields[5]![kept] = row.line
    flags[kept] =
      flagOf(row.whole(5), start[8] !== end[8], NO_BOARDING) | flagOf(row.whole(6), start[9] !== end[9], NO_ALIGHTING)
    kept++
  })
  if (ragged > 0)
    defects.add(
      'lignes de stop_times.txt qui n’ont pas autant de cellules que l’en-tête',
      () => `${table.name}:${raggedLine}`,
      ragged,
    )
  const [trips, stops, sequences, arrives, departs, lines] = fields.map((field) => field.subarray(0, kept))
  const order = orderCalls(trips!, sequences!, tripIds.size)
  const pick = (field: Int32Array): Int32Array => {
    const picked = inOrder(field, order.rows, new Int32Array(kept))
    releaseMemory(field)
    return picked
  }
  return {
    start: order.start,
    stop: pick(stops!),
    sequence: pick(sequences!),
    arrive: pick(arrives!),
    depart: pick(departs!),
    line: pick(lines!),
    flags: inOrder(flags, order.rows, new Uint8Array(kept)),
    flexible,
    count,
  }
}

/** A plain loop: `map` calls a function for each of some millions of cells. */
function inOrder<Cells extends Int32Array | Uint8Array>(cells: Cells, rows: Int32Array, into: Cells): Cells {
  for (let at = 0; at < rows.length; at++) into[at] = cells[rows[at]!]!
  return into
}

/** GTFS: 1 none, 2 phone the agency, 3 ask the driver, which a traveller at the stop can always do. */
function flagOf(type: number, booked: boolean, closed: number): number {
  if (type === 2 || booked) return closed | ON_DEMAND
  return type === 1 ? closed : 0
}

function sameBytes(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start || start === end) return false
  for (let at = end - 1; at >= start; at--) if (known[at - start] !== bytes[at]) return false
  return true
}

/** Sorts rows by trip then sequence: counted by trip, then inserted, since most trips are in order already. */
function orderCalls(
  trips: Int32Array,
  sequences: Int32Array,
  tripCount: number,
): { start: Int32Array; rows: Int32Array } {
  const start = new Int32Array(tripCount + 1)
  for (const trip of trips) start[trip + 1]!++
  for (let trip = 0; trip < tripCount; trip++) start[trip + 1]! += start[trip]!
  const next = start.slice()
  const rows = new Int32Array(trips.length)
  for (let row = 0; row < trips.length; row++) rows[next[trips[row]!]!++] = row
  for (let trip = 0; trip < tripCount; trip++) {
    const from = start[trip]!
    const to = start[trip + 1]!
    if (isDescending(sequences, rows, from, to)) rows.subarray(from, to).reverse()
    for (let at = from + 1; at < to; at++) {
      const row = rows[at]!
      let before = at - 1
      while (before >= from && sequences[rows[before]!]! > sequences[row]!) {
        rows[before + 1] = rows[before]!
        before--
      }
      rows[before + 1] = row
    }
  }
  return { start, rows }
}

function isDescending(sequences: Int32Array, rows: Int32Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) if (sequences[rows[at]!]! >= sequences[rows[at - 1]!]!) return false
  return true
}
