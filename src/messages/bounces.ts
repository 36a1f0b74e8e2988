import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

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

export interface NewBounce extends Pick<Bounce, 'address' | 'kind' | 'status'> {
  readonly letterId: string | undefined
  readonly source: BounceSource
}

/** Writes a refusal down, once for a letter. Returns whether it is new. */
export async function recordBounce(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  { address, kind, status, letterId, source }: NewBounce,
): Promise<boolean> {
  const row = await tx
    .insertInto('bounces')
    .values({
      address: normalAddress(address),
      id: newId(),
      letter_id: letterId ?? null,
      kind,
      status,
      source,
      at: clock.now().toString(),
      mended_at: null,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** How long an address that does not exist is left in peace: then it may have been made. */
const rest = Temporal.Duration.from({ hours: 7 * 24 })

/** Whether the address said lately that nobody is there (5.1.x), and nobody said that this was mended. */
export async function isKnownRefusal(db: Db, address: string, now: Temporal.Instant): Promise<boolean> {
  const row = await db
    .selectFrom('bounces')
    .select('id')
    .where('address', '=', normalAddress(address))
    .where('mended_at', 'is', null)
    .where('kind', '=', 'permanent')
    .where('status', 'like', '5.1.%')
    .where('at', '>', moment(now.subtract(rest)))
    .executeTakeFirst()
  return row !== undefined
}

/** Someone says that an address takes mail again. */
export async function mendAddress({ db, clock }: Pick<Services, 'db' | 'clock'>, address: string): Promise<void> {
  await db
    .updateTable('bounces')
    .set({ mended_at: clock.now().toString() })
    .where('address', '=', normalAddress(address))
    .where('mended_at', 'is', null)
    .execute()
}

/** The latest unmended refusal of each address, the latest first. */
export async function listBounces(db: Db, limit: number): Promise<Bounce[]> {
  const rows = await db
    .selectFrom('bounces')
    .select(['address', 'kind', 'status', 'at'])
    .where('mended_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(limit * 4)
    .execute()
  const latest = new Map<string, Bounce>()
  for (const row of rows) if (!latest.has(row.address)) latest.set(row.address, row)
  return [...latest.values()].slice(0, limit)
}

/** How many addresses wait to be mended. */
export async function countBounces(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('bounces')
    .select((on) => on.fn.count<number>('address').distinct().as('count'))
    .where('mended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
