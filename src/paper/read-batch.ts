import './tables.ts'
import { z } from 'zod'
import { readPageCode, signaturePage } from '#/agreements/index.ts'
import { DamagedFile } from '#/platform/files.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'
import type { Services } from '#/platform/services.ts'
import { type BatchFile, batchTopic, filesOf } from './batches.ts'
import { findByCode } from './find-agreement.ts'
import { type ReadOutcome, readFile } from './read-file.ts'
import type { Box, RecognisedPage } from './recognise-page.ts'

const schema = z.object({ territoryId: z.string(), batchId: z.string() })
type Key = z.infer<typeof schema>

/** A batch that was cut so many times would be cut again. */
const mostAttempts = 5
/** Progress is written this often at most, in milliseconds. */
const writeEvery = 400

/** Another worker took the batch up: this one must not write any more. */
class BatchLost extends Error {}

/** Reads what a batch holds, page by page; goes on where it was when it is cut. */
export const readBatchJob: JobDefinition<Key> = defineJob({
  name: 'paper-reading',
  schema,
  retries: mostAttempts,
  limitMinutes: 60,
  async handler(key, services, { signal }) {
    const claimed = await claim(services, key)
    if (!claimed) return
    try {
      await readAll(services, key, claimed, signal)
    } catch (error) {
      if (error instanceof BatchLost) return
      throw error
    }
  },
})

interface Claimed {
  readonly school: string
  readonly worker: string
}

/** Takes the batch, from a dead worker too. Undefined when there is nothing to do any more. */
async function claim(
  { db, clock, newId, notifications }: Services,
  { territoryId, batchId }: Key,
): Promise<Claimed | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('paper_batches')
      .select(['state', 'attempts', 'school', 'started_at'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .forUpdate()
      .executeTakeFirst()
    if (row?.state !== 'waiting' && row?.state !== 'reading') return undefined
    const worker = newId()
    const now = clock.now().toString()
    const isOver = row.attempts >= mostAttempts
    await tx
      .updateTable('paper_batches')
      .set({
        worker,
        attempts: row.attempts + 1,
        started_at: row.started_at?.toString() ?? now,
        ...(isOver
          ? { state: 'failed', finished_at: now, failure: 'La lecture a été interrompue trop de fois.' }
          : { state: 'reading', stage: row.attempts > 0 ? 'Reprise de la lecture' : 'Ouverture' }),
      })
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .execute()
    await notifications.notify(tx, batchTopic(batchId))
    return isOver ? undefined : { school: row.school, worker }
  })
}

async function readAll(services: Services, key: Key, claimed: Claimed, signal: AbortSignal): Promise<void> {
  const { db, clock, notifications } = services
  const { territoryId, batchId } = key
  const files = await filesOf(db, { territoryId, id: batchId })
  const former = await db
    .selectFrom('paper_pages')
    .select('position')
    .where('territory_id', '=', territoryId)
    .where('batch_id', '=', batchId)
    .execute()
  const read = new Set(former.map(({ position }) => position))
  const pagesOf = new Map(files.map((file) => [file.id, file.pages ?? 1]))
  let written = -Infinity
  const tell = async (isLast = false): Promise<void> => {
    // Not the clock: how often to write is nobody's business but this process's.
    if (!isLast && performance.now() - written < writeEvery) return
    written = performance.now()
    const total = [...pagesOf.values()].reduce((sum, pages) => sum + pages, 0)
    const row = await db
      .updateTable('paper_batches')
      .set({ stage: 'Lecture des pages', done: Math.min(read.size, total), total })
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .where('worker', '=', claimed.worker)
      .returning('id')
      .executeTakeFirst()
    if (!row) throw new BatchLost()
    await notifications.notify(db, batchTopic(batchId))
  }
  for (const file of files) {
    if (file.repeats !== undefined || file.refused !== undefined) {
      pagesOf.set(file.id, 0)
      continue
    }
    const bytes = await bytesOf(services, file.sha256)
    const outcome: ReadOutcome =
      bytes === undefined
        ? { refused: 'damaged' }
        : await readFile(
            { bytes, kind: file.kind, boxes },
            {
              signal,
              skip: (index) => read.has(positionOf(file, index)),
              opened: (pages) => void pagesOf.set(file.id, pages),
              async page(index, page) {
                await keepPage(services, key, claimed.school, { file, index, page })
                read.add(positionOf(file, index))
                await tell()
              },
            },
          )
    if ('refused' in outcome) pagesOf.set(file.id, 0)
    await db
      .updateTable('paper_files')
      .set('refused' in outcome ? { refused: outcome.refused } : { pages: outcome.pages })
      .where('territory_id', '=', territoryId)
      .where('id', '=', file.id)
      .execute()
  }
  await tell(true)
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('paper_batches')
      .set({ state: 'read', stage: 'Lu', finished_at: clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .where('worker', '=', claimed.worker)
      .execute()
    await notifications.notify(tx, batchTopic(batchId))
  })
}

async function bytesOf({ files }: Services, sha256: string): Promise<Uint8Array | undefined> {
  try {
    return await files.get(sha256)
  } catch (error) {
    if (error instanceof DamagedFile) return undefined
    throw error
  }
}

/** Where a page stands in its batch: a thousand for each file. */
export const positionOf = ({ position }: Pick<BatchFile, 'position'>, index: number): number =>
  position * 1000 + index + 1

/** The boxes to sign in of our pages of signatures: all look alike. */
const { left, top, width, height, columnGap, rowGap, columns, rows } = signaturePage
const boxes: readonly Box[] = Array.from({ length: columns * rows }, (_, index) => ({
  left: left + (index % columns) * (width + columnGap),
  top: top + Math.floor(index / columns) * (height + rowGap),
  width,
  height,
}))

interface ReadPage {
  readonly file: BatchFile
  readonly index: number
  readonly page: RecognisedPage | undefined
}

async function keepPage(
  { db, files, key, newId }: Services,
  { territoryId, batchId }: Key,
  school: string,
  { file, index, page }: ReadPage,
): Promise<void> {
  const image = page ? await files.put(page.jpeg) : null
  const [name] = page?.codes.flatMap((text) => readPageCode(key, text) ?? []) ?? []
  const found = name && (await findByCode(db, { territoryId, school, code: name.code }))
  await db
    .insertInto('paper_pages')
    .values({
      territory_id: territoryId,
      id: newId(),
      batch_id: batchId,
      file_id: file.id,
      school,
      position: positionOf(file, index),
      image_sha256: image,
      image_width: page?.width ?? null,
      image_height: page?.height ?? null,
      placement: found && page?.placement ? JSON.stringify(page.placement) : null,
      ink: found && page?.ink ? [...page.ink] : null,
      state: found ? 'known' : page?.isBlank ? 'aside' : 'unknown',
      known_by: found ? 'code' : null,
      agreement_id: found?.id ?? null,
      version: found ? name.version : null,
      page: found ? name.page : null,
      settled_by: null,
      settled_at: null,
    })
    .onConflict((on) => on.columns(['territory_id', 'batch_id', 'position']).doNothing())
    .execute()
}
