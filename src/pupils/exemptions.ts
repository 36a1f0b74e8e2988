import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { type Exemption, isExemptionReason } from './exemption.ts'

/** More than a year of any class holds. */
const most = 500

/** The exemptions in force of these pupils, the latest first. */
export async function exemptionsOfPupils(
  db: Db,
  territoryId: string,
  pupilIds: readonly string[],
): Promise<readonly Exemption[]> {
  if (pupilIds.length === 0) return []
  const rows = await db
    .selectFrom('exemptions')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', 'in', pupilIds)
    .where('ended_at', 'is', null)
    .orderBy('since', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id, pupil_id, period_id, reason, words, since }) => ({
    id,
    pupilId: pupil_id,
    periodId: period_id,
    reason: isExemptionReason(reason) ? reason : 'other',
    words: words ?? undefined,
    since,
  }))
}
