import type { Defects } from './defects.ts'
import type { FeedTable } from './feed-rows.ts'
import type { IdIndex } from './id-index.ts'

/** A trip that leaves every `headway` seconds from `from`, and no longer at `to`. */
export interface Frequency {
  readonly from: number
  readonly to: number
  readonly headway: number
}

/** Reads frequencies.txt by trip. */
export function readFrequencies(
  table: FeedTable | undefined,
  tripIds: IdIndex,
  defects: Defects,
): ReadonlyMap<number, readonly Frequency[]> {
  const byTrip = new Map<number, Frequency[]>()
  table?.scan(['trip_id', 'start_time', 'end_time', 'headway_secs', 'exact_times'], (row) => {
    const where = () => `${table.name}:${row.line} : ${row.text(0)}`
    const trip = tripIds.find(row.bytes, row.start[0]!, row.end[0]!)
    if (trip < 0) return defects.add('fréquences d’un trajet inconnu, ignorées', where)
    const [from, to, headway] = [row.seconds(1), row.seconds(2), row.whole(3)]
    if (from < 0 || to <= from || headway <= 0) return defects.add('fréquences illisibles, ignorées', where)
    if (row.whole(4) !== 1)
      defects.add('passages donnés par intervalle, lus comme des horaires depuis le début de la plage', where)
    byTrip.set(trip, [...(byTrip.get(trip) ?? []), { from, to, headway }])
  })
  for (const [trip, frequencies] of byTrip)
    byTrip.set(
      trip,
      frequencies.toSorted((a, b) => a.from - b.from || a.to - b.to || a.headway - b.headway),
    )
  return byTrip
}
