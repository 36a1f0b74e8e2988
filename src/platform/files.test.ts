import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileKeys } from './file-keys.ts'
import { DamagedFile, filesOnDisk } from './files.ts'

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'files-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const inside = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('a file comes back as it was put, once, and never stands readable on the disk', async (t) => {
  const folder = folderFor(t)
  const files = filesOnDisk(folder, fileKeys(['first secret']))
  const name = await files.put(bytes('Convention de stage'))
  assert.equal(await files.put(bytes('Convention de stage')), name)
  assert.deepEqual(await files.get(name), Buffer.from('Convention de stage'))
  assert.equal(inside(folder).length, 1)
  assert.ok(!readFileSync(inside(folder)[0] ?? '').includes('Convention'))
  await files.remove(name)
  await files.remove(name)
  assert.equal(await files.get(name), undefined)
})

test('a new key reads what the former wrote, and the former does not read what the new one writes', async (t) => {
  const folder = folderFor(t)
  const name = await filesOnDisk(folder, fileKeys(['old'])).put(bytes('a'))
  const rotated = filesOnDisk(folder, fileKeys(['new', 'old']))
  assert.deepEqual(await rotated.get(name), Buffer.from('a'))
  const later = await rotated.put(bytes('b'))
  await assert.rejects(filesOnDisk(folder, fileKeys(['old'])).get(later), DamagedFile)
})

test('a damaged file, and one put in another’s stead, are refused', async (t) => {
  const folder = folderFor(t)
  const files = filesOnDisk(folder, fileKeys(['secret']))
  const name = await files.put(bytes('one'))
  const [path = ''] = inside(folder)
  const whole = readFileSync(path)
  whole[whole.length - 1] = (whole.at(-1) ?? 0) ^ 1
  writeFileSync(path, whole)
  await assert.rejects(files.get(name), DamagedFile)
  writeFileSync(path, fileKeys(['secret']).encrypt('0'.repeat(64), bytes('two')))
  await assert.rejects(files.get(name), DamagedFile)
  writeFileSync(path, '')
  await assert.rejects(files.get(name), DamagedFile)
})
