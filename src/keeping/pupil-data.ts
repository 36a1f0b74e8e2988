import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { batch, eraseRows } from './erase-rows.ts'
import type { Purpose, Shown } from './purpose.ts'
import { purposes } from './purposes.ts'

export interface OfPupil {
  readonly territoryId: string
  readonly pupilId: string
}

type ShownPurpose = Purpose & { readonly shown: Shown }

/** What is known of a pupil for one purpose. */
export interface KnownFor {
  readonly purpose: ShownPurpose
  /** In French, one for each row. */
  readonly lines: readonly string[]
  /** As it stands in the database, without secrets. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** How many of them may go at once on request. */
  readonly erasable: number
}

/** More than any pupil has. */
const most = 2000
/** Proofs and keys: they tell nothing about anybody and open things. */
const secret = /(_hash|_mac|_key|token_sha256)$/

const shownPurposes = purposes.filter((purpose): purpose is ShownPurpose => purpose.shown !== undefined)

/** Everything that is known about a pupil, by purpose; purposes without anything are left out. */
export async function readPupilData(db: Db, of: OfPupil): Promise<readonly KnownFor[]> {
  const known: KnownFor[] = []
  for (const purpose of shownPurposes) {
    const { line, more, onRequest } = purpose.shown
    const { rows } = await sql
      .raw<{ line: string | null; row: Record<string, unknown>; erasable: boolean }>(
        `select ${line} as line, to_jsonb(r) ${more === undefined ? '' : `|| ${more}`} as row,
          ${'erase' in onRequest ? onRequest.erase : 'false'} as erasable
        from ${purpose.table} r where ${here(purpose, of)} order by ${Object.keys(purpose.key)
          .map((column) => `r.${column}`)
          .join(', ')} limit ${most}`,
      )
      .execute(db)
    if (rows.length === 0) continue
    known.push({
      purpose,
      lines: rows.map((each) => each.line ?? ''),
      rows: rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([name]) => !secret.test(name)))),
      erasable: rows.filter(({ erasable }) => erasable).length,
    })
  }
  return known
}

/** Erases, in the caller's transaction, what the law lets a family have erased at once. Purpose → rows. */
export async function erasePupilData(
  tx: Db,
  of: OfPupil,
  now: Temporal.Instant,
): Promise<ReadonlyMap<ShownPurpose, number>> {
  const gone = new Map<ShownPurpose, number>()
  for (const purpose of shownPurposes) {
    const { onRequest } = purpose.shown
    if (!('erase' in onRequest)) continue
    let total = 0
    for (let more = true; more; ) {
      const condition = `${here(purpose, of)} and (${onRequest.erase})`
      const count = await eraseRows(tx, { ...purpose, becomes: 'erased' }, condition, now)
      total += count
      more = count === batch
    }
    if (total > 0) gone.set(purpose, total)
  }
  return gone
}

/** The condition over `r`: the purpose's rows of this pupil. Agreements stand in one purpose at a time. */
function here({ shown, when, table }: ShownPurpose, { territoryId, pupilId }: OfPupil): string {
  if (!isId(pupilId) || !/^[a-z0-9-]+$/.test(territoryId)) throw new RangeError('not a pupil')
  const of = shown.of.replaceAll(':pupil', `'${pupilId}'::uuid`).replaceAll(':territory', `'${territoryId}'`)
  return table === 'agreements' ? `(${of}) and (${when ?? 'true'})` : `(${of})`
}
