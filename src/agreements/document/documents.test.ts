import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { addresses, addressOf } from '#/addresses.ts'
import { checkSeal } from '#/platform/check-seal.ts'
import { sha256Hex, sha256OfBytes } from '#/platform/secret.ts'
import { eachEngine } from '../../../test/engines.ts'
import { agreements } from '../../../test/people.ts'
import { linaContent, openLinaSigning } from '../../../test/signing.ts'
import { bocage, buildWorld, type World } from '../../../test/world.ts'
import { canonicalJson } from './canonical-json.ts'
import { pageCode } from './page-code.ts'
import { sealVersion } from './seal-version.ts'
import { findVersion, zonesOfVersion } from './versions.ts'

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
const version = (world: World, number = 1) =>
  findVersion(world.services.db, { territoryId: bocage.id, agreementId: agreements.linaGarage, version: number })

async function frozenIn(world: World) {
  await openLinaSigning(world)
  const frozen = await version(world)
  assert.ok(frozen)
  const bytes = await world.services.files.get(frozen.pdfSha256)
  assert.ok(bytes)
  return { frozen, bytes }
}

async function sealedIn(world: World) {
  const { frozen, bytes } = await frozenIn(world)
  const sealedSha256 = await sealVersion(world.services, agreements.linaGarage)
  assert.ok(sealedSha256)
  const sealed = await world.services.files.get(sealedSha256)
  assert.ok(sealed)
  return { frozen, bytes, sealed, sealedSha256 }
}

