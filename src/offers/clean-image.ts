/** An image without anything but its picture: no place, no date, no device, no thumbnail of what was cut away. */
export interface CleanImage {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp'
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}

export type ImageRefusal = 'not_an_image' | 'damaged' | 'too_heavy' | 'too_large'

export const imageRefusals: Readonly<Record<ImageRefusal, string>> = {
  not_an_image: 'Ce fichier n’est pas une photo lisible. Donnez une image JPEG, PNG ou WebP.',
  damaged: 'Cette image est abîmée ou incomplète. Enregistrez-la de nouveau, puis renvoyez-la.',
  too_heavy: 'Cette image pèse plus de 5 Mo. Réduisez-la, puis renvoyez-la.',
  too_large: 'Cette image est trop grande : 8 000 pixels de côté au plus. Réduisez-la, puis renvoyez-la.',
}

const mostBytes = 5_000_000
const mostPixels = 8000

/** Recognises an image by its first bytes, never by its name, and copies only the parts that draw it. */
export function cleanImage(bytes: Uint8Array): CleanImage | { readonly refused: ImageRefusal } {
  if (bytes.length > mostBytes) return { refused: 'too_heavy' }
  const read = readers.find(({ magic }) => magic.every((byte, at) => byte === undefined || bytes[at] === byte))
  if (!read) return { refused: 'not_an_image' }
  try {
    const image = read.clean(bytes)
    if (!(image.width > 0 && image.height > 0)) return { refused: 'damaged' }
    return image.width > mostPixels || image.height > mostPixels ? { refused: 'too_large' } : image
  } catch (error) {
    // A read past the end of the bytes.
    if (error instanceof RangeError) return { refused: 'damaged' }
    throw error
  }
}

const readers: readonly {
  readonly magic: readonly (number | undefined)[]
  readonly clean: (bytes: Uint8Array) => CleanImage
}[] = [
  { magic: [0xff, 0xd8, 0xff], clean: cleanJpeg },
  { magic: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], clean: cleanPng },
  {
    magic: [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50],
    clean: cleanWebp,
  },
]

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Copies what lies in the bytes; throws RangeError where they end before. */
function part(bytes: Uint8Array, from: number, to: number): Uint8Array {
  if (to > bytes.length || from > to) throw new RangeError('the image ends in its middle')
  return bytes.subarray(from, to)
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const each of parts) {
    all.set(each, at)
    at += each.length
  }
  return all
}

/**
 * JPEG: segments up to the picture's data. Application segments and comments go, but JFIF (APP0), the colour profile (APP2) and Adobe's
 * colour transform (APP14); of Exif (APP1) only which way is up, written anew.
 */
function cleanJpeg(bytes: Uint8Array): CleanImage {
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [Uint8Array.of(0xff, 0xd8)]
  let orientation = 1
  let size = { width: 0, height: 0 }
  let at = 2
  while (view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1)
    // Fill bytes between segments.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) break
    const end = at + 2 + view.getUint16(at + 2)
    const segment = part(bytes, at, end)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    if (marker === 0xe1) orientation = exifOrientation(segment.subarray(4)) ?? orientation
    const isApplication = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe
    const isColour =
      marker === 0xe0 || marker === 0xee || (marker === 0xe2 && asciiAt(segment, 4, 11) === 'ICC_PROFILE')
    if (!isApplication || isColour) parts.push(segment)
    at = end
    if (marker !== 0xda) continue
    // The picture's data, up to the next marker that is neither a restart nor an escaped 0xff.
    const start = at
    while (!(view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0 && !isRestart(view.getUint8(at + 1)))) at++
    parts.push(part(bytes, start, at))
  }
  if (view.getUint8(at) !== 0xff) throw new RangeError('a segment does not end where it says')
  if (orientation !== 1) parts.splice(1, 0, orientationSegment(orientation))
  // What follows the end of the picture is not of the picture.
  parts.push(Uint8Array.of(0xff, 0xd9))
  return { mediaType: 'image/jpeg', bytes: join(parts), ...size }
}

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
const asciiAt = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length))

/** Which way is up (1 to 8) out of an Exif segment; a camera that lay on its side says so only there. */
function exifOrientation(exif: Uint8Array): number | undefined {
  if (asciiAt(exif, 0, 4) !== 'Exif' || exif.length < 14) return undefined
  const view = viewOf(exif.subarray(6))
  const little = view.getUint16(0) === 0x4949
  try {
    const directory = view.getUint32(4, little)
    const entries = view.getUint16(directory, little)
    for (let index = 0; index < entries; index++) {
      const entry = directory + 2 + index * 12
      if (view.getUint16(entry, little) !== 0x0112) continue
      const value = view.getUint16(entry + 8, little)
      return value >= 1 && value <= 8 ? value : undefined
    }
    return undefined
  } catch {
    return undefined
  }
}

/** An Exif segment of one entry: the orientation. */
const orientationSegment = (orientation: number): Uint8Array =>
  Uint8Array.of(
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  )

/** PNG: the chunks that draw; texts, times, Exif and unknown ones go, as does what follows the end. */
function cleanPng(bytes: Uint8Array): CleanImage {
  const kept = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'pHYs', 'bKGD'])
  const view = viewOf(bytes)
  const parts: Uint8Array[] = [part(bytes, 0, 8)]
  let at = 8
  let type = ''
  while (type !== 'IEND') {
    const end = at + 12 + view.getUint32(at)
    type = asciiAt(bytes, at + 4, 4)
    const chunk = part(bytes, at, end)
    if (at === 8 && type !== 'IHDR') throw new RangeError('no header')
    if (kept.has(type)) parts.push(chunk)
    at = end
  }
  return { mediaType: 'image/png', bytes: join(parts), width: view.getUint32(16), height: view.getUint32(20) }
}

/** WebP: the chunks that draw; Exif and XMP go, and the flags that announce them. */
function cleanWebp(bytes: Uint8Array): CleanImage {
  const kept = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP', 'ANIM', 'ANMF'])
  const view = viewOf(bytes)
  const end = Math.min(bytes.length, 8 + view.getUint32(4, true))
  const parts: Uint8Array[] = []
  let size: { width: number; height: number } | undefined
  let at = 12
  while (at + 8 <= end) {
    const type = asciiAt(bytes, at, 4)
    const length = view.getUint32(at + 4, true)
    const next = at + 8 + length + (length % 2)
    const chunk = Uint8Array.from(part(bytes, at, Math.min(next, bytes.length)))
    part(bytes, at, at + 8 + length)
    if (type === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0b1100
    size ??= webpSize(type, viewOf(chunk))
    if (kept.has(type)) parts.push(chunk)
    at = next
  }
  if (!size) throw new RangeError('no picture')
  const body = join(parts)
  const head = new Uint8Array(12)
  head.set(bytes.subarray(0, 12))
  viewOf(head).setUint32(4, body.length + 4, true)
  return { mediaType: 'image/webp', bytes: join([head, body]), ...size }
}

function webpSize(type: string, chunk: DataView): { width: number; height: number } | undefined {
  const three = (at: number): number => chunk.getUint16(at, true) + (chunk.getUint8(at + 2) << 16)
  if (type === 'VP8X') return { width: three(12) + 1, height: three(15) + 1 }
  if (type === 'VP8 ') return { width: chunk.getUint16(14, true) & 0x3fff, height: chunk.getUint16(16, true) & 0x3fff }
  if (type !== 'VP8L') return undefined
  const bits = chunk.getUint32(9, true)
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }
}
