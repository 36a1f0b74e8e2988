import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { Application, ApplicationState } from './application.ts'
import { openStates } from './application.ts'

/** An application; undefined when there is none of this id. */
export async function findApplication(db: Db, id: string): Promise<Application | undefined> {
  const row = await db.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst()
  return row && applicationOf(row)
}

/** The application as the transaction may change it: whoever else wants to waits. */
export async function lockApplication(tx: Db, id: string): Promise<Application | undefined> {
  const row = await tx.selectFrom('applications').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && applicationOf(row)
}

/**
 * Makes the deeds of one pupil take turns: what is counted or compared over all their applications holds until the transaction
 * ends. Taken before any application and any seat, everywhere.
 */
export async function lockPupil(tx: Db, { territoryId, pupilId }: Pick<Application, 'territoryId' | 'pupilId'>) {
  await tx
    .selectFrom('pupils')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('id', '=', pupilId)
    .forUpdate()
    .executeTakeFirst()
}

/** The open applications of a pupil, drafts included, locked in the order of their ids. */
export async function lockOpenApplications(
  tx: Db,
  { territoryId, pupilId }: Pick<Application, 'territoryId' | 'pupilId'>,
): Promise<Application[]> {
  const rows = await tx
    .selectFrom('applications')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('state', 'in', openStates)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(applicationOf)
}

/** Where the pupil is already placed, among these weeks. */
export async function confirmedWeeks(
  db: Db,
  { territoryId, pupilId, weeks }: { territoryId: string; pupilId: string; weeks: readonly string[] },
): Promise<{ readonly week: string; readonly applicationId: string }[]> {
  if (weeks.length === 0) return []
  return db
    .selectFrom('confirmed_weeks')
    .select(['week', 'application_id as applicationId'])
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('week', 'in', weeks)
    .orderBy('week')
    .execute()
}

/** How many applications of a pupil were sent and are not settled. */
export async function countOpen(
  db: Db,
  { territoryId, pupilId }: Pick<Application, 'territoryId' | 'pupilId'>,
): Promise<number> {
  const sent: readonly ApplicationState[] = openStates.filter((state) => state !== 'draft')
  const { count } = await db
    .selectFrom('applications')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('state', 'in', sent)
    .executeTakeFirstOrThrow()
  return count
}

export const applicationOf = (row: Selectable<Schema['applications']>): Application => ({
  territoryId: row.territory_id,
  id: row.id,
  pupilId: row.pupil_id,
  classId: row.class_id,
  school: row.school,
  offerId: row.offer_id,
  hostId: row.host_id,
  scheme: row.scheme,
  weeks: row.weeks,
  state: row.state,
  answers: row.answers,
  proposedWeeks: row.proposed_weeks ?? undefined,
  reason: row.reason ?? undefined,
  submittedAt: row.submitted_at ?? undefined,
  since: row.since,
  waitsSince: row.waits_since,
  expiresAt: row.expires_at ?? undefined,
  revealedAt: row.revealed_at ?? undefined,
  calledAt: row.called_at ?? undefined,
  acceptedAt: row.accepted_at ?? undefined,
  version: row.version,
})
