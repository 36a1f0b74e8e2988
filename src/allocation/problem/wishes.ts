import type { Offer } from '../inputs/offer.ts'
import type { Pupil } from '../inputs/pupil.ts'
import { numbered } from './numbered.ts'

/** Points for each rank of wish below the first, and where no wish is met. In minutes, since they add to travel. */
const pointsPerRank = 15
const pointsUnmet = 60

/** Rank of the wish an offer meets, from 1; 0 when it meets none. */
type WishRank = number

/** Ranks of wishes as a table: pupils who wish the same share a row. */
export interface WishTable {
  rank(pupil: number, offer: number): WishRank
  points(pupil: number, offer: number): number
}

export function wishTable(pupils: readonly Pupil[], offers: readonly Offer[]): WishTable {
  const sectors = numbered<string>((sector) => sector)
  const sectorOf = Int32Array.from(offers, ({ sector }) => sectors.add(sector))
  const sectorAt = new Map(sectors.values.map((sector, index) => [sector, index]))
  const lists = new Map<string, number>()
  const rows: Uint8Array[] = []
  const listOf = Int32Array.from(pupils, ({ wishes }) => {
    const key = JSON.stringify(wishes)
    const known = lists.get(key)
    if (known !== undefined) return known
    const row = new Uint8Array(sectors.values.length)
    for (const [index, wish] of wishes.entries()) {
      const sector = sectorAt.get(wish)
      if (sector !== undefined) row[sector] = index + 1
    }
    lists.set(key, rows.length)
    return rows.push(row) - 1
  })
  const rank = (pupil: number, offer: number): WishRank => rows[listOf[pupil]!]![sectorOf[offer]!]!
  return {
    rank,
    points(pupil, offer) {
      const met = rank(pupil, offer)
      if (met > 0) return (met - 1) * pointsPerRank
      return pupils[pupil]!.wishes.length === 0 ? 0 : pointsUnmet
    },
  }
}
