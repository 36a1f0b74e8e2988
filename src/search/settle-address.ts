import { findAddress } from '#/directory/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Criteria } from './criteria.ts'
import { communeWithin, findPlace } from './find-place.ts'

/** Why the commune counts although more was typed: the address service does not answer, is not there, or knows no such address. */
export type AddressGap = 'silent' | 'off' | 'unknown'

/** What stands in the address bar instead of an address that was typed. */
export interface SettledAddress {
  readonly criteria: Criteria
  readonly gap?: AddressGap | undefined
}

/** An address that fits worse than this is another one. */
const leastScore = 0.5

/**
 * Puts the commune and a rounded position in the place of an address: where somebody lives must not stay in an address bar, a history or
 * a shared link. Undefined where a commune was typed, or nothing can be made of it.
 */
export async function settleAddress(
  services: Pick<Services, 'db' | 'clock' | 'configuration'>,
  territoryId: string,
  criteria: Criteria,
): Promise<SettledAddress | undefined> {
  const typed = criteria.place
  if (!typed.includes(' ')) return undefined
  const known = await findPlace(services, territoryId, { typed, code: criteria.commune })
  if (known.kind !== 'unknown') return undefined
  const answer = await findAddress(services, { text: typed })
  const best = 'found' in answer ? answer.found.filter(({ score }) => score >= leastScore) : []
  for (const { commune, kind, lat, lon } of best) {
    const here = await findPlace(services, territoryId, { typed: '', code: commune })
    if (here.kind !== 'found') continue
    const point = kind === 'municipality' ? undefined : roundedPoint(lat, lon)
    return { criteria: { ...criteria, place: here.place.name, commune, point } }
  }
  const within = await communeWithin(services, territoryId, typed)
  const gap = 'found' in answer ? 'unknown' : answer.silence === 'off' ? 'off' : 'silent'
  return within && { criteria: { ...criteria, place: within.name, commune: within.code, point: undefined }, gap }
}

/** Some 200 m on a side: near enough for a bus stop, too wide to name a house. */
const [tall, wide] = [0.002, 0.003]

/** The middle of a square, as the address bar holds it. */
export const roundedPoint = (lat: number, lon: number): string =>
  `${(Math.round(lat / tall) * tall).toFixed(3)},${(Math.round(lon / wide) * wide).toFixed(3)}`
