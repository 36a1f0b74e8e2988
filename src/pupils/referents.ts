import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** The teacher who follows a pupil through the placement. */
export interface Referent {
  readonly accountId: string
  readonly name: string
  readonly email: string | undefined
}

/** Who follows each of these pupils; one whom nobody follows yet is not there. */
export async function referentsOfPupils(
  db: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<ReadonlyMap<string, Referent>> {
  if (pupilIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('referents as r')
    .innerJoin('accounts as a', 'a.id', 'r.account_id')
    .select(['r.pupil_id', 'r.account_id', 'a.name', 'a.email'])
    .where('r.territory_id', '=', territoryId)
    .where('r.pupil_id', 'in', pupilIds)
    .execute()
  return new Map(
    rows.map(({ pupil_id, account_id, name, email }) => [
      pupil_id,
      { accountId: account_id, name, email: email ?? undefined },
    ]),
  )
}

/** Sets who follows whom, thousands at once; `accountId` undefined: nobody any more. */
export async function saveReferents(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  territoryId: string,
  {
    by,
    pairs,
  }: {
    readonly by: string | undefined
    readonly pairs: readonly { readonly pupilId: string; readonly accountId: string | undefined }[]
  },
): Promise<void> {
  const given = pairs.filter(({ accountId }) => accountId !== undefined)
  await sql`delete from referents where territory_id = ${territoryId}
    and pupil_id = any (${pairs.filter(({ accountId }) => accountId === undefined).map(({ pupilId }) => pupilId)}::uuid[])`.execute(
    tx,
  )
  await sql`insert into referents (territory_id, pupil_id, account_id, by_account, since)
    select ${territoryId}, "pupilId", "accountId", ${by ?? null}::uuid, ${clock.now().toString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given ("pupilId" uuid, "accountId" uuid)
    on conflict (territory_id, pupil_id) do update set account_id = excluded.account_id,
      by_account = excluded.by_account, since = excluded.since
    where referents.account_id <> excluded.account_id`.execute(tx)
}
