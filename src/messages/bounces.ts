import './tables.ts'
import type { Db } from '#/platform/database.ts'

/** permanent: the address or its server says never; temporary: given up after some days of trying. */
export type BounceKind = 'permanent' | 'temporary'
/** smtp: refused when it was sent; report: the mail server wrote back later (RFC 3464). */
export type BounceSource = 'smtp' | 'report'

/** An address that does not take what is sent to it. */
export interface Bounce {
  readonly address: string
  readonly kind: BounceKind
  /** Enhanced status code (RFC 3463), `5.1.1`. */
  readonly status: string
  readonly at: Temporal.Instant
}

/**
 * The latest unmended refusal of each of these addresses, for the page of whoever can mend them. Addresses in any case; those without
 * a refusal are absent.
 */
export async function bouncesFor(db: Db, addresses: readonly string[]): Promise<ReadonlyMap<string, Bounce>> {
  const wanted = [...new Set(addresses.map(normalAddress))]
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('bounces')
    .distinctOn('address')
    .select(['address', 'kind', 'status', 'at'])
    .where('address', 'in', wanted)
    .where('mended_at', 'is', null)
    .orderBy('address')
    .orderBy('at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.address, row]))
}

/** An address as the tables hold it. */
export const normalAddress = (address: string): string => address.trim().toLowerCase()
