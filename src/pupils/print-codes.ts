import './tables.ts'
import { sql } from 'kysely'
import { endSessions, hashPersonalCode, newPersonalCode } from '#/identity/index.ts'
import { type Grounds, recordAll } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { Pupil } from './pupil.ts'
import { pupilOf } from './pupils.ts'

/** For whom codes are printed: pupils without an e-mail address, the whole class, or one pupil. */
export type CodesFor = 'without-email' | 'everyone' | { readonly pupilId: string }

/** One pupil's printed paper. The code is nowhere else: only its hash is kept. */
export interface Slip {
  readonly pupil: Pupil
  readonly code: string
}

/**
 * Gives fresh personal codes to pupils of a class, and takes the former ones back: whoever signed in with a lost paper is signed out.
 * @returns a slip for each, by name; none when nobody of the class is meant.
 */
export async function printCodes(
  services: Services,
  {
    territoryId,
    classId,
    whom,
    grounds,
  }: {
    readonly territoryId: string
    readonly classId: string
    readonly whom: CodesFor
    readonly grounds: Grounds
  },
): Promise<Slip[]> {
  return services.db.transaction().execute(async (tx) => {
    let query = tx
      .selectFrom('pupils')
      .selectAll()
      .where('territory_id', '=', territoryId)
      .where('class_id', '=', classId)
      .where('left_at', 'is', null)
    if (typeof whom === 'object') query = query.where('id', '=', whom.pupilId)
    else if (whom === 'without-email') query = query.where('email', 'is', null)
    // Locked, so that of two sheets asked for together the codes of one hold, all of them.
    const rows = await query.orderBy('last_name').orderBy('first_name').orderBy('id').forUpdate().execute()
    const slips = rows.map((row) => ({ pupil: pupilOf(row), code: newPersonalCode() }))
    const hashes = slips.map(({ pupil: { id }, code }) => ({ id, hash: hashPersonalCode(services, id, code) }))
    await sql`update pupils set personal_code_hash = given.hash
      from jsonb_to_recordset(${JSON.stringify(hashes)}::jsonb) as given (id uuid, hash text)
      where pupils.territory_id = ${territoryId} and pupils.id = given.id`.execute(tx)
    for (const { pupil } of slips)
      if (pupil.accountId !== undefined && pupil.hasCode)
        await endSessions(tx, pupil.accountId, { allBut: '00000000-0000-0000-0000-000000000000' })
    await recordAll(
      services,
      tx,
      slips.map(({ pupil }) => ({
        ...grounds,
        territoryId,
        what: 'code.printed' as const,
        about: { kind: 'pupil' as const, id: pupil.id },
      })),
    )
    return slips
  })
}
