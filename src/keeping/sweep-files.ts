import './tables.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { namedAmong } from './named-files.ts'

/** How long a file may stand without a row: whoever put it has written the row long before. */
const patience = { hours: 48 } as const
const atOnce = 500

/**
 * Removes the files that no row has named for two days. A file is first noted, with the stamp of its last writing; it goes only when it
 * is still unnamed and was not put again meanwhile: one put a moment ago is never touched. Returns how many went.
 */
export async function sweepFiles(
  { db, files, clock }: Pick<Services, 'db' | 'files' | 'clock'>,
  signal: AbortSignal,
): Promise<number> {
  const now = clock.now()
  for (const names of chunks(await Array.fromAsync(files.names()))) {
    if (signal.aborted) return 0
    const named = await namedAmong(db, names)
    await db
      .deleteFrom('unnamed_files')
      .where('sha256', 'in', names)
      .where('sha256', 'in', [...named, ''])
      .execute()
    for (const sha256 of names.filter((name) => !named.has(name))) {
      const stamp = await files.stamp(sha256)
      if (stamp === undefined) continue
      await db
        .insertInto('unnamed_files')
        .values({ sha256, stamp, seen_at: now.toString() })
        .onConflict((on) =>
          on.column('sha256').doUpdateSet({ stamp, seen_at: now.toString() }).where('unnamed_files.stamp', '<>', stamp),
        )
        .execute()
    }
  }
  return removeOld({ db, files, clock }, signal)
}

async function removeOld(
  { db, files, clock }: Pick<Services, 'db' | 'files' | 'clock'>,
  signal: AbortSignal,
): Promise<number> {
  const before = clock.now().subtract(patience)
  let removed = 0
  for (;;) {
    const rows = await db
      .selectFrom('unnamed_files')
      .select(['sha256', 'stamp'])
      .where('seen_at', '<=', moment(before))
      .limit(atOnce)
      .execute()
    if (rows.length === 0 || signal.aborted) return removed
    const names = rows.map(({ sha256 }) => sha256)
    const named = await namedAmong(db, names)
    // Asked again at the last moment: put again since, it is somebody's.
    for (const { sha256, stamp } of rows)
      if (!named.has(sha256) && (await files.stamp(sha256)) === stamp) {
        await files.remove(sha256)
        removed++
      }
    await db.deleteFrom('unnamed_files').where('sha256', 'in', names).execute()
  }
}

function* chunks(names: readonly string[]): Generator<readonly string[]> {
  for (let from = 0; from < names.length; from += atOnce) yield names.slice(from, from + atOnce)
}
