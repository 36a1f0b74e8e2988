import './tables.ts'
import type { Place } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { placeOfPupil } from '#/pupils/index.ts'

/** Where a wave stands, for access to it: in the whole territory, or in the bassin that it is for. */
export async function placeOfWave(db: Db, territoryId: string, id: string): Promise<Place | undefined> {
  if (!isId(id)) return undefined
  const row = await db
    .selectFrom('help_waves')
    .select('bassin')
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { territoryId, ...(row.bassin === null ? {} : { bassin: row.bassin }) }
}

/** Where a proposed place stands, for access to it: with its pupil and its host; undefined when there is none. */
export async function placeOfProposal(db: Db, id: string): Promise<Place | undefined> {
  const row = await db.selectFrom('proposals').select(['pupil_id', 'host_id']).where('id', '=', id).executeTakeFirst()
  const pupil = row && (await placeOfPupil(db, row.pupil_id))
  return row && pupil && { ...pupil, host: row.host_id }
}
