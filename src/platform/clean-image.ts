import sharp from 'sharp'

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
  too_heavy: 'Cette image pèse plus de 10 Mo. Réduisez-la, puis renvoyez-la.',
  too_large: 'Cette image est trop grande : 8 000 pixels de côté au plus. Réduisez-la, puis renvoyez-la.',
}

const mostBytes = 10_000_000
const mostPixels = 8000

/**
 * Draws an image anew, upright as the camera noted, its longer side at most `longSide` pixels: what was hidden in the file does not come
 * along. What it is is read from its bytes, never from its name.
 */
export async function cleanImage(
  bytes: Uint8Array,
  longSide: number,
): Promise<CleanImage | { readonly refused: ImageRefusal }> {
  if (bytes.length === 0) return { refused: 'not_an_image' }
  if (bytes.length > mostBytes) return { refused: 'too_heavy' }
  const image = sharp(bytes, { limitInputPixels: mostPixels * mostPixels, failOn: 'error' })
  const described = await image.metadata().catch(() => undefined)
  if (!described) return { refused: looksLikeImage(bytes) ? 'damaged' : 'not_an_image' }
  const { format, width, height } = described
  if (format !== 'jpeg' && format !== 'png' && format !== 'webp') return { refused: 'not_an_image' }
  if (Math.max(width, height) > mostPixels) return { refused: 'too_large' }
  try {
    const { data, info } = await image
      .autoOrient()
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      .toFormat(format)
      .toBuffer({ resolveWithObject: true })
    return { mediaType: `image/${format}`, bytes: data, width: info.width, height: info.height }
  } catch {
    return { refused: 'damaged' }
  }
}

const looksLikeImage = (bytes: Uint8Array): boolean =>
  ['\xff\xd8\xff', '\x89PNG', 'RIFF'].some((start) =>
    Buffer.from(bytes.subarray(0, 4)).toString('latin1').startsWith(start),
  )
