import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { OfferContent } from './offer.ts'
import { contentRow } from './offer-row.ts'
import type { OfferState } from './tables.ts'

export interface BulkOffer {
  readonly id: string
  readonly hostId: string
  readonly content: OfferContent
  readonly state: OfferState
  readonly origin?: string
  readonly reference?: string | undefined
}

/** Rows a statement carries: quick enough, and the embedded engine answers others in between. */
const chunkSize = 500

/**
 * Writes many offers in the caller's transaction: for the demonstration and the exchange. New ids are added; known ones are replaced,
 * but a week keeps at least the seats that are taken, and weeks that are no longer listed close where somebody holds a seat.
 */
export async function saveOffers(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  {
    territoryId,
    by,
    offers,
  }: { readonly territoryId: string; readonly by: string | undefined; readonly offers: readonly BulkOffer[] },
): Promise<void> {
  const at = clock.now().toString()
  for (let start = 0; start < offers.length; start += chunkSize) {
    const part = offers.slice(start, start + chunkSize)
    const rows = part.map(({ id, hostId, content, state, origin, reference }) => ({
      ...contentRow(content),
      territory_id: territoryId,
      id,
      host_id: hostId,
      state,
      origin: origin ?? 'here',
      reference: reference ?? null,
      created_by: by ?? null,
      created_at: at,
      changed_at: at,
      published_at: state === 'published' ? at : null,
    }))
    await tx
      .insertInto('offers')
      .values(rows)
      .onConflict((on) =>
        on.columns(['territory_id', 'id']).doUpdateSet({
          ...excluded(Object.keys(contentRow(part[0]!.content))),
          state: sql`excluded.state`,
          changed_at: sql`excluded.changed_at`,
          published_at: sql`coalesce(offers.published_at, excluded.published_at)`,
          version: sql`offers.version + 1`,
        }),
      )
      .execute()
    await saveWeeks(tx, territoryId, part)
    await sql`insert into offer_changes (territory_id, offer_id, version, what, by, at)
      select territory_id, id, version, 'imported', ${by ?? null}::uuid, ${at}::timestamptz from offers
      where territory_id = ${territoryId} and id = any(${part.map(({ id }) => id)}::uuid[])`.execute(tx)
  }
}

const excluded = (columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, sql`excluded.${sql.ref(column)}`]))

async function saveWeeks(tx: Db, territoryId: string, offers: readonly BulkOffer[]): Promise<void> {
  const ids = offers.map(({ id }) => id)
  const weeks = JSON.stringify(
    offers.flatMap(({ id, content }) => content.weeks.map((week) => ({ offer_id: id, ...week }))),
  )
  await sql`delete from offer_weeks w where w.territory_id = ${territoryId} and w.offer_id = any(${ids}::uuid[]) and w.taken = 0
    and not exists (select from jsonb_to_recordset(${weeks}::jsonb) as n(offer_id uuid, week text)
      where n.offer_id = w.offer_id and n.week = w.week)`.execute(tx)
  await sql`update offer_weeks w set closed = true where w.territory_id = ${territoryId} and w.offer_id = any(${ids}::uuid[])
    and not exists (select from jsonb_to_recordset(${weeks}::jsonb) as n(offer_id uuid, week text)
      where n.offer_id = w.offer_id and n.week = w.week)`.execute(tx)
  await sql`insert into offer_weeks (territory_id, offer_id, week, seats, closed)
    select ${territoryId}, n.offer_id, n.week, n.seats, n.closed
    from jsonb_to_recordset(${weeks}::jsonb) as n(offer_id uuid, week text, seats integer, closed boolean)
    on conflict (territory_id, offer_id, week)
    do update set seats = greatest(excluded.seats, offer_weeks.taken), closed = excluded.closed`.execute(tx)
}
