import sharp, { type Sharp } from 'sharp'

/** An image in shades of grey, a byte a pixel, row by row; 0 is black. */
export interface GreyImage {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** An image of one shade. */
export const plainImage = (width: number, height: number, shade: number): GreyImage => ({
  width,
  height,
  pixels: new Uint8Array(width * height).fill(shade),
})

/** The same picture turned clockwise by quarters of a turn. */
export const turned = async (image: GreyImage, quarters: 0 | 1 | 2 | 3): Promise<GreyImage> =>
  quarters === 0 ? image : greyOf(opened(image).rotate(quarters * 90))

/** The picture at another size, whatever that does to its shape. */
export const resized = (image: GreyImage, width: number, height: number): Promise<GreyImage> =>
  greyOf(opened(image).resize(width, height, { fit: 'fill' }))

/** Writes it as a JPEG of one component: a page at 150 dpi takes some 150 kB. `quality` from 1 to 100. */
export const writeJpeg = (image: GreyImage, quality: number): Promise<Uint8Array> =>
  opened(image).jpeg({ quality }).toBuffer()

/** What a pipeline makes, in shades of grey on white. */
export async function greyOf(pipeline: Sharp): Promise<GreyImage> {
  const { data, info } = await pipeline
    .flatten({ background: 'white' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, pixels: data }
}

const opened = ({ width, height, pixels }: GreyImage): Sharp =>
  sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w')
