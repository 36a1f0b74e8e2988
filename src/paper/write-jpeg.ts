import type { GreyImage } from './grey-image.ts'

/**
 * Writes a grey image as a baseline JPEG (ITU-T T.81): one component, the example tables of its annex K. A page at 150 dpi takes some
 * 40 ms and 200 kB; libraries that also do colour take three times as long (docs/decisions/0022).
 *
 * `quality` from 1 to 100, as libjpeg counts.
 */
export function writeJpeg({ width, height, pixels }: GreyImage, quality: number): Uint8Array {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality
  const steps = luminance.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))))
  const out = new Writer(2000 + Math.ceil((width * height) / 6))
  out.marker(0xd8)
  out.segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, 0, 150, 0, 150, 0, 0])
  out.segment(0xdb, [0, ...zigzag.map((at) => steps[at] ?? 1)])
  out.segment(0xc0, [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])
  out.segment(0xc4, [0x00, ...dcCounts, ...dcValues])
  out.segment(0xc4, [0x10, ...acCounts, ...acValues])
  out.segment(0xda, [1, 1, 0, 0, 63, 0])
  // The transform below leaves each coefficient larger by its factors; dividing by them and by the step is one multiplication.
  const divisors = Float32Array.from(steps, (step, at) => {
    const row = factors[at >> 3] ?? 1
    const column = factors[at & 7] ?? 1
    return 1 / (step * row * column * 8)
  })
  const block = new Float32Array(64)
  let last = 0
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      for (let y = 0; y < 8; y++) {
        const row = Math.min(height - 1, top + y) * width
        for (let x = 0; x < 8; x++) block[y * 8 + x] = (pixels[row + Math.min(width - 1, left + x)] ?? 0) - 128
      }
      transform(block)
      last = writeBlock(out, block, divisors, last)
    }
  out.flush()
  out.marker(0xd9)
  return out.bytes()
}

function writeBlock(out: Writer, block: Float32Array, divisors: Float32Array, last: number): number {
  const first = Math.round((block[0] ?? 0) * (divisors[0] ?? 0))
  const difference = first - last
  const size = bitsOf(difference)
  out.code(dcCodes, size)
  out.signed(difference, size)
  let zeros = 0
  for (let i = 1; i < 64; i++) {
    const at = zigzag[i] ?? 0
    const scaled = (block[at] ?? 0) * (divisors[at] ?? 0)
    if (scaled > -0.5 && scaled < 0.5) {
      zeros++
      continue
    }
    const value = Math.round(scaled)
    if (value === 0) {
      zeros++
      continue
    }
    for (; zeros > 15; zeros -= 16) out.code(acCodes, 0xf0)
    const bits = bitsOf(value)
    out.code(acCodes, (zeros << 4) | bits)
    out.signed(value, bits)
    zeros = 0
  }
  if (zeros > 0) out.code(acCodes, 0)
  return first
}

const bitsOf = (value: number): number => 32 - Math.clz32(Math.abs(value))

/** Bytes and bits, the most significant first; a byte of ones is followed by a zero byte, so that it is no marker. */
class Writer {
  #bytes: Uint8Array
  #length = 0
  #bits = 0
  #count = 0

  constructor(expected: number) {
    this.#bytes = new Uint8Array(expected)
  }

  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  marker(kind: number): void {
    this.#byte(0xff)
    this.#byte(kind)
  }

  segment(kind: number, content: readonly number[]): void {
    this.marker(kind)
    this.#byte((content.length + 2) >> 8)
    this.#byte((content.length + 2) & 255)
    for (const each of content) this.#byte(each)
  }

  /** A symbol of a Huffman table: its length in the high half, its bits in the low one. */
  code(codes: Int32Array, symbol: number): void {
    const code = codes[symbol] ?? 0
    this.#put(code & 0xffff, code >> 16)
  }

  /** A value in so many bits; a negative one is written one less, as T.81 has it. */
  signed(value: number, bits: number): void {
    if (bits > 0) this.#put((value < 0 ? value - 1 : value) & ((1 << bits) - 1), bits)
  }

  flush(): void {
    if (this.#count > 0) this.#put((1 << (8 - this.#count)) - 1, 8 - this.#count)
  }

  #put(bits: number, count: number): void {
    this.#bits = (this.#bits << count) | bits
    this.#count += count
    while (this.#count >= 8) {
      this.#count -= 8
      const byte = (this.#bits >> this.#count) & 255
      this.#byte(byte)
      if (byte === 255) this.#byte(0)
    }
    this.#bits &= (1 << this.#count) - 1
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.#length++] = value
  }
}

/** The cosine transform of Arai, Agui and Nakajima, rows then columns, in place. */
function transform(block: Float32Array): void {
  for (let row = 0; row < 64; row += 8) transformLine(block, row, 1)
  for (let column = 0; column < 8; column++) transformLine(block, column, 8)
}

function transformLine(b: Float32Array, from: number, step: number): void {
  const at = (i: number): number => b[from + i * step] ?? 0
  const sum07 = at(0) + at(7)
  const difference07 = at(0) - at(7)
  const sum16 = at(1) + at(6)
  const difference16 = at(1) - at(6)
  const sum25 = at(2) + at(5)
  const difference25 = at(2) - at(5)
  const sum34 = at(3) + at(4)
  const difference34 = at(3) - at(4)
  const even0 = sum07 + sum34
  const even3 = sum07 - sum34
  const even1 = sum16 + sum25
  const even2 = sum16 - sum25
  b[from] = even0 + even1
  b[from + 4 * step] = even0 - even1
  const turn = (even2 + even3) * Math.SQRT1_2
  b[from + 2 * step] = even3 + turn
  b[from + 6 * step] = even3 - turn
  const odd0 = difference34 + difference25
  const odd1 = difference25 + difference16
  const odd2 = difference16 + difference07
  const z5 = (odd0 - odd2) * 0.382683433
  const z2 = 0.5411961 * odd0 + z5
  const z4 = 1.306562965 * odd2 + z5
  const z3 = odd1 * Math.SQRT1_2
  const z11 = difference07 + z3
  const z13 = difference07 - z3
  b[from + 5 * step] = z13 + z2
  b[from + 3 * step] = z13 - z2
  b[from + step] = z11 + z4
  b[from + 7 * step] = z11 - z4
}

/** What that transform multiplies each frequency by. */
const factors = [1, 1.387039845, 1.306562965, 1.175875602, 1, 0.785694958, 0.5411961, 0.275899379]

const zigzag = Array.from({ length: 64 }, (_, at) => ({ at, x: at & 7, y: at >> 3 }))
  .sort((a, b) => a.x + a.y - (b.x + b.y) || ((a.x + a.y) % 2 === 0 ? b.y - a.y : a.y - b.y))
  .map(({ at }) => at)

/** Table K.1. */
const luminance = [
  ...[16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29],
  ...[51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121],
  ...[120, 101, 72, 92, 95, 98, 112, 100, 103, 99],
]

/** Tables K.3 and K.5: how many codes of each length, and the symbols in order. */
const dcCounts = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
const dcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const acCounts = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d]
const acValues = Buffer.from(
  `01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a43444546
4748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7
b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa`.replaceAll('\n', ''),
  'hex',
)
const dcCodes = codesOf(dcCounts, dcValues)
const acCodes = codesOf(acCounts, [...acValues])

function codesOf(counts: readonly number[], values: readonly number[]): Int32Array {
  const codes = new Int32Array(256)
  let [code, next] = [0, 0]
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i++) codes[values[next++] ?? 0] = ((index + 1) << 16) | code++
    code <<= 1
  })
  return codes
}
