import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ArchiveError, readArchive, writeArchive } from './archive.ts'

const text = (value: string) => new TextEncoder().encode(value)
const files = [['a.txt', text('un\n'.repeat(500))] as const, ['folder/é.txt', text('deux')] as const]

test('an archive gives back the files it was made of', () => {
  assert.deepEqual([...readArchive(writeArchive(files))], files)
  assert.deepEqual([...readArchive(writeArchive(files), (path) => path === 'a.txt').keys()], ['a.txt'])
})

test('the same files give the same bytes', () => {
  assert.deepEqual(writeArchive(files), writeArchive(files))
})

test('a cut, damaged or foreign file is refused', () => {
  const whole = writeArchive([['a.txt', text('0123456789')]])
  const damaged = Uint8Array.from(whole)
  const at = Buffer.from(damaged).indexOf(Buffer.from('a.txt')) + 12
  damaged[at] = damaged[at]! ^ 1
  for (const bytes of [whole.subarray(0, whole.length - 30), damaged, text('not a zip'), text('')])
    assert.throws(() => readArchive(bytes), ArchiveError)
})

test('an archive that claims to be enormous is refused before it is opened', () => {
  const claiming = Uint8Array.from(writeArchive([['a.txt', text('0123456789')]]))
  const directory = Buffer.from(claiming).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  new DataView(claiming.buffer).setUint32(directory + 24, 2_000_000_000, true)
  assert.throws(() => readArchive(claiming), /trop gros/)
})
