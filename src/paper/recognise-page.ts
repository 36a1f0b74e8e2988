import { findPageCodes } from './find-page-code.ts'
import { type GreyImage, resized, turned, writeJpeg } from './grey-image.ts'
import { inImage, type Placement, placementOf, quartersToUpright, scaledBox, turnedBox } from './page-geometry.ts'

/** What was made out of one side of a sheet. */
export interface RecognisedPage {
  /** The small grey picture that is kept, upright when the code was found. */
  readonly jpeg: Uint8Array
  /** Of that picture. */
  readonly width: number
  readonly height: number
  /** The texts that looked like codes, most often one, twice. */
  readonly codes: readonly string[]
  /** How the page of the first lies in the picture. */
  readonly placement: Placement | undefined
  /** How much of each box to sign in is written on, in thousandths; only with a code. */
  readonly ink: readonly number[] | undefined
  /** Hardly anything is on it: the back of a sheet. */
  readonly isBlank: boolean
}

/** Where someone signs, in millimetres on the page. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The longer side of what is read first, and kept: an A4 page at 150 dpi. */
export const readSide = 1754
const quality = 50

/**
 * Looks for the page code: at 150 dpi, then at twice that (which scans of 300 dpi gain from, and faint ones of 150), then against specks.
 * `draw` gives the page with its longer side so many points long; `boxes` is where people may have signed.
 */
export async function recognisePage(
  draw: (longSide: number) => Promise<GreyImage>,
  boxes: readonly Box[],
): Promise<RecognisedPage> {
  const image = await draw(readSide)
  let codes = await findPageCodes(image)
  const isBlank = codes.length === 0 && (await isNearlyBlank(image))
  if (codes.length === 0 && !isBlank) {
    const large = await draw(readSide * 2)
    codes = await findPageCodes(large)
    if (codes.length === 0) codes = await findPageCodes(smoothed(large), { thorough: true })
    codes = codes.map(({ text, box }) => ({ text, box: scaledBox(box, image.width / large.width) }))
  }
  const first = codes[0]
  if (first === undefined) return { ...(await kept(image)), codes: [], placement: undefined, ink: undefined, isBlank }
  const quarters = quartersToUpright(first.box)
  const upright = await turned(image, quarters)
  const found = codes.map(({ text, box }) => ({ text, box: turnedBox(box, quarters, image.width, image.height) }))
  const placement = placementOf(
    found.filter(({ text }) => text === first.text).map(({ box }) => box),
    upright,
  )
  return {
    ...(await kept(upright)),
    codes: [...new Set(codes.map(({ text }) => text))],
    placement,
    ink: boxes.map((box) => inkOf(upright, placement, box)),
    isBlank,
  }
}

const kept = async (image: GreyImage) => ({
  jpeg: await writeJpeg(image, quality),
  width: image.width,
  height: image.height,
})

/** A mean of three by three: what noise adds, it takes away. */
function smoothed({ width, height, pixels }: GreyImage): GreyImage {
  const rows = new Uint8Array(pixels.length)
  for (let i = 1; i < pixels.length - 1; i++)
    rows[i] = ((pixels[i - 1] ?? 0) + (pixels[i] ?? 0) + (pixels[i + 1] ?? 0)) / 3
  const result = new Uint8Array(pixels.length)
  for (let i = width; i < pixels.length - width; i++)
    result[i] = ((rows[i - width] ?? 0) + (rows[i] ?? 0) + (rows[i + width] ?? 0)) / 3
  return { width, height, pixels: result }
}

/** The backs of sheets: after shrinking four times, next to nothing is darker than what surrounds it. Faint print is. */
async function isNearlyBlank(image: GreyImage): Promise<boolean> {
  const { width, height, pixels } = await resized(image, Math.round(image.width / 4), Math.round(image.height / 4))
  const far = 8
  let dark = 0
  for (let y = far; y < height - far; y++)
    for (let x = far; x < width - far; x++) {
      const at = y * width + x
      const around = Math.max(
        pixels[at - far] ?? 0,
        pixels[at + far] ?? 0,
        pixels[at - far * width] ?? 0,
        pixels[at + far * width] ?? 0,
      )
      if (around - (pixels[at] ?? 0) > 22) dark++
    }
  return dark < pixels.length / 1500
}

/** Millimetres at the top of a box that are printed on (who signs), and at its edges. */
const [printedTop, edge] = [17, 3]

/** The share of a box's free part that is clearly darker than the paper there, in thousandths. */
function inkOf(image: GreyImage, placement: Placement, box: Box): number {
  const shades: number[] = []
  for (let v = box.top + printedTop; v < box.top + box.height - edge; v += 0.25)
    for (let u = box.left + edge; u < box.left + box.width - edge; u += 0.25) {
      const { x, y } = inImage(placement, u, v)
      const [column, row] = [Math.round(x), Math.round(y)]
      if (column >= 0 && row >= 0 && column < image.width && row < image.height)
        shades.push(image.pixels[row * image.width + column] ?? 255)
    }
  if (shades.length === 0) return 0
  const paper = shades.toSorted((a, b) => a - b)[Math.floor(shades.length * 0.7)] ?? 255
  return Math.round((1000 * shades.filter((shade) => paper - shade > 45).length) / shades.length)
}
