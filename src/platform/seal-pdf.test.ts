import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eachEngine } from '../../test/engines.ts'
import { timestampAuthority } from '../../test/timestamp-authority.ts'
import { checkSeal, fingerprintOf } from './check-seal.ts'
import { readConfiguration } from './configuration.ts'
import { typesetPdf } from './pdf.ts'
import { openSealer } from './seal-certificate.ts'
import { sealPdf } from './seal-pdf.ts'
import { serverKey } from './server-key.ts'

const at = Temporal.Instant.from('2026-06-03T08:00:00Z')
const clock = { now: () => at }
const { bytes } = typesetPdf(
  { name: 'x.typ', source: '#import "/frame.typ": *\n#show: paper.with(title: data.title)\n= #data.title' },
  { title: 'Attestation' },
  { at },
)

eachEngine(
  'an installation makes one certificate, whoever asks first, and its key opens with its secret only',
  async ({ db }) => {
    const services = { configuration: readConfiguration({}), db, clock, key: serverKey('one') }
    const [first, second] = await Promise.all([openSealer(services), openSealer(services)])
    assert.equal(fingerprintOf(first.certificate), fingerprintOf(second.certificate))
    const check = await checkSeal(await sealPdf(bytes, second, { at, reason: 'Essai' }))
    assert.deepEqual(check, { is: 'intact', fingerprint: fingerprintOf(first.certificate), timestamped: false })
    await assert.rejects(openSealer({ ...services, key: serverKey('two') }), /SECRET_KEY/)
    assert.deepEqual(await checkSeal(bytes), { is: 'unsigned' })
  },
)

eachEngine('an authority stamps the time of a seal, and the certificate can be one’s own', async ({ db }, t) => {
  const key = serverKey('one')
  const authority = await timestampAuthority(t, at)
  const sealer = await openSealer({ configuration: readConfiguration({}), db, clock, key })
  const stamped = await sealPdf(bytes, sealer, { at, reason: 'Essai', timestampUrl: authority.url })
  assert.equal(authority.asked(), 1)
  const check = await checkSeal(stamped)
  assert.ok(check.is === 'intact' && check.timestamped)
  await assert.rejects(sealPdf(bytes, sealer, { at, reason: 'Essai', timestampUrl: 'http://127.0.0.1:9/tsa' }))
  const folder = mkdtempSync(join(tmpdir(), 'seal-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const [pem, path] = [join(folder, 'key.pem'), join(folder, 'own.p12')]
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { stdio: 'ignore' })
  try {
    openssl(
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      pem,
      '-out',
      `${pem}.crt`,
      '-subj',
      '/CN=Rectorat',
    )
    openssl('pkcs12', '-export', '-inkey', pem, '-in', `${pem}.crt`, '-out', path, '-passout', 'pass:secret')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return t.skip('openssl is not installed')
    throw error
  }
  const configuration = readConfiguration({ SEAL_CERTIFICATE: path, SEAL_PASSWORD: 'secret' })
  const own = await openSealer({ configuration, db, clock, key })
  assert.match(own.certificate.subject, /Rectorat/)
  assert.equal((await checkSeal(await sealPdf(bytes, own, { at, reason: 'Essai' }))).is, 'intact')
})
