import { HttpTimestampAuthority, PDF } from '@libpdf/core'
import type { Sealer } from './seal-certificate.ts'

/**
 * Signs a PDF as a whole (PAdES: level B-T with a time-stamp authority of RFC 3161, else B-B), by an update written after it: its bytes
 * stay the head of the result.
 */
export async function sealPdf(
  bytes: Uint8Array,
  { signer }: Sealer,
  {
    at,
    reason,
    timestampUrl,
  }: { readonly at: Temporal.Instant; readonly reason: string; readonly timestampUrl?: string | undefined },
): Promise<Uint8Array> {
  const pdf = await PDF.load(bytes)
  const { bytes: sealed } = await pdf.sign({
    signer,
    reason,
    signingTime: new Date(at.epochMilliseconds),
    fieldName: 'Cachet',
    ...(timestampUrl === undefined
      ? { level: 'B-B', estimatedSize: 8192 }
      : { level: 'B-T', timestampAuthority: new HttpTimestampAuthority(timestampUrl) }),
  })
  return sealed
}
