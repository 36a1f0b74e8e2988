import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import * as asn1js from 'asn1js'
import * as pkijs from 'pkijs'

const p256 = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A time-stamp authority (RFC 3161) of this test’s own: answers with a token signed for the digest it was asked about. Returns its address and what it was asked. */
export async function timestampAuthority(
  t: TestContext,
  at: Temporal.Instant,
): Promise<{ readonly url: string; readonly asked: () => number }> {
  const { certificate, key } = await makeAuthority()
  let asked = 0
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      asked++
      answer(Buffer.concat(parts), { certificate, key, at }).then(
        (body) => response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(body),
        () => response.writeHead(500).end(),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/tsa`, asked: () => asked }
}

interface Authority {
  readonly certificate: pkijs.Certificate
  readonly key: CryptoKey
  readonly at: Temporal.Instant
}

async function answer(body: Buffer, { certificate, key, at }: Authority): Promise<Buffer> {
  const request = new pkijs.TimeStampReq({ schema: asn1js.fromBER(Uint8Array.from(body).buffer).result })
  const info = new pkijs.TSTInfo({
    version: 1,
    policy: '1.2.3.4.1',
    messageImprint: request.messageImprint,
    serialNumber: new asn1js.Integer({ value: 1 }),
    genTime: new Date(at.epochMilliseconds),
    ...(request.nonce ? { nonce: request.nonce } : {}),
  })
  const content = info.toSchema().toBER()
  const signed = new pkijs.SignedData({
    version: 3,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: '1.2.840.113549.1.9.16.1.4',
      eContent: new asn1js.OctetString({ valueHex: content }),
    }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      }),
    ],
    certificates: [certificate],
  })
  await signed.sign(key, 0, 'SHA-256', content)
  const token = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: signed.toSchema(true) })
  const status = new pkijs.PKIStatusInfo({ status: 0 })
  return Buffer.from(new pkijs.TimeStampResp({ status, timeStampToken: token }).toSchema().toBER())
}

async function makeAuthority(): Promise<Pick<Authority, 'certificate' | 'key'>> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = await crypto.subtle.importKey(
    'pkcs8',
    Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' })),
    p256,
    false,
    ['sign'],
  )
  const own = await crypto.subtle.importKey(
    'spki',
    Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    p256,
    true,
    ['verify'],
  )
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: 7 })
  for (const party of [certificate.subject, certificate.issuer])
    party.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: 'Horloge d’essai' }) }),
    )
  certificate.notBefore.value = new Date('2026-01-01T00:00:00Z')
  certificate.notAfter.value = new Date('2036-01-01T00:00:00Z')
  await certificate.subjectPublicKeyInfo.importKey(own)
  await certificate.sign(key, 'SHA-256')
  return { certificate, key }
}
