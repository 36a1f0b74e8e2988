import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type Principle, silentPrinciple } from './principle.ts'

/** What a host agreed to in principle; all unsaid where it said nothing. */
export async function findPrinciple(db: Db, territoryId: string, hostId: string): Promise<Principle> {
  const row = await db
    .selectFrom('host_principles')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .executeTakeFirst()
  if (!row) return silentPrinciple
  return {
    pupilsAYear: row.pupils_a_year ?? undefined,
    monthsWithout: row.months_without,
    contactBy: row.contact_by,
    contactName: row.contact_name,
    contactEmail: row.contact_email ?? undefined,
    contactPhone: row.contact_phone ?? undefined,
    contactHours: row.contact_hours,
    notBefore: row.not_before ?? undefined,
    note: row.note,
  }
}

/** Writes what a host agrees to, in the caller's transaction; what was there before is replaced. */
export async function savePrinciple(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  {
    territoryId,
    hostId,
    principle,
    by,
  }: { territoryId: string; hostId: string; principle: Principle; by: string | undefined },
): Promise<void> {
  const values = {
    pupils_a_year: principle.pupilsAYear ?? null,
    months_without: [...principle.monthsWithout],
    contact_by: principle.contactBy,
    contact_name: principle.contactName,
    contact_email: principle.contactEmail ?? null,
    contact_phone: principle.contactPhone ?? null,
    contact_hours: principle.contactHours,
    not_before: principle.notBefore ?? null,
    note: principle.note,
    changed_at: clock.now().toString(),
    changed_by: by ?? null,
  }
  await tx
    .insertInto('host_principles')
    .values({ territory_id: territoryId, host_id: hostId, ...values })
    .onConflict((on) => on.columns(['territory_id', 'host_id']).doUpdateSet(values))
    .execute()
}

/** Takes back all that a host agreed to. */
export async function forgetPrinciple(tx: Db, territoryId: string, hostId: string): Promise<void> {
  await tx.deleteFrom('host_principles').where('territory_id', '=', territoryId).where('host_id', '=', hostId).execute()
}
