import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'

/** Keeps whether the pupil brings a plan for health (PAI): a yes or a no, never why. Undefined forgets the answer. */
export async function saveHealth(
  tx: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
  hasPlan: boolean | undefined,
): Promise<void> {
  await tx
    .deleteFrom('agreement_health')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .execute()
  if (hasPlan !== undefined)
    await tx
      .insertInto('agreement_health')
      .values({ territory_id: territoryId, agreement_id: id, has_plan: hasPlan })
      .execute()
}
