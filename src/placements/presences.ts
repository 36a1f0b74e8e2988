import './tables.ts'
import { sql } from 'kysely'
import type { Agreement } from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { ExpectedHalf } from './half-day.ts'
import type { PresenceMark } from './presence.ts'

/** No placement has more half-days. */
const most = 800

/** What was said of each half-day of a placement. */
export async function marksOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<readonly PresenceMark[]> {
  return (await marksOfMany(db, territoryId, [id])).get(id) ?? []
}

/** The same for several placements, by agreement. */
export async function marksOfMany(
  db: Db,
  territoryId: string,
  agreementIds: readonly string[],
): Promise<ReadonlyMap<string, readonly PresenceMark[]>> {
  if (agreementIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('placement_presence')
    .select(['agreement_id', 'day', 'half', 'present'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', 'in', agreementIds)
    .orderBy('agreement_id')
    .orderBy('day')
    .orderBy('half')
    .limit(most * agreementIds.length)
    .execute()
  return Map.groupBy(
    rows.map(({ agreement_id, day, half, present }) => ({ agreementId: agreement_id, day, half, present })),
    ({ agreementId }) => agreementId,
  )
}

export interface MarkedBy {
  readonly account: string | undefined
  readonly party: 'host' | 'school'
}

/** Says of half-days whether the pupil was there; `present` undefined takes back what was said. */
export async function saveMarks(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  {
    agreement: { territoryId, id, pupilId, classId, school },
    halves,
    present,
    by,
  }: {
    readonly agreement: Agreement
    readonly halves: readonly ExpectedHalf[]
    readonly present: boolean | undefined
    readonly by: MarkedBy
  },
): Promise<void> {
  if (halves.length === 0) return
  const given = JSON.stringify(halves)
  if (present === undefined)
    await sql`delete from placement_presence p using jsonb_to_recordset(${given}::jsonb) as given (day date, half text)
      where p.territory_id = ${territoryId} and p.agreement_id = ${id} and p.day = given.day and p.half = given.half`.execute(
      tx,
    )
  else
    await sql`insert into placement_presence (territory_id, agreement_id, day, half, present, pupil_id, class_id, school,
        by_account, by_party, at)
      select ${territoryId}, ${id}::uuid, day, half, ${present}, ${pupilId}::uuid, ${classId ?? null}::uuid, ${school},
        ${by.account ?? null}::uuid, ${by.party}, ${clock.now().toString()}::timestamptz
      from jsonb_to_recordset(${given}::jsonb) as given (day date, half text)
      on conflict (territory_id, agreement_id, day, half) do update set present = excluded.present,
        by_account = excluded.by_account, by_party = excluded.by_party, at = excluded.at
      where placement_presence.present <> excluded.present`.execute(tx)
}
