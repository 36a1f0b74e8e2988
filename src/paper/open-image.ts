import sharp from 'sharp'
import { type FileRefusal, mostPages } from './file-kind.ts'
import { greyOf } from './grey-image.ts'
import type { OpenPages } from './open-pages.ts'

/** A camera's picture has 50 million points at most; what claims more is not one. */
const mostPoints = 60_000_000

// Each file has threads of its own already.
sharp.concurrency(1)
sharp.cache(false)

/** Opens a picture, or the pictures of a TIFF, upright as the camera noted. */
export async function openImage(bytes: Uint8Array): Promise<OpenPages | FileRefusal> {
  const options = { failOn: 'error', limitInputPixels: mostPoints } as const
  try {
    const { width, height, pages = 1 } = await sharp(bytes, { ...options, limitInputPixels: false }).metadata()
    if (width * height > mostPoints || Math.max(width, height) > 20_000) return 'too-large'
    if (pages > mostPages) return 'pages'
    return {
      count: pages,
      draw: (page, longSide) =>
        greyOf(
          sharp(bytes, { ...options, page })
            .autoOrient()
            .resize({ width: longSide, height: longSide, fit: 'inside' }),
        ),
      close: () => {},
    }
  } catch {
    return 'damaged'
  }
}
