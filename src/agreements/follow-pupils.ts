import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** The agreements of pupils who changed class are in the new class from now on, for those who work there. */
export async function followPupils(
  tx: Db,
  {
    territoryId,
    moves,
  }: {
    readonly territoryId: string
    readonly moves: readonly { readonly pupilId: string; readonly classId: string }[]
  },
): Promise<void> {
  await sql`update agreements set class_id = moved."classId"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as moved ("pupilId" uuid, "classId" uuid)
    where agreements.territory_id = ${territoryId} and agreements.pupil_id = moved."pupilId"`.execute(tx)
}
