import { createPrivateKey, createSign, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { P12Signer, type Signer } from '@libpdf/core'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'
import type { Db } from './database.ts'
import type { Services } from './services.ts'

declare module './database.ts' {
  interface Schema {
    platform_certificates: { name: string; certificate: string; sealed_key: string; made_at: InstantColumn }
  }
}

/** What finished documents are signed with. */
export interface Sealer {
  readonly signer: Signer
  readonly certificate: X509Certificate
}

const name = 'documents'
const purpose = 'certificate of documents'

/**
 * The certificate that the configuration gives (a PKCS#12 file), else the installation's own: made at first use, kept in the database with
 * its key sealed, the same for every process.
 */
export async function openSealer({
  configuration: { sealCertificate },
  db,
  clock,
  key,
}: Pick<Services, 'configuration' | 'db' | 'clock' | 'key'>): Promise<Sealer> {
  if (sealCertificate) {
    const signer = await P12Signer.create(await readFile(sealCertificate.path), sealCertificate.password)
    return { signer, certificate: new X509Certificate(signer.certificate) }
  }
  const kept = (await findKept(db)) ?? (await keep())
  const opened = key.open(purpose, kept.sealed_key)
  if (opened === undefined)
    throw new Error(
      'The key of the certificate that documents are signed with was sealed with another SECRET_KEY: bring that one back.',
    )
  const certificate = new X509Certificate(kept.certificate)
  return { signer: ownSigner(certificate, createPrivateKey(opened)), certificate }

  async function keep() {
    const made = await makeCertificate(clock.now())
    await db
      .insertInto('platform_certificates')
      .values({
        name,
        certificate: made.certificate,
        sealed_key: key.seal(purpose, made.key),
        made_at: clock.now().toString(),
      })
      .onConflict((on) => on.doNothing())
      .execute()
    // Another process may have been first: its certificate is everyone's.
    const found = await findKept(db)
    if (found === undefined) throw new Error('a certificate that was just kept is gone')
    return found
  }
}

const findKept = (db: Db) =>
  db
    .selectFrom('platform_certificates')
    .select(['certificate', 'sealed_key'])
    .where('name', '=', name)
    .executeTakeFirst()

const ownSigner = (certificate: X509Certificate, key: KeyObject): Signer => ({
  certificate: certificate.raw,
  keyType: 'EC',
  signatureAlgorithm: 'ECDSA',
  sign: (data, algorithm) => Promise.resolve(createSign(algorithm.replace('-', '')).update(data).sign(key)),
})

const years = 10

/** A certificate that vouches for itself, for ten years: P-256, for signatures that cannot be denied. PEM both. */
async function makeCertificate(now: Temporal.Instant): Promise<{ readonly certificate: string; readonly key: string }> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const [signingKey, ownKey] = await Promise.all([
    webKey('pkcs8', privateKey.export({ type: 'pkcs8', format: 'der' }), 'sign'),
    webKey('spki', publicKey.export({ type: 'spki', format: 'der' }), 'verify'),
  ])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ valueHex: serialNumber() })
  for (const party of [certificate.subject, certificate.issuer])
    party.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({
        type: commonName,
        value: new asn1js.Utf8String({ value: 'Passerelle, cachet des documents' }),
      }),
    )
  const from = now.toZonedDateTimeISO('UTC')
  certificate.notBefore.value = new Date(from.subtract({ days: 1 }).epochMilliseconds)
  certificate.notAfter.value = new Date(from.add({ years }).epochMilliseconds)
  certificate.extensions = [
    extension(basicConstraints, true, new pkijs.BasicConstraints({ cA: false }).toSchema().toBER()),
    // digitalSignature and nonRepudiation
    extension(
      keyUsage,
      true,
      new asn1js.BitString({ valueHex: Uint8Array.from([0xc0]).buffer, unusedBits: 6 }).toBER(),
    ),
  ]
  await certificate.subjectPublicKeyInfo.importKey(ownKey)
  await certificate.sign(signingKey, 'SHA-256')
  const raw = Buffer.from(certificate.toSchema(true).toBER())
  return {
    certificate: new X509Certificate(raw).toString(),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}

const commonName = '2.5.4.3'
const basicConstraints = '2.5.29.19'
const keyUsage = '2.5.29.15'

const extension = (extnID: string, critical: boolean, value: ArrayBuffer): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value })

const webKey = (format: 'pkcs8' | 'spki', der: Buffer, use: 'sign' | 'verify') =>
  crypto.subtle.importKey(format, Uint8Array.from(der), { name: 'ECDSA', namedCurve: 'P-256' }, true, [use])

/** Positive, and never twice the same. */
function serialNumber(): ArrayBuffer {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes.buffer
}
