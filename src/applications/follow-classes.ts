import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'

/** The applications of pupils who changed class are in the new class from now on, for those who work there. */
export async function followClasses(
  tx: Db,
  {
    territoryId,
    moves,
  }: {
    readonly territoryId: string
    readonly moves: readonly { readonly pupilId: string; readonly classId: string }[]
  },
): Promise<void> {
  await sql`update applications set class_id = moved."classId"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as moved ("pupilId" uuid, "classId" uuid)
    where applications.territory_id = ${territoryId} and applications.pupil_id = moved."pupilId"`.execute(tx)
}
