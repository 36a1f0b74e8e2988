import { createHash, verify, X509Certificate } from 'node:crypto'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

/** What the last signature of a file says: who made it, and whether the file is still what was signed. */
export type SealCheck =
  | { readonly is: 'unsigned' }
  /** Something like a signature, of which nothing can be read. */
  | { readonly is: 'unreadable' }
  | {
      readonly is: 'intact' | 'changed'
      /** SHA-256 of the certificate: compared with those that are ours. */
      readonly fingerprint: string
      readonly timestamped: boolean
    }

/**
 * Checks the signature of a whole PDF by our own reading of it, apart from the library that makes them: what it covers must be all of the
 * file but itself. Says nothing of whom the certificate belongs to.
 */
export async function checkSeal(bytes: Uint8Array): Promise<SealCheck> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const found = [...file.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)].at(-1)
  if (found === undefined) return { is: 'unsigned' }
  const [start = 0, first = 0, second = 0, rest = 0] = found.slice(1).map(Number)
  if (start !== 0 || first > second || second + rest > file.length) return { is: 'unreadable' }
  const hex = file.subarray(first + 1, second - 1).toString('latin1')
  try {
    const der = Buffer.from(hex, 'hex')
    const parsed = asn1js.fromBER(Uint8Array.from(der).buffer)
    const signed = new pkijs.SignedData({ schema: new pkijs.ContentInfo({ schema: parsed.result }).content })
    const [certificate] = signed.certificates ?? []
    const [info] = signed.signerInfos
    if (!(certificate instanceof pkijs.Certificate) || info === undefined) return { is: 'unreadable' }
    const certificateRead = new X509Certificate(Buffer.from(certificate.toSchema().toBER()))
    const digest = createHash('sha256')
      .update(file.subarray(0, first))
      .update(file.subarray(second, second + rest))
      .digest()
    const fits =
      messageDigestOf(info)?.equals(digest) === true &&
      verify(
        'sha256',
        Buffer.from(info.signedAttrs?.encodedValue ?? new ArrayBuffer()),
        certificateRead.publicKey,
        Buffer.from(info.signature.valueBlock.valueHexView),
      )
    return {
      is: fits && second + rest === file.length ? 'intact' : 'changed',
      fingerprint: fingerprintOf(certificateRead),
      timestamped: info.unsignedAttrs?.attributes.some(({ type }) => type === timestampToken) ?? false,
    }
  } catch {
    return { is: 'unreadable' }
  }
}

/** The digest of what was signed, as the signer wrote it among what they signed. */
function messageDigestOf(info: pkijs.SignerInfo): Buffer | undefined {
  const value: unknown = info.signedAttrs?.attributes.find(({ type }) => type === messageDigest)?.values[0]
  return value instanceof asn1js.OctetString ? Buffer.from(value.valueBlock.valueHexView) : undefined
}

/** id-messageDigest */
const messageDigest = '1.2.840.113549.1.9.4'
/** id-aa-timeStampToken */
const timestampToken = '1.2.840.113549.1.9.16.2.14'

/** How a certificate is told from another: SHA-256, in hex. */
export const fingerprintOf = (certificate: X509Certificate): string =>
  certificate.fingerprint256.replaceAll(':', '').toLowerCase()
