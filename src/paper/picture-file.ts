import type { PaperKind } from './tables.ts'

/** Why a file is not read. Words in say-file-refusal.ts. */
export type FileRefusal = 'kind' | 'empty' | 'damaged' | 'locked' | 'pages' | 'too-large' | 'interlaced' | 'slow'

/** More pages than any copier takes at once. */
export const mostPages = 300
/** A camera's picture has 50 million points at most; what claims more is not one. */
const mostPoints = 60_000_000

/** What the first bytes say a file is, whatever its name: undefined for what is neither a PDF nor a JPEG or PNG image. */
export function kindOf(bytes: Uint8Array): PaperKind | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  if (head.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  // Some copiers write a few bytes of their own first.
  return head.includes('%PDF-') ? 'pdf' : undefined
}

/**
 * An image as a PDF of one page, so that one renderer, with bounded memory, opens everything: its bytes are put in as they are. The page
 * is as many points wide as the image has.
 */
export function wrapImage(bytes: Uint8Array, kind: 'jpeg' | 'png'): Uint8Array | FileRefusal {
  const image = kind === 'jpeg' ? readJpegHead(bytes) : readPng(bytes)
  if (typeof image === 'string') return image
  const { width, height, colours, bits, filter, data, turned } = image
  if (width * height > mostPoints || width > 20_000 || height > 20_000) return 'too-large'
  const space = colours === 1 ? '/DeviceGray' : colours === 3 ? '/DeviceRGB' : '/DeviceCMYK'
  const drawing = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${turned} /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>`,
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
  ].map((content, index) => Buffer.from(`${index + 1} 0 obj\n${content}\nendobj\n`, 'latin1'))
  const head = `5 0 obj\n<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace ${image.palette ?? space} /BitsPerComponent ${bits} ${filter} /Length ${data.length} >>\nstream\n`
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    ...parts,
    Buffer.from(head, 'latin1'),
    data,
    // Without a table of contents: renderers find the objects by reading.
    Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R /Size 6 >>\n%%EOF\n', 'latin1'),
  ])
}

interface ImageInside {
  readonly width: number
  readonly height: number
  readonly colours: number
  readonly bits: number
  readonly palette?: string
  readonly filter: string
  readonly data: Uint8Array
  /** Clockwise degrees, as the camera noted it. */
  readonly turned: 0 | 90 | 180 | 270
}

function readJpegHead(bytes: Uint8Array): ImageInside | FileRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let turned: ImageInside['turned'] = 0
  for (let at = 2; at + 9 < bytes.length; ) {
    if (view.getUint8(at) !== 0xff) return 'damaged'
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    if (marker === 0xe1 && length > 8) turned = readTurn(bytes.subarray(at + 4, at + 2 + length))
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      const [bits, height, width, colours] = [
        view.getUint8(at + 4),
        view.getUint16(at + 5),
        view.getUint16(at + 7),
        view.getUint8(at + 9),
      ]
      if (bits !== 8 || width === 0 || height === 0 || ![1, 3, 4].includes(colours)) return 'damaged'
      return { width, height, colours, bits, filter: '/Filter /DCTDecode', data: bytes, turned }
    }
    if (marker === 0xda) return 'damaged'
    at += 2 + length
  }
  return 'damaged'
}

/** The turn that a camera notes in its Exif block: phones write the picture as the sensor saw it. */
function readTurn(block: Uint8Array): ImageInside['turned'] {
  if (block.length < 20 || Buffer.from(block.subarray(0, 6)).toString('latin1') !== 'Exif\0\0') return 0
  const view = new DataView(block.buffer, block.byteOffset + 6, block.length - 6)
  const isLittle = view.getUint16(0) === 0x4949
  const start = view.getUint32(4, isLittle)
  if (start + 2 > view.byteLength) return 0
  const entries = view.getUint16(start, isLittle)
  for (let index = 0; index < entries; index++) {
    const at = start + 2 + index * 12
    if (at + 12 > view.byteLength) return 0
    if (view.getUint16(at, isLittle) === 0x0112)
      return ({ 3: 180, 6: 90, 8: 270 } as const)[view.getUint16(at + 8, isLittle)] ?? 0
  }
  return 0
}

/** PNG's compressed rows are what a PDF holds too, but for interlaced or half-transparent ones. */
function readPng(bytes: Uint8Array): ImageInside | FileRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 33) return 'damaged'
  const [width, height, bits, type, interlaced] = [
    view.getUint32(16),
    view.getUint32(20),
    view.getUint8(24),
    view.getUint8(25),
    view.getUint8(28),
  ]
  if (width === 0 || height === 0 || ![0, 2, 3, 4, 6].includes(type)) return 'damaged'
  if (interlaced !== 0 || type === 4 || type === 6) return 'interlaced'
  const data: Uint8Array[] = []
  let palette: string | undefined
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at)
    const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1')
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (name === 'IDAT') data.push(content)
    if (name === 'PLTE')
      palette = `[/Indexed /DeviceRGB ${Math.floor(length / 3) - 1} <${Buffer.from(content).toString('hex')}>]`
    at += 12 + length
  }
  if (data.length === 0 || (type === 3 && palette === undefined)) return 'damaged'
  const colours = type === 2 ? 3 : 1
  return {
    width,
    height,
    colours,
    bits,
    ...(type === 3 && palette !== undefined ? { palette } : {}),
    filter: `/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors ${colours} /BitsPerComponent ${bits} /Columns ${width} >>`,
    data: Buffer.concat(data),
    turned: 0,
  }
}
