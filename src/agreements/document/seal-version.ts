import './tables.ts'
import { addresses } from '#/addresses.ts'
import { originOf } from '#/messages/index.ts'
import { appendPages } from '#/platform/append-pages.ts'
import { openSealer } from '#/platform/seal-certificate.ts'
import { sealPdf } from '#/platform/seal-pdf.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { findAgreement } from '../agreements.ts'
import { signaturesOf } from '../signatures/signatures.ts'
import { typesetProof } from './typeset-proof.ts'
import { findVersion } from './versions.ts'

/**
 * Makes the finished document once all have signed: what they signed, unchanged, then the proof page, then the platform's signature over
 * all of it. Safe to repeat: a version that has its seal keeps it. Returns the finished document's name in the file store; undefined when
 * there is nothing frozen to seal (an agreement made elsewhere). `without`: seals even when the time-stamp authority does not answer.
 */
export async function sealVersion(
  services: Pick<Services, 'configuration' | 'db' | 'clock' | 'key' | 'files' | 'log'>,
  agreementId: string,
  { without = false }: { readonly without?: boolean } = {},
): Promise<string | undefined> {
  const { db, files, clock, configuration, log } = services
  const agreement = await findAgreement(db, agreementId)
  if (!agreement) return undefined
  const { territoryId, version, code } = agreement
  const frozen = await findVersion(db, { territoryId, agreementId, version })
  if (!frozen || frozen.sealedSha256 !== undefined) return frozen?.sealedSha256
  const signed = await files.get(frozen.pdfSha256)
  if (!signed) throw new Error(`the document of agreement ${agreementId}, version ${version}, is not in the file store`)
  const at = clock.now()
  const proof = typesetProof(
    {
      code,
      version,
      signatures: await signaturesOf(db, agreement),
      pdfSha256: frozen.pdfSha256,
      bytes: signed.length,
      jsonSha256: frozen.jsonSha256,
      frozenAt: frozen.frozenAt,
      timeZone: await timeZoneOf(db, territoryId),
      verifyAt: `${originOf(configuration)}${addresses.verify}`,
    },
    at,
  )
  const whole = appendPages(signed, proof.bytes)
  const sealer = await openSealer(services)
  const seal = (timestampUrl: string | undefined): Promise<Uint8Array> =>
    sealPdf(whole, sealer, { at, reason: 'Toutes les signatures sont réunies', timestampUrl })
  const sealed = await seal(configuration.timestampUrl).catch((error: unknown) => {
    if (!without || configuration.timestampUrl === undefined) throw error
    log.warn({ err: error }, 'the time-stamp authority does not answer: sealed without it')
    return seal(undefined)
  })
  const sealedSha256 = await files.put(sealed)
  await db
    .updateTable('agreement_versions')
    .set({ sealed_sha256: sealedSha256, sealed_at: at.toString() })
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', agreementId)
    .where('version', '=', version)
    .where('sealed_sha256', 'is', null)
    .execute()
  // Whoever was first has made the one that counts.
  return (await findVersion(db, { territoryId, agreementId, version }))?.sealedSha256
}
