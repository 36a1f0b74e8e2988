import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import S3rver from 's3rver'
import { diskShelf } from './disk-shelf.ts'
import { fileKeys } from './file-keys.ts'
import { DamagedFile, filesOn, rewriteFiles, type Shelf } from './files.ts'
import { s3Shelf } from './s3-shelf.ts'

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'files-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** A bucket of a real server of the S3 protocol. */
async function bucketFor(t: TestContext): Promise<Shelf> {
  const server = new S3rver({
    ...{ address: '127.0.0.1', port: 0, silent: true, directory: folderFor(t) },
    configureBuckets: [{ name: 'passerelle', configs: [] }],
  })
  const { port } = await server.run()
  t.after(() => server.close())
  return s3Shelf(`http://S3RVER:S3RVER@127.0.0.1:${port}/passerelle?region=us-east-1`)
}

const shelves: Readonly<Record<string, (t: TestContext) => Shelf | Promise<Shelf>>> = {
  'on a disk': (t) => diskShelf(folderFor(t)),
  'in a bucket': bucketFor,
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const text = (stored: Uint8Array | undefined): string | undefined =>
  stored === undefined ? undefined : new TextDecoder().decode(stored)

for (const [where, open] of Object.entries(shelves)) {
  test(`a file comes back as it was put, once, and never stands readable ${where}`, async (t) => {
    const shelf = await open(t)
    const files = filesOn(shelf, fileKeys(['first secret']))
    const name = await files.put(bytes('Convention de stage'))
    assert.equal(await files.put(bytes('Convention de stage')), name)
    assert.equal(text(await files.get(name)), 'Convention de stage')
    assert.deepEqual(await Array.fromAsync(files.names()), [name])
    assert.ok(!text(await shelf.read(name))?.includes('Convention'))
    await files.remove(name)
    await files.remove(name)
    assert.equal(await files.get(name), undefined)
    assert.deepEqual(await Array.fromAsync(files.names()), [])
  })

  test(`keys rotate ${where}: all read, the first writes, and a former one can be withdrawn once all is written anew`, async (t) => {
    const shelf = await open(t)
    const old = filesOn(shelf, fileKeys(['old']))
    const [first, second] = [await old.put(bytes('a')), await old.put(bytes('b'))]
    const both = filesOn(shelf, fileKeys(['new', 'old']))
    assert.equal(text(await both.get(first)), 'a')
    await shelf.write(second, bytes('not what it was'))
    const dots: number[] = []
    assert.deepEqual(await rewriteFiles(both, (done) => dots.push(done)), { rewritten: 1, damaged: [second] })
    assert.deepEqual(dots, [1, 2])
    assert.equal(text(await filesOn(shelf, fileKeys(['new'])).get(first)), 'a')
    await assert.rejects(old.get(first), DamagedFile)
  })

  test(`a damaged file, and one put in another’s stead, are refused ${where}`, async (t) => {
    const shelf = await open(t)
    const keys = fileKeys(['secret'])
    const files = filesOn(shelf, keys)
    const name = await files.put(bytes('one'))
    const whole = Uint8Array.from((await shelf.read(name)) ?? [])
    whole[whole.length - 1] = (whole.at(-1) ?? 0) ^ 1
    await shelf.write(name, whole)
    await assert.rejects(files.get(name), DamagedFile)
    await shelf.write(name, keys.encrypt('0'.repeat(64), bytes('two')))
    await assert.rejects(files.get(name), DamagedFile)
    await shelf.write(name, new Uint8Array())
    await assert.rejects(files.get(name), DamagedFile)
  })
}

test('what a crash left half written is no file', async (t) => {
  const folder = folderFor(t)
  const files = filesOn(diskShelf(folder), fileKeys(['secret']))
  assert.deepEqual(await Array.fromAsync(filesOn(diskShelf(join(folder, 'none')), fileKeys(['a'])).names()), [])
  const name = await files.put(bytes('one'))
  const path = join(folder, name.slice(0, 2), `${name.slice(2)}.0123456789ab`)
  writeFileSync(path, readFileSync(join(folder, name.slice(0, 2), name.slice(2))))
  assert.deepEqual(await Array.fromAsync(files.names()), [name])
  assert.equal(readdirSync(join(folder, name.slice(0, 2))).length, 2)
  assert.ok(existsSync(path))
})