/** What a tool of Debian's says of files; undefined, visibly, where it is not installed. */
function say(t: TestContext, bytes: Uint8Array, tool: string, ...args: readonly string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'))
  try {
    const file = join(folder, 'document.pdf')
    writeFileSync(file, bytes)
    return execFileSync(tool, args.length ? [...args.slice(0, -1), file, ...args.slice(-1)].filter(Boolean) : [file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      t.diagnostic(`${tool} is not installed: not asked`)
      return undefined
    }
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}

eachEngine('what is sent to signature is frozen as data and pages, each under its hash', async (database, t) => {
  const world = await buildWorld(database, t)
  const { frozen, bytes } = await frozenIn(world)
  assert.equal(sha256OfBytes(bytes), frozen.pdfSha256)
  assert.equal(sha256Hex(frozen.json), frozen.jsonSha256)
  assert.equal(canonicalJson(JSON.parse(frozen.json)), frozen.json)
  assert.equal(frozen.textId, 'observation-2de/2026-1')
  assert.equal(frozen.pages, 4)
  const zones = zonesOfVersion(frozen)
  assert.deepEqual(
    zones.slice(0, 3).map(({ party, page, left, top }) => [party, page, left, top]),
    [
      ['host', 4, 20, 42],
      ['head', 4, 108, 42],
      ['representative', 4, 20, 84],
    ],
  )
  const text = say(t, bytes, 'pdftotext', '-layout', '-')
  if (text !== undefined) {
    for (const words of [
      'Lina',
      'Garage Hamel',
      'circulaire du 21 novembre 2025',
      'Annexe financière',
      'Article 1. Objet',
    ])
      assert.ok(text.includes(words), words)
    for (const page of [1, 2, 3, 4])
      assert.ok(
        text.includes(pageCode(world.services.key, { code: 'K7QM2XRD', version: 1, page })),
        `code of page ${page}`,
      )
  }
})

eachEngine(
  'a finished document begins with what was signed, proves who signed, and shows any change',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const { frozen, bytes, sealed, sealedSha256 } = await sealedIn(world)
    assert.deepEqual(Buffer.from(sealed.subarray(0, bytes.length)), Buffer.from(bytes))
    assert.equal(await sealVersion(world.services, agreements.linaGarage), sealedSha256)
    assert.equal((await version(world))?.sealedSha256, sealedSha256)
    const check = await checkSeal(sealed)
    assert.equal(check.is, 'intact')
    for (const at of [1000, bytes.length + 2000, sealed.length - 5]) {
      const changed = Uint8Array.from(sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      assert.notEqual((await checkSeal(changed)).is, 'intact', `byte ${at}`)
    }
    assert.equal((await checkSeal(Buffer.concat([sealed, Buffer.from('\n')]))).is, 'changed')
    const text = say(t, sealed, 'pdftotext', '-layout', '-')
    if (text !== undefined) {
      assert.ok(text.includes('Preuve des signatures'))
      assert.ok(text.replaceAll(/\s/g, '').includes(frozen.pdfSha256))
    }
    const signed = say(t, sealed, 'pdfsig')
    if (signed !== undefined) {
      assert.match(signed, /Signature is Valid/)
      assert.match(signed, /Total document signed/)
    }
    const checked = say(t, sealed, 'qpdf', '--check', '')
    if (checked !== undefined) assert.match(checked, /No syntax or stream encoding errors/)
  },
)

eachEngine(
  'anyone checks a document by its code or its file, and learns nothing of whom it is about',
  async (database, t) => {
    const world = await buildWorld(database, t)
    const visitor = world.visitor()
    const { bytes, sealed } = await sealedIn(world)
    const verify = async (file: Uint8Array | string): Promise<string> => {
      const form = new FormData()
      if (typeof file === 'string') form.set('code', file)
      else form.set('fichier', new File([Uint8Array.from(file)], 'convention.pdf', { type: 'application/pdf' }))
      const answer = await visitor.post(addresses.verify, form)
      assert.equal(answer.status, 200)
      const page = await answer.text()
      for (const name of ['Lina', 'Marchand', 'Garage', 'Hélène', 'Vire']) assert.ok(!page.includes(name), name)
      return page
    }
    assert.match(await verify(sealed), /Ce fichier est authentique</)
    assert.match(await verify(bytes), /sans la preuve des signatures/)
    const changed = Uint8Array.from(sealed)
    changed[bytes.length + 2000] = (changed[bytes.length + 2000] ?? 0) ^ 1
    assert.match(await verify(changed), /a été modifié[\s\S]*sont intactes/)
    const inside = Uint8Array.from(sealed)
    inside[500] = (inside[500] ?? 0) ^ 1
    assert.match(await verify(inside), /a été modifié[\s\S]*Ne vous y fiez pas/)
    const code = pageCode(world.services.key, { code: 'K7QM2XRD', version: 1, page: 4 })
    assert.match(await verify(code.toLowerCase().replaceAll('-', ' ')), /Ce code est authentique/)
    for (const nothing of [
      'K7QM2XRD',
      `${code.slice(0, -1)}${code.endsWith('9') ? '8' : '9'}`,
      '<script>alert(1)</script>',
    ])
      assert.match(await verify(nothing), /Nous ne connaissons pas ce document/)
    for (const file of [
      Buffer.from('%PDF-1.7 /ByteRange [0 9999999 1 2] %%EOF'),
      Buffer.from('<html>'),
      Buffer.from([0]),
    ])
      assert.match(await verify(file), /Nous ne connaissons pas ce document/)
    const empty = await visitor.post(addresses.verify, {})
    assert.equal(empty.status, 422)
  },
)

eachEngine('a document is shown to those it is about, as a draft until it is frozen', async (database, t) => {
  const world = await buildWorld(database, t)
  const lina = await world.person('lina')
  const address = addressOf('agreementDocument', { agreement: agreements.linaGarage })
  const draft = await lina.get(address)
  assert.equal(draft.status, 200)
  assert.equal(draft.headers.get('content-type'), 'application/pdf')
  assert.match(draft.headers.get('content-disposition') ?? '', /^inline/)
  assert.match(draft.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  const { frozen } = await frozenIn(world)
  const shown = await lina.get(address)
  assert.equal(sha256OfBytes(new Uint8Array(await shown.arrayBuffer())), frozen.pdfSha256)
  assert.equal((await lina.get(`${address}?version=2`)).status, 404)
  assert.equal((await lina.get(`${address}?version=x`)).status, 404)
  assert.equal((await (await world.person('noe')).get(address)).status, 404)
  assert.ok(linaContent.representatives.every(({ name }) => !latin(new TextEncoder().encode(address)).includes(name)))
})
