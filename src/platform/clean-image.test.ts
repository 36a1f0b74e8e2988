import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import sharp from 'sharp'
import { cleanImage } from './clean-image.ts'

const red = sharp({ create: { width: 60, height: 20, channels: 3, background: 'red' } })

test('an image comes out upright, no larger than asked, without what it said besides', async () => {
  const talking = Buffer.concat([
    await red
      .clone()
      .rotate(90)
      .jpeg()
      .withExif({ IFD0: { Copyright: 'secret' } })
      .withMetadata({ orientation: 8 })
      .toBuffer(),
    Buffer.from('secret after the end'),
  ])
  const clean = await cleanImage(talking, 30)
  assert.ok('bytes' in clean)
  assert.deepEqual([clean.mediaType, clean.width, clean.height], ['image/jpeg', 30, 10])
  assert.ok(!Buffer.from(clean.bytes).includes('secret'))
  assert.equal((await sharp(clean.bytes).metadata()).exif, undefined)
})

test('each kind stays what it is, small ones keep their size, others are refused', async () => {
  for (const format of ['png', 'webp', 'jpeg'] as const) {
    const clean = await cleanImage(await red.clone().toFormat(format).toBuffer(), 1600)
    assert.ok('bytes' in clean)
    assert.deepEqual([clean.mediaType, clean.width, clean.height], [`image/${format}`, 60, 20])
  }
  assert.deepEqual(await cleanImage(await red.clone().gif().toBuffer(), 1600), { refused: 'not_an_image' })
  assert.deepEqual(await cleanImage(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 9), {
    refused: 'not_an_image',
  })
  assert.deepEqual(await cleanImage(new Uint8Array(10_000_001), 1600), { refused: 'too_heavy' })
  const wide = await sharp({ create: { width: 8001, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer()
  assert.deepEqual(await cleanImage(wide, 1600), { refused: 'too_large' })
})

test('whatever bytes come, an image is refused or comes out', async () => {
  const png = await red.clone().png().toBuffer()
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 120 }), fc.nat(90), fc.nat(255), async (tail, at, byte) => {
      const bent = Uint8Array.from(png)
      bent[at] = byte
      for (const bytes of [bent, tail, Uint8Array.from([...png.subarray(0, at), ...tail])]) {
        const image = await cleanImage(bytes, 1600)
        assert.ok('refused' in image || (image.width > 0 && image.height > 0))
      }
    }),
    { numRuns: 60 },
  )
})
