import './tables.ts'
import { type Selectable, sql } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { NewRepresentative, Representative } from './representative.ts'

/** Those who answer for a pupil, by name. */
export async function representativesOf(db: Db, territoryId: string, pupilId: string): Promise<Representative[]> {
  const rows = await db
    .selectFrom('representatives')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .orderBy('name')
    .orderBy('id')
    .limit(10)
    .execute()
  return rows.map(representativeOf)
}

/** Adds or replaces representatives, thousands at once. Keeps the account of one who has one. */
export async function saveRepresentatives(
  db: Db,
  territoryId: string,
  representatives: readonly NewRepresentative[],
): Promise<void> {
  await sql`
    insert into representatives (territory_id, id, pupil_id, name, email, phone, account_id)
    select ${territoryId}, id, "pupilId", name, lower(email), phone, "accountId"
    from jsonb_to_recordset(${JSON.stringify(representatives)}::jsonb) as given (
      id uuid, "pupilId" uuid, name text, email text, phone text, "accountId" uuid)
    on conflict (territory_id, id) do update set pupil_id = excluded.pupil_id, name = excluded.name,
      email = excluded.email, phone = excluded.phone,
      account_id = coalesce(excluded.account_id, representatives.account_id)`.execute(db)
}

const representativeOf = (row: Selectable<Schema['representatives']>): Representative => ({
  territoryId: row.territory_id,
  id: row.id,
  pupilId: row.pupil_id,
  name: row.name,
  email: row.email ?? undefined,
  phone: row.phone ?? undefined,
  accountId: row.account_id ?? undefined,
})
