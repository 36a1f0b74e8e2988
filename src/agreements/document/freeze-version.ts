import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from '../agreement.ts'
import { canonicalJson } from './canonical-json.ts'
import { composeDocument } from './compose-document.ts'
import { pageCode } from './page-code.ts'
import { typesetAgreement } from './typeset-agreement.ts'
import { type FrozenVersion, findVersion } from './versions.ts'

/** Which form the canonical JSON has: a change of form is another number. */
const form = 'passerelle-agreement/1'

/**
 * Freezes what an agreement says into its next version: canonical JSON and PDF, each with its SHA-256, kept for ever and never made anew.
 * In the transaction that moves it to `signing`, which holds the agreement and writes the new version on it.
 * @throws TypesettingError
 */
export async function freezeVersion(
  services: Pick<Services, 'clock' | 'files' | 'key'>,
  tx: Db,
  agreement: Agreement,
  by: string | undefined,
): Promise<FrozenVersion> {
  const { territoryId, id, code } = agreement
  const version = agreement.version + 1
  const { document, logos } = await composeDocument(services, tx, agreement, version)
  const at = services.clock.now()
  const { content, wording, clauses, seen, madeOn, signers, ownAnnex, amends } = document
  const json = canonicalJson({
    form,
    code,
    version,
    madeOn,
    wording: { name: wording, sha256: sha256Hex(canonicalJson({ seen, clauses })) },
    content,
    signers,
    ownAnnex,
    amends,
  })
  const pdf = typesetAgreement(document, {
    at,
    logos,
    pageCode: (page) => pageCode(services.key, { code, version, page }),
  })
  const pdfSha256 = await services.files.put(pdf.bytes)
  await tx
    .insertInto('agreement_versions')
    .values({
      territory_id: territoryId,
      agreement_id: id,
      version,
      text_id: wording,
      canonical_json: json,
      json_sha256: sha256Hex(json),
      pdf_sha256: pdfSha256,
      pages: pdf.pages,
      frozen_at: at.toString(),
      frozen_by: by ?? null,
      sealed_sha256: null,
      sealed_at: null,
    })
    .execute()
  const frozen = await findVersion(tx, { territoryId, agreementId: id, version })
  if (frozen === undefined) throw new Error('a frozen version is gone')
  return frozen
}

/** What the document would be if it were frozen now: without codes, and said to be a draft on its first page. */
export async function renderDraft(
  services: Pick<Services, 'clock' | 'files'>,
  db: Db,
  agreement: Agreement,
): Promise<Uint8Array> {
  const { document, logos } = await composeDocument(services, db, agreement, undefined)
  return typesetAgreement(document, { at: services.clock.now(), logos, pageCode: undefined }).bytes
}
