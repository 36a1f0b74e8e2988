import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type Comparable, findPairs } from './duplicate.ts'

/**
 * Looks for hosts of a territory that may be one, and proposes them: nothing is merged. Pairs that people dismissed or merged stay as
 * they were; those proposed before and no longer alike go. Returns how many stand proposed.
 */
export async function findDuplicates(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  territoryId: string,
): Promise<number> {
  const pairs = findPairs(await comparables(db, territoryId))
  const now = clock.now().toString()
  return db.transaction().execute(async (tx) => {
    const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb)
      as given (one uuid, other uuid, reasons text[], score float8)`
    await sql`
      delete from host_duplicates d
      where d.territory_id = ${territoryId} and d.state = 'proposed'
        and not exists (select 1 from ${given} where given.one = d.one and given.other = d.other)`.execute(tx)
    await sql`
      insert into host_duplicates (territory_id, one, other, reasons, score, found_at)
      select ${territoryId}, one, other, reasons, score, ${now}::timestamptz from ${given}
      on conflict (territory_id, one, other) do update set reasons = excluded.reasons, score = excluded.score
      where host_duplicates.state = 'proposed'`.execute(tx)
    return pairs.length
  })
}

async function comparables(db: Db, territoryId: string): Promise<Comparable[]> {
  const { rows } = await sql<Comparable>`
    select h.id, h.name, h.siret, coalesce(s.places, '{}') as places
    from hosts h
    left join (
      select host_id, array_agg(distinct coalesce(commune, postcode)) as places
      from sites where territory_id = ${territoryId} and closed_at is null group by host_id
    ) s on s.host_id = h.id
    where h.territory_id = ${territoryId} and h.merged_into is null`.execute(db)
  return rows
}
