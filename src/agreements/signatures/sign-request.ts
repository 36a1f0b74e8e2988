import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Party } from '../tables.ts'
import { type Added, addSignature, type SigningServices } from './add-signature.ts'
import { codeWentTo, findRequest, type SigningItem, type SigningRequest } from './signing-requests.ts'
import type { SigningResult } from './tables.ts'

/** A document of a request, and how signing it ended; undefined before it was tried. */
export interface RequestItem extends SigningItem {
  readonly result: SigningResult | undefined
}

/** The documents of a request. */
export async function itemsOfRequest(
  db: Db,
  { territoryId, id }: Pick<SigningRequest, 'territoryId' | 'id'>,
): Promise<readonly RequestItem[]> {
  const rows = await db
    .selectFrom('signing_request_items')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('request_id', '=', id)
    .orderBy('agreement_id')
    .orderBy('signatory_id')
    .execute()
  return rows.map((row) => ({
    agreementId: row.agreement_id,
    signatoryId: row.signatory_id,
    version: row.version,
    documentSha256: row.document_sha256,
    result: row.result ?? undefined,
  }))
}

/**
 * Signs what an approved request is about, each document in a transaction of its own: one that changed meanwhile holds up no other. Safe to
 * repeat and to take up where it stopped; does nothing for a request without its code.
 */
export async function signRequest(
  services: SigningServices,
  requestId: string,
  signal?: AbortSignal,
): Promise<readonly RequestItem[]> {
  const request = await findRequest(services.db, requestId)
  if (!request?.approvedAt) return []
  const items = await itemsOfRequest(services.db, request)
  const parties = await partiesOf(services.db, request, items)
  const done: RequestItem[] = []
  for (const item of items) {
    signal?.throwIfAborted()
    done.push(item.result === undefined ? await signItem(services, request, item, parties) : item)
  }
  return done
}

async function signItem(
  services: SigningServices,
  request: SigningRequest,
  item: RequestItem,
  parties: ReadonlyMap<string, Party>,
): Promise<RequestItem> {
  const isAccount = request.accountId !== undefined
  // A deputy, or whoever heads the school today: the agreement may name someone else.
  const isOther = request.delegatedBy !== undefined || parties.get(item.signatoryId) === 'head'
  const result = await services.db.transaction().execute(async (tx) => {
    const added = await addSignature(services, tx, {
      ...item,
      grounds: request.grounds,
      proof: {
        boundBy: isAccount ? 'account' : 'link-code',
        name: isOther ? request.name : undefined,
        written: request.written,
        accountId: request.accountId,
        delegatedBy: request.delegatedBy,
        codeSentTo: codeWentTo(request),
        networkAddress: request.networkAddress,
        proofSha256: request.proofSha256,
        ...(request.approvedAt ? { at: request.approvedAt } : {}),
      },
    })
    const outcome = resultOf(added)
    await tx
      .updateTable('signing_request_items')
      .set({ result: outcome })
      .where('territory_id', '=', request.territoryId)
      .where('request_id', '=', request.id)
      .where('signatory_id', '=', item.signatoryId)
      .execute()
    return outcome
  })
  return { ...item, result }
}

function resultOf(added: Added): SigningResult {
  if ('added' in added) return 'signed'
  if ('present' in added) return 'already'
  return added.why === 'unknown' ? 'closed' : added.why
}

async function partiesOf(
  db: Db,
  { territoryId }: SigningRequest,
  items: readonly SigningItem[],
): Promise<ReadonlyMap<string, Party>> {
  const ids = items.map(({ signatoryId }) => signatoryId)
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('agreement_signatories')
    .select(['id', 'party'])
    .where('territory_id', '=', territoryId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, party }) => [id, party]))
}
