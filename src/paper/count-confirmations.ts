import './tables.ts'
import { z } from 'zod'
import { recordPaperSignature } from '#/agreements/index.ts'
import { moment } from '#/platform/database.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'
import type { Services } from '#/platform/services.ts'
import { type BatchKey, batchTopic } from './batches.ts'

/** How long a confirmation may be taken back. */
export const minutesToUndo = 15
const atOnce = 200

interface Waiting {
  readonly territory_id: string
  readonly id: string
}

/** Counts confirmations that nobody took back, whether or not someone pressed the button. */
export const countConfirmationsJob: JobDefinition<object> = defineJob({
  name: 'paper-counting',
  schema: z.object({}),
  repeats: { everyMinutes: 5 },
  async handler(_data, services, { signal }) {
    const before = services.clock.now().subtract({ minutes: minutesToUndo })
    for (let found = atOnce; found === atOnce && !signal.aborted; ) {
      const waiting = await services.db
        .selectFrom('paper_confirmations')
        .select(['territory_id', 'id'])
        .where('state', '=', 'waiting')
        .where('at', '<=', moment(before))
        .orderBy('at')
        .limit(atOnce)
        .execute()
      await countEach(services, waiting)
      found = waiting.length
    }
  },
})

/** Counts what waits in a batch now: the person is done. Returns how many agreements counted. */
export async function countBatch(services: Services, { territoryId, school, batchId }: BatchKey): Promise<number> {
  const waiting = await services.db
    .selectFrom('paper_confirmations')
    .select(['territory_id', 'id'])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('batch_id', '=', batchId)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute()
  return countEach(services, waiting)
}

/** Each in a transaction of its own: one that cannot be counted holds up no other. */
async function countEach(services: Services, waiting: readonly Waiting[]): Promise<number> {
  let counted = 0
  for (const each of waiting) if (await countOne(services, each)) counted++
  return counted
}

function countOne(services: Services, { territory_id, id }: Waiting): Promise<boolean> {
  return services.db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('paper_confirmations')
      .selectAll()
      .where('territory_id', '=', territory_id)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (row?.state !== 'waiting') return false
    const account = await tx.selectFrom('accounts').select('name').where('id', '=', row.by_account).executeTakeFirst()
    let refused: string | undefined
    let taken = row.signatories.length === 0 ? 1 : 0
    for (const [index, signatoryId] of row.signatories.entries()) {
      const added = await recordPaperSignature(services, tx, {
        agreementId: row.agreement_id,
        version: row.version,
        signatoryId,
        by: {
          id: row.by_account,
          name: account?.name ?? '',
          grounds: { by: row.by_account, role: row.by_role ?? undefined, why: row.why },
        },
        proofSha256: row.proofs[index] ?? '',
      })
      if ('why' in added) refused = added.why
      else taken++
    }
    await tx
      .updateTable('paper_confirmations')
      .set({
        state: taken > 0 ? 'counted' : 'refused',
        counted_at: services.clock.now().toString(),
        refused: refused ?? null,
      })
      .where('territory_id', '=', territory_id)
      .where('id', '=', id)
      .execute()
    await services.notifications.notify(tx, batchTopic(row.batch_id))
    return taken > 0
  })
}
