import type { Db } from '#/platform/database.ts'
import { type OfPupil, readPupilData } from './pupil-data.ts'
import { exportData, type Named, sayData } from './say-data.ts'

/** A copy of what is kept, to be downloaded; undefined for a format that there is not. */
export async function copyOfData(
  db: Db,
  {
    who,
    of,
    format,
    now,
  }: {
    readonly who: Named
    readonly of: OfPupil
    readonly format: string | undefined
    readonly now: Temporal.Instant
  },
): Promise<{ readonly text: string; readonly headers: Readonly<Record<string, string>> } | undefined> {
  if (format !== 'json' && format !== 'texte') return undefined
  const known = await readPupilData(db, of)
  if (format === 'texte')
    return {
      text: sayData(who, known, now.toZonedDateTimeISO('Europe/Paris').toPlainDate()),
      headers: headers('text/plain', 'txt'),
    }
  const journal = await db
    .selectFrom('journal')
    .select(['at', 'role', 'what'])
    .where('pupil_id', '=', of.pupilId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(2000)
    .execute()
  const lines = journal.map(({ at, role, what }) => ({ at: at.toString(), role, what }))
  return { text: exportData(who, known, { now, journal: lines }), headers: headers('application/json', 'json') }
}

const headers = (type: string, ending: string) => ({
  'content-type': `${type}; charset=utf-8`,
  'content-disposition': `attachment; filename="donnees.${ending}"`,
  'cache-control': 'private, no-store',
})
