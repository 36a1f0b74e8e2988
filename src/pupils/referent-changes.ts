import './tables.ts'
import { type Db, moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { SchoolClass } from './school-class.ts'

/** How long the way back stays. */
const daysKept = 7

/** The last choice of who follows whom in a class, with the way back. */
export interface ReferentChange {
  readonly at: Temporal.Instant
  /** Undefined where the account is gone. */
  readonly byName: string | undefined
  /** Who followed those for whom it changed, by pupil; '' for nobody. */
  readonly former: ReadonlyMap<string, string>
}

/** Keeps a choice as the class's last one. */
export async function keepReferentChange(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  {
    of: { territoryId, id },
    by,
    former,
  }: { readonly of: SchoolClass; readonly by: string | undefined; readonly former: ReadonlyMap<string, string> },
): Promise<void> {
  const change = {
    at: clock.now().toString(),
    by_account: by ?? null,
    former: JSON.stringify(Object.fromEntries(former)),
  }
  await tx
    .insertInto('referent_changes')
    .values({ territory_id: territoryId, class_id: id, ...change })
    .onConflict((on) => on.columns(['territory_id', 'class_id']).doUpdateSet(change))
    .execute()
}

/** The last choice of a class, while it can be taken back. */
export async function lastReferentChange(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, id }: SchoolClass,
): Promise<ReferentChange | undefined> {
  const row = await db
    .selectFrom('referent_changes as r')
    .leftJoin('accounts as a', 'a.id', 'r.by_account')
    .select(['r.at', 'r.former', 'a.name'])
    .where('r.territory_id', '=', territoryId)
    .where('r.class_id', '=', id)
    .where('r.at', '>', moment(clock.now().subtract({ hours: 24 * daysKept })))
    .executeTakeFirst()
  return row && { at: row.at, byName: row.name ?? undefined, former: new Map(Object.entries(row.former)) }
}
