import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { findSchool } from '#/territory/index.ts'
import type { HostPlacementView } from './pages/host-placement-page.tsx'
import type { Placement } from './placement.ts'
import { saidDays, sumPresence, unsaidOfWeek } from './presence.ts'
import { marksOf } from './presences.ts'

/** Reads what the host's page shows of a placement. */
export async function readHostView(db: Db, placement: Placement): Promise<HostPlacementView> {
  const { agreement, expected, today } = placement
  const { territoryId, id } = agreement
  const marks = await marksOf(db, agreement)
  const certificate = await db
    .selectFrom('placement_certificates')
    .select('agreement_id')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  const evaluation = await db
    .selectFrom('placement_evaluations')
    .select('side')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('side', '=', 'host')
    .executeTakeFirst()
  return {
    placement,
    schoolName:
      agreement.content.school?.name ?? (await findSchool(db, territoryId, agreement.school))?.name ?? agreement.school,
    days: saidDays(expected, marks),
    sum: sumPresence(expected, marks),
    unsaid: unsaidOfWeek(expected, marks, today).length,
    open: certificate === undefined,
    evaluated: evaluation !== undefined,
  }
}
