import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { pageCode, signatureZones } from '#/agreements/index.ts'
import { seededRandom } from '#/demo/index.ts'
import { serverKey } from '#/platform/server-key.ts'
import { comeBack, exampleDocument, printExample, printedDpi, sign, stackOf } from '../../test/paper-stack.ts'
import { kindOf } from './file-kind.ts'
import { type GreyImage, plainImage, turned, writeJpeg } from './grey-image.ts'
import { openPages } from './open-pages.ts'
import { codePlaces, inImage, placementOf } from './page-geometry.ts'
import { recognisePage } from './recognise-page.ts'
import { looksSigned } from './words.ts'

const key = serverKey('the key of this installation')

test('sheets that a copier and a rucksack went over are known, upright, and say which boxes are signed', async () => {
  const code = 'BCDF2222'
  const { pages, zones } = await printExample(key, code)
  const last = pages.at(-1)
  assert.ok(last)
  const signed = zones.filter(({ party }) => party === 'host' || party === 'representative')
  for (const zone of signed) sign(last, zone, seededRandom(`pen/${zone.party}`))
  const damaged: GreyImage[] = []
  for (const [index, page] of [last, pages[0] ?? last].entries())
    damaged.push(await comeBack(page, seededRandom(`sheet/${index}`)))
  const opened = await openPages(await stackOf(damaged), 'pdf')
  assert.ok(typeof opened !== 'string')
  for (const [index, number] of [pages.length, 1].entries()) {
    const { codes, ink, placement, width, height } = await recognisePage((side) => opened.draw(index, side), zones)
    assert.deepEqual(codes, [pageCode(key, { code, version: 1, page: number })])
    assert.ok(placement && width < height, 'upright')
    if (number > 1)
      assert.deepEqual(
        zones.map((_, at) => looksSigned({ ink: ink?.[at] })),
        zones.map((zone) => signed.includes(zone)),
        `ink ${ink?.join(', ')}`,
      )
  }
  opened.close()
})

test('the code stands where the template prints it, so that boxes are found from it', async () => {
  const { pages } = await printExample(key, 'BCDF2222')
  const [page] = pages
  assert.ok(page)
  const opened = await openPages(await writeJpeg(page, 80), 'jpeg')
  assert.ok(typeof opened !== 'string')
  const { placement } = await recognisePage((side) => opened.draw(0, side), [])
  opened.close()
  assert.ok(placement)
  for (const [left, top] of [
    [0, 0],
    [210, 0],
    [105, 148],
  ] as const) {
    const { x, y } = inImage(placement, left, top)
    const perMillimetre = 1754 / 297
    assert.ok(Math.hypot(x - left * perMillimetre, y - top * perMillimetre) < 1.5 * perMillimetre, `${left} ${top}`)
  }
  assert.equal(printedDpi, 200)
  assert.equal(signatureZones(exampleDocument('BCDF2222').signers, 4).length, 4)
})

test('either copy of a code places the page, however it is turned', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...codePlaces),
      fc.double({ min: -0.15, max: 0.15, noNaN: true }),
      fc.double({ min: 4, max: 12, noNaN: true }),
      (place, angle, scale) => {
        const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)]
        const image = { width: 210 * scale, height: 297 * scale }
        const middle = { x: a * 105 - b * 148.5, y: b * 105 + a * 148.5 }
        const truth = { a, b, dx: image.width / 2 - middle.x, dy: image.height / 2 - middle.y }
        const { left, top, size } = place
        const found = placementOf(
          [
            [
              inImage(truth, left, top),
              inImage(truth, left + size, top),
              inImage(truth, left + size, top + size),
              inImage(truth, left, top + size),
            ],
          ],
          image,
        )
        for (const part of ['a', 'b', 'dx', 'dy'] as const) assert.ok(Math.abs(found[part] - truth[part]) < 1e-6, part)
      },
    ),
    { numRuns: 40 },
  )
})

