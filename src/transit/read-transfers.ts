import type { Defects } from './defects.ts'
import type { FeedTransfer } from './feed.ts'
import type { FeedTable } from './feed-rows.ts'
import type { IdIndex } from './id-index.ts'

const COLUMNS = [
  'from_stop_id',
  'to_stop_id',
  'transfer_type',
  'min_transfer_time',
  'from_route_id',
  'to_route_id',
  'from_trip_id',
  'to_trip_id',
]

/** Reads transfers.txt. Rules for given lines or trips are counted and left out: they would not hold for everyone at the stop. */
export function readTransfers(table: FeedTable | undefined, stopIds: IdIndex, defects: Defects): FeedTransfer[] {
  const byPair = new Map<string, FeedTransfer>()
  table?.scan(COLUMNS, (row) => {
    const where = () => `${table.name}:${row.line}`
    const type = Math.max(0, row.whole(2))
    if ([4, 5, 6, 7].some((cell) => !row.isEmpty(cell)) || type > 3)
      return defects.add('correspondances propres à une ligne ou à un trajet, ignorées', where)
    const from = stopIds.find(row.bytes, row.start[0]!, row.end[0]!)
    const to = stopIds.find(row.bytes, row.start[1]!, row.end[1]!)
    if (from < 0 || to < 0) return defects.add('correspondances avec un arrêt inconnu, ignorées', where)
    const time = row.whole(3)
    if (time === -2) defects.add('durées de correspondance illisibles, ignorées', where)
    const transfer = { from, to, forbidden: type === 3, seconds: type === 2 && time >= 0 ? time : undefined }
    const known = byPair.get(`${from} ${to}`)
    byPair.set(`${from} ${to}`, known ? stricter(known, transfer) : transfer)
  })
  return [...byPair.values()].toSorted((a, b) => a.from - b.from || a.to - b.to)
}

/** Of two rules for the same stops, the one that promises less, whatever their order. */
function stricter(a: FeedTransfer, b: FeedTransfer): FeedTransfer {
  const seconds = Math.max(a.seconds ?? -1, b.seconds ?? -1)
  return { ...a, forbidden: a.forbidden || b.forbidden, seconds: seconds < 0 ? undefined : seconds }
}
