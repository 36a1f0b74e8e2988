import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { sha256OfBytes } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import { type BatchKey, batchTopic } from './batches.ts'
import { kindOf, mostPages } from './file-kind.ts'
import { readBatchJob } from './read-batch.ts'

export interface SentFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** How one file was received: a file sent again is known again, and changes nothing. */
export type Received = 'taken' | 'known' | 'kind' | 'empty' | 'too-large' | 'too-many'

export type ReceiveOutcome =
  | { readonly files: readonly Received[]; readonly started: boolean }
  /** This batch is another school's, or is read already. */
  | { readonly why: 'closed' }

/** A stack of 300 pages in grey at 300 dpi. */
const mostBytes = 100_000_000

/**
 * Takes files into a batch, which the first of them opens: `batchId` is made by the page, so that a phone may send one by one, and again
 * what it is not sure of. `start`: nothing more follows, read them.
 */
export async function receivePapers(
  services: Pick<Services, 'db' | 'clock' | 'newId' | 'files' | 'jobs' | 'notifications'>,
  { territoryId, school, batchId }: BatchKey,
  { files, by, start }: { readonly files: readonly SentFile[]; readonly by: string; readonly start: boolean },
): Promise<ReceiveOutcome> {
  const judged = files.map(({ name, bytes }) => ({ name, bytes, kind: kindOf(bytes), sha256: sha256OfBytes(bytes) }))
  // Before the transaction: no row names a file that is not there.
  for (const { bytes, kind } of judged)
    if (kind !== undefined && bytes.length <= mostBytes) await services.files.put(bytes)
  return services.db.transaction().execute(async (tx) => {
    const now = services.clock.now().toString()
    await tx
      .insertInto('paper_batches')
      .values({
        territory_id: territoryId,
        id: batchId,
        school,
        made_by: by,
        made_at: now,
        state: 'receiving',
        stage: 'Envoi',
        worker: null,
        started_at: null,
        finished_at: null,
        failure: null,
      })
      .onConflict((on) => on.columns(['territory_id', 'id']).doNothing())
      .execute()
    const batch = await tx
      .selectFrom('paper_batches')
      .select(['state', 'school'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirst()
    if (batch?.school !== school) return { why: 'closed' }
    const former = await tx
      .selectFrom('paper_files')
      .select(['sha256', 'position'])
      .where('territory_id', '=', territoryId)
      .where('batch_id', '=', batchId)
      .execute()
    const known = new Set(former.map(({ sha256 }) => sha256))
    const received: Received[] = []
    for (const { name, bytes, kind, sha256 } of judged) {
      const outcome =
        bytes.length === 0
          ? 'empty'
          : kind === undefined
            ? 'kind'
            : known.has(sha256)
              ? 'known'
              : bytes.length > mostBytes
                ? 'too-large'
                : known.size >= mostPages
                  ? 'too-many'
                  : 'taken'
      received.push(outcome)
      if (outcome !== 'taken' || kind === undefined) continue
      if (batch.state !== 'receiving') return { why: 'closed' }
      known.add(sha256)
      await tx
        .insertInto('paper_files')
        .values({
          territory_id: territoryId,
          id: services.newId(),
          batch_id: batchId,
          school,
          position: known.size,
          file_name: name.slice(-120),
          kind,
          sha256,
          pages: null,
          refused: null,
          repeats: await readBefore(tx, { territoryId, school, batchId }, sha256),
        })
        .execute()
    }
    const started = start && batch.state === 'receiving' && known.size > 0
    if (started) {
      await tx
        .updateTable('paper_batches')
        .set({ state: 'waiting', stage: 'En attente' })
        .where('territory_id', '=', territoryId)
        .where('id', '=', batchId)
        .execute()
      await services.jobs.enqueue(tx, readBatchJob, { territoryId, batchId })
      await services.notifications.notify(tx, batchTopic(batchId))
    }
    if (known.size === 0)
      await tx.deleteFrom('paper_batches').where('territory_id', '=', territoryId).where('id', '=', batchId).execute()
    return { files: received, started: start && known.size > 0 }
  })
}

/** The batch of this school in which the same file was, or is being, read. */
async function readBefore(tx: Db, { territoryId, school, batchId }: BatchKey, sha256: string): Promise<string | null> {
  const row = await tx
    .selectFrom('paper_files as f')
    .innerJoin('paper_batches as b', (on) =>
      on.onRef('b.territory_id', '=', 'f.territory_id').onRef('b.id', '=', 'f.batch_id'),
    )
    .select('f.batch_id')
    .where('f.territory_id', '=', territoryId)
    .where('f.school', '=', school)
    .where('f.sha256', '=', sha256)
    .where('f.batch_id', '!=', batchId)
    .where('f.repeats', 'is', null)
    .where('f.refused', 'is', null)
    .where('b.state', 'in', ['waiting', 'reading', 'read'])
    .orderBy('f.batch_id')
    .limit(1)
    .executeTakeFirst()
  return row?.batch_id ?? null
}