test('a picture turned four times is itself, and what is written opens again', async () => {
  const image = plainImage(33, 20, 200)
  image.pixels.set([0, 10, 20], 40)
  const once = await turned(image, 1)
  assert.deepEqual([once.width, once.height, once.pixels[(40 % 33) * 20 + (19 - 1)]], [20, 33, 0])
  assert.deepEqual(await turned(once, 1), await turned(image, 2))
  assert.deepEqual(await turned(await turned(image, 2), 1), await turned(image, 3))
  const large = plainImage(400, 300, 255)
  for (let y = 100; y < 200; y++) large.pixels.fill(20, y * 400 + 50, y * 400 + 150)
  const opened = await openPages(await writeJpeg(large, 90), 'jpeg')
  assert.ok(typeof opened !== 'string')
  const again = await opened.draw(0, 400)
  opened.close()
  assert.deepEqual([again.width, again.height], [400, 300])
  assert.ok(Math.abs((again.pixels[150 * 400 + 100] ?? 255) - 20) < 6)
  assert.ok((again.pixels[150 * 400 + 300] ?? 0) > 249)
})

test('files that are not what they say, or that are locked, are told apart', async () => {
  const pdf = (trailer: string) =>
    new TextEncoder().encode(
      `%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R ${trailer} >>\n%%EOF`,
    )
  assert.equal(await openPages(pdf(''), 'pdf'), 'damaged')
  assert.equal(await openPages(pdf('/Encrypt << /Filter /Standard /V 9 /R 9 >> /ID [<00> <00>]'), 'pdf'), 'locked')
  assert.equal(kindOf(new TextEncoder().encode('<!doctype html>')), undefined)
  assert.equal(await openPages(await bomb(), 'png'), 'too-large')
})

/** A picture of a few bytes that claims 400 million points. */
const bomb = async (): Promise<Uint8Array> => {
  const bytes = Buffer.from(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  )
  bytes.writeUInt32BE(20_000, 16)
  bytes.writeUInt32BE(20_000, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

test('what copiers and phones write is drawn upright on white: see-through, interlaced, turned by the camera, several in one', async () => {
  const half = Buffer.alloc(40 * 20 * 4)
  for (let at = 0; at < 40 * 20; at++) half.set([0, 0, 0, at % 40 < 20 ? 255 : 0], at * 4)
  const picture = sharp(half, { raw: { width: 40, height: 20, channels: 4 } })
  const flat = picture.clone().flatten({ background: 'white' })
  const files = {
    png: await picture.clone().png({ progressive: true }).toBuffer(),
    jpeg: await flat.clone().rotate(90).jpeg().withMetadata({ orientation: 8 }).toBuffer(),
    tiff: await flat.clone().tiff().toBuffer(),
  } as const
  for (const kind of ['png', 'jpeg', 'tiff'] as const) {
    assert.equal(kindOf(files[kind]), kind)
    const pages = await openPages(files[kind], kind)
    assert.ok(typeof pages !== 'string', kind)
    assert.equal(pages.count, 1)
    const { width, height, pixels } = await pages.draw(0, 40)
    pages.close()
    assert.deepEqual([width, height], [40, 20], kind)
    assert.ok((pixels[10 * 40 + 8] ?? 255) < 20 && (pixels[10 * 40 + 32] ?? 0) > 235, kind)
  }
})

test('any bytes after a true beginning are refused or opened, never thrown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('jpeg' as const, 'png' as const, 'tiff' as const, 'pdf' as const),
      fc.uint8Array({ maxLength: 300 }),
      async (kind, rest) => {
        const head = {
          jpeg: [0xff, 0xd8, 0xff, 0xe1],
          png: [137, 80, 78, 71, 13, 10, 26, 10],
          tiff: [0x49, 0x49, 0x2a, 0],
          pdf: [37, 80, 68, 70, 45],
        }
        const opened = await openPages(Uint8Array.from([...head[kind], ...rest]), kind)
        if (typeof opened !== 'string') opened.close()
      },
    ),
    { numRuns: 60 },
  )
})
