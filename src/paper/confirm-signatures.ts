import './tables.ts'
import type { Grounds } from '#/journal/index.ts'
import { isId } from '#/platform/identifiers.ts'
import type { Services } from '#/platform/services.ts'
import { type BatchKey, batchTopic } from './batches.ts'
import { readStack, type StackSheaf } from './read-stack.ts'

export type ConfirmOutcome =
  | { readonly confirmationId: string }
  /** Nobody else confirmed it meanwhile, and it is to be looked at: otherwise nothing is done. */
  | { readonly why: 'unknown' | 'not-open' }

/**
 * Someone looked at an agreement's paper and says who signed it; nobody is said too. It counts a little later
 * (count-confirmations.ts), so that a slip of the finger is taken back without a trace. Safe to repeat.
 */
export function confirmSignatures(
  services: Pick<Services, 'db' | 'clock' | 'newId' | 'notifications'>,
  batch: BatchKey,
  {
    agreementId,
    signatoryIds,
    grounds,
  }: {
    readonly agreementId: string
    readonly signatoryIds: readonly string[]
    readonly grounds: Grounds & { readonly by: string }
  },
): Promise<ConfirmOutcome> {
  return services.db.transaction().execute(async (tx) => {
    const { territoryId, school, batchId } = batch
    const held = await tx
      .selectFrom('paper_batches')
      .select('id')
      .where('territory_id', '=', territoryId)
      .where('id', '=', batchId)
      .where('school', '=', school)
      .forUpdate()
      .executeTakeFirst()
    if (!held || !isId(agreementId)) return { why: 'unknown' }
    const [sheaf] = await readStack(tx, { territoryId, id: batchId }, agreementId)
    if (!sheaf) return { why: 'unknown' }
    if (sheaf.state !== 'open') return { why: 'not-open' }
    const chosen = countable(sheaf).filter(({ signatoryId }) => signatoryIds.includes(signatoryId))
    const confirmationId = services.newId()
    await tx
      .insertInto('paper_confirmations')
      .values({
        territory_id: territoryId,
        id: confirmationId,
        school,
        batch_id: batchId,
        agreement_id: agreementId,
        version: sheaf.version,
        signatories: chosen.map(({ signatoryId }) => signatoryId),
        proofs: chosen.map(({ page }) => page?.image ?? ''),
        state: 'waiting',
        by_account: grounds.by,
        by_role: grounds.role ?? null,
        why: grounds.why,
        at: services.clock.now().toString(),
        counted_at: null,
        refused: null,
      })
      .execute()
    await services.notifications.notify(tx, batchTopic(batchId))
    return { confirmationId }
  })
}

/** Those of an agreement whose signature on these pages would count. */
export const countable = ({ zones }: Pick<StackSheaf, 'zones'>): StackSheaf['zones'] =>
  zones.filter(({ page, isSigned, isOutdated }) => page?.image !== undefined && !isSigned && !isOutdated)

/** Takes a confirmation back and gives the agreement, which is to be looked at again; undefined when it counted already. */
export async function undoConfirmation(
  { db, notifications }: Pick<Services, 'db' | 'notifications'>,
  { territoryId, school, batchId }: BatchKey,
  confirmationId: string,
): Promise<string | undefined> {
  if (!isId(confirmationId)) return undefined
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('paper_confirmations')
      .set({ state: 'undone' })
      .where('territory_id', '=', territoryId)
      .where('id', '=', confirmationId)
      .where('school', '=', school)
      .where('batch_id', '=', batchId)
      .where('state', '=', 'waiting')
      .returning('agreement_id')
      .executeTakeFirst()
    await notifications.notify(tx, batchTopic(batchId))
    return row?.agreement_id
  })
}
