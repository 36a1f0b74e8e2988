import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import type { PupilStatus } from './status.ts'

/** More than any class or pupil has. */
const most = 1000

/** Where each pupil of a class stands, for each of its periods; behind the second lock with the transaction of `guarded`. */
export async function statusesOfClass(db: Db, territoryId: string, classId: string): Promise<PupilStatus[]> {
  const rows = await db
    .selectFrom('pupil_statuses')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('class_id', '=', classId)
    .orderBy('pupil_id')
    .orderBy('needed')
    .orderBy('period_id')
    .limit(most)
    .execute()
  return rows.map(statusOfRow)
}

/** Where a pupil stands, the first period first. */
export async function statusesOfPupil(db: Db, territoryId: string, pupilId: string): Promise<PupilStatus[]> {
  const rows = await db
    .selectFrom('pupil_statuses')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .orderBy('needed')
    .orderBy('period_id')
    .limit(most)
    .execute()
  return rows.map(statusOfRow)
}

const statusOfRow = (row: Selectable<Schema['pupil_statuses']>): PupilStatus => ({
  pupilId: row.pupil_id,
  periodId: row.period_id,
  scheme: row.scheme,
  status: row.status,
  source: row.source === '' ? undefined : row.source,
  detail: row.detail,
  since: row.since ?? undefined,
  byAccount: row.by_account ?? undefined,
  needed: row.needed,
  held: row.held.flatMap((week, at) => {
    const source = row.sources[at]
    return source ? [{ week, source }] : []
  }),
})
