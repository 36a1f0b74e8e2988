import type { Agreement } from '#/agreements/index.ts'
import { listSites } from '#/directory/index.ts'
import { findOffers } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { metresBetween } from '#/platform/distance.ts'
import { mostStops, orderRound, type RoundStop } from './order-round.ts'

/** A place to go to, and how far it is from the one before, in metres as the crow flies. */
export interface PlannedStop<Of> {
  readonly of: Of
  readonly metres: number
}

export interface PlannedRound<Of> {
  readonly stops: readonly PlannedStop<Of>[]
  /** Back to the school included. */
  readonly metres: number
  /** Whose position nobody knows, and those that one round does not hold. */
  readonly apart: readonly Of[]
}

/** Puts placements to visit in the order of the shortest round from the school and back. */
export async function planRound<Of extends { readonly agreement: Agreement }>(
  db: Db,
  start: RoundStop,
  all: readonly Of[],
): Promise<PlannedRound<Of>> {
  const positions = await positionsOf(
    db,
    all.map(({ agreement }) => agreement),
  )
  const placed = all.filter(({ agreement }) => positions.has(agreement.id))
  const held = placed.slice(0, mostStops)
  const spots = held.map(({ agreement }) => positions.get(agreement.id) ?? start)
  const { order, metres } = orderRound(start, spots)
  const way = order.flatMap((index, at) => {
    const [of, spot] = [held[index], spots[index]]
    const before = at === 0 ? start : spots[order[at - 1] ?? 0]
    if (!of || !spot || !before) return []
    return [{ of, metres: metresBetween(before.lat, before.lon, spot.lat, spot.lon) }]
  })
  return {
    stops: way,
    metres,
    apart: [...all.filter(({ agreement }) => !positions.has(agreement.id)), ...placed.slice(mostStops)],
  }
}

/** Where these placements are: at their offer's site, else at the first site of their host; unknown ones are left out. */
async function positionsOf(db: Db, agreements: readonly Agreement[]): Promise<ReadonlyMap<string, RoundStop>> {
  const offers = await findOffers(
    db,
    agreements.flatMap(({ offerId }) => offerId ?? []),
  )
  const byOffer = new Map(offers.map((offer) => [offer.id, offer]))
  const positions = new Map<string, RoundStop>()
  for (const { id, territoryId, offerId, hostId } of agreements) {
    const offer = byOffer.get(offerId ?? '')
    if (offer?.site) positions.set(id, { lat: offer.lat, lon: offer.lon })
    else if (hostId !== undefined) {
      const [site] = await listSites(db, territoryId, hostId)
      if (site) positions.set(id, { lat: site.lat, lon: site.lon })
    }
  }
  return positions
}
