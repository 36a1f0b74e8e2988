import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import type { GreyImage } from './grey-image.ts'
import type { CodeBox } from './tables.ts'

/** A square that was read: what it says, and where it stands, corners clockwise from the top left of the square as it is printed. */
export interface FoundCode {
  readonly text: string
  readonly box: CodeBox
}

let isReady = false

/** Once a thread: the reader's program from our own packages, never from the network. */
function prepare(): void {
  if (isReady) return
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } })
  isReady = true
}

/** The squares of an image that look like a page code. `thorough`: against specks too, at twice the time. */
export async function findPageCodes(image: GreyImage, { thorough = false } = {}): Promise<FoundCode[]> {
  prepare()
  const options: ReaderOptions = {
    formats: ['QRCode'],
    tryHarder: true,
    tryRotate: true,
    tryInvert: false,
    tryDenoise: thorough,
    maxNumberOfSymbols: 4,
    textMode: 'Plain',
  }
  const results = await readBarcodes(portableGreyMap(image), options)
  return results
    .filter(({ isValid, text }) => isValid && looksLikePageCode.test(text))
    .map(({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({
      text,
      box: [topLeft, topRight, bottomRight, bottomLeft],
    }))
}

/** What `pageCode` writes; whether it was made here is asked with the key, outside the threads. */
const looksLikePageCode = /^[0-9A-Z-]{16,24}$/

/** The simplest image file, which the reader opens without four bytes a pixel. */
function portableGreyMap({ width, height, pixels }: GreyImage): Uint8Array {
  const head = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1')
  const bytes = new Uint8Array(head.length + pixels.length)
  bytes.set(head)
  bytes.set(pixels, head.length)
  return bytes
}
