import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { PupilStatus } from './status.ts'

/** A status as it is kept, with whose class it belongs to. */
export interface KeptStatus extends PupilStatus {
  readonly classId: string
  /** When the pupil was last seen; undefined: never. */
  readonly lastSign: Temporal.Instant | undefined
}

/** A large school has some 2,000 pupils, each with a period or two of a few schemes. */
const most = 20_000

/** The statuses of a pupil, a class or a school, each for its period. */
export async function statusesOf(
  db: Db,
  territoryId: string,
  whose: { readonly pupilId: string } | { readonly classId: string } | { readonly school: string },
): Promise<readonly KeptStatus[]> {
  const all = db
    .selectFrom('pupil_statuses')
    .select(['pupil_id', 'period_id', 'class_id', 'scheme', 'status', 'source', 'detail', 'since', 'by_account'])
    .select(['needed', 'held', 'sources', 'last_sign'])
    .where('territory_id', '=', territoryId)
  const some =
    'pupilId' in whose
      ? all.where('pupil_id', '=', whose.pupilId)
      : 'classId' in whose
        ? all.where('class_id', '=', whose.classId)
        : all.where('school', '=', whose.school)
  const rows = await some.limit(most).execute()
  return rows.map((row) => ({
    pupilId: row.pupil_id,
    periodId: row.period_id,
    classId: row.class_id,
    scheme: row.scheme,
    status: row.status,
    source: row.source || undefined,
    detail: row.detail,
    since: row.since ?? undefined,
    byAccount: row.by_account ?? undefined,
    needed: row.needed,
    held: row.held.flatMap((week, at) => {
      const source = row.sources[at]
      return source === undefined ? [] : [{ week, source }]
    }),
    lastSign: row.last_sign ?? undefined,
  }))
}
