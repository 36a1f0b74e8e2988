import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from '../agreement.ts'
import { lockAgreement } from '../agreements.ts'
import { moveAgreement, noteEvent, platformActor } from '../move-agreement.ts'
import type { AgreementState } from '../tables.ts'
import { hasSigned, isComplete } from './circuit.ts'
import { sealJob } from './seal-job.ts'
import { lockSignatories, type SignatoryRow } from './signatories.ts'
import type { BoundBy } from './tables.ts'

export type SigningServices = Pick<
  Services,
  'db' | 'clock' | 'newId' | 'notifications' | 'configuration' | 'announce' | 'jobs'
>

/** What makes a signature one person's: all of it is kept. */
export interface Proof {
  readonly boundBy: BoundBy
  /** Who signs, where it is not the signatory in person. */
  readonly name?: string | undefined
  readonly written?: string | undefined
  readonly accountId?: string | undefined
  readonly delegatedBy?: string | undefined
  readonly codeSentTo?: string | undefined
  readonly networkAddress?: string | undefined
  readonly recordedBy?: { readonly id: string; readonly name: string } | undefined
  readonly proofSha256?: string | undefined
  /** Now, unless the person’s act was some moments ago. */
  readonly at?: Temporal.Instant
}

export interface NewSignature {
  readonly agreementId: string
  readonly signatoryId: string
  readonly version: number
  /** Of the PDF that the person had before their eyes; undefined where the version was printed. */
  readonly documentSha256?: string | undefined
  readonly proof: Proof
  readonly grounds: Grounds
}

/**
 * - `added`, and whether it was the last one; `present`: they had signed already, nothing changed;
 * - `changed`: the document is not the one they saw any more; `closed`: this agreement is not to be signed (any more);
 * - `unknown`: nobody of this agreement.
 */
export type Added =
  | { readonly added: true; readonly isLast: boolean }
  | { readonly present: true }
  | { readonly why: 'unknown' | 'changed' | 'closed' }

/** After all have signed, the second parent and those who take note may still do so. */
const afterwards: readonly AgreementState[] = ['signed', 'running', 'completed']

/**
 * Adds a signature, in the caller's transaction. Signers of one agreement take turns on its row, so that none is lost and one of them is the
 * last: the agreement is then signed and its seal asked for, once.
 */
export async function addSignature(
  services: SigningServices,
  tx: Db,
  { agreementId, signatoryId, version, documentSha256, proof, grounds }: NewSignature,
): Promise<Added> {
  const agreement = await lockAgreement(tx, agreementId)
  if (!agreement) return { why: 'unknown' }
  const signatories = await lockSignatories(tx, agreement)
  const signatory = signatories.find(({ id }) => id === signatoryId)
  if (!signatory) return { why: 'unknown' }
  if (hasSigned(signatory)) return { present: true }
  const others = signatories.filter(({ id }) => id !== signatoryId)
  const isNeeded = !signatory.takesNote && !isComplete(others)
  if (!(agreement.state === 'signing' || (afterwards.includes(agreement.state) && !isNeeded))) return { why: 'closed' }
  const frozen = await frozenSha256(tx, agreement, version)
  // On paper, an older print is good for whoever no newer version asked again.
  const isOld = documentSha256 === undefined ? version < signatory.askedVersion : version !== agreement.version
  if (isOld || frozen === undefined || (documentSha256 !== undefined && documentSha256 !== frozen))
    return { why: 'changed' }

  const at = proof.at ?? services.clock.now()
  await keep(services, tx, { agreement, signatory, version, documentSha256: frozen, proof, at })
  await noteEvent(services, tx, agreement, {
    what: signatory.takesNote ? 'noted' : 'party-signed',
    by: { grounds, party: signatory.party },
    detail: { name: signatory.name, boundBy: proof.boundBy },
  })
  await record(services, tx, {
    ...grounds,
    territoryId: agreement.territoryId,
    what: signatory.takesNote ? 'agreement.noted' : 'agreement.party-signed',
    about: { kind: 'agreement', id: agreement.id },
    pupilId: agreement.pupilId,
  })
  const isLast = agreement.state === 'signing' && isComplete([...others, { ...signatory, signedVersion: version }])
  if (isLast) {
    await moveAgreement(services, tx, { agreementId, transition: 'sign', by: platformActor })
    await services.jobs.enqueue(tx, sealJob, { agreementId })
  }
  return { added: true, isLast }
}

async function frozenSha256(
  tx: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
  version: number,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('agreement_versions')
    .select('pdf_sha256')
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return row?.pdf_sha256
}

interface Kept {
  readonly agreement: Agreement
  readonly signatory: SignatoryRow
  readonly version: number
  readonly documentSha256: string
  readonly proof: Proof
  readonly at: Temporal.Instant
}

async function keep(
  { newId }: SigningServices,
  tx: Db,
  { agreement, signatory, version, documentSha256, proof, at }: Kept,
): Promise<void> {
  const { territoryId } = agreement
  const name = proof.name ?? signatory.name
  await tx
    .insertInto('agreement_signatures')
    .values({
      territory_id: territoryId,
      id: newId(),
      agreement_id: agreement.id,
      signatory_id: signatory.id,
      version,
      party: signatory.party,
      takes_note: signatory.takesNote,
      name,
      written: proof.written ?? null,
      on_behalf_of: name === signatory.name ? null : signatory.name,
      delegated_by: proof.delegatedBy ?? null,
      at: at.toString(),
      bound_by: proof.boundBy,
      account_id: proof.accountId ?? null,
      code_sent_to: proof.codeSentTo ?? null,
      network_address: proof.networkAddress ?? null,
      recorded_by: proof.recordedBy?.id ?? null,
      recorded_by_name: proof.recordedBy?.name ?? null,
      document_sha256: documentSha256,
      proof_sha256: proof.proofSha256 ?? null,
    })
    .execute()
  await tx
    .updateTable('agreement_signatories')
    .set({
      signed_version: version,
      signed_at: at.toString(),
      bound_by: proof.boundBy,
      refused_at: null,
      refused_why: null,
      remind_at: null,
    })
    .where('territory_id', '=', territoryId)
    .where('id', '=', signatory.id)
    .execute()
  // Counted by hand as long as one hand signed on paper.
  if (proof.boundBy === 'paper' && agreement.source === 'online')
    await tx
      .updateTable('agreements')
      .set({ source: 'paper' })
      .where('territory_id', '=', territoryId)
      .where('id', '=', agreement.id)
      .execute()
}
