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
export function turned(image: GreyImage, quarters: 0 | 1 | 2 | 3): GreyImage {
  if (quarters === 0) return image
  const { width, height, pixels } = image
  const [wide, high] = quarters === 2 ? [width, height] : [height, width]
  const result = new Uint8Array(pixels.length)
  // Where the first pixel goes, and how far a step right and a step down in the source take us.
  const [start, right, down] =
    quarters === 1
      ? [wide - 1, wide, -1]
      : quarters === 2
        ? [pixels.length - 1, -1, -wide]
        : [(high - 1) * wide, -wide, 1]
  for (let y = 0, from = 0, row = start; y < height; y++, row += down)
    for (let x = 0, to = row; x < width; x++, to += right) result[to] = pixels[from++] ?? 0
  return { width: wide, height: high, pixels: result }
}

/** The image at another size: each new pixel is the mean of what it covers when shrinking, a blend of its neighbours when growing. */
export function resized(image: GreyImage, width: number, height: number): GreyImage {
  if (width === image.width && height === image.height) return image
  return image.width > width ? shrunk(image, width, height) : grown(image, width, height)
}

function shrunk({ width: w, height: h, pixels }: GreyImage, width: number, height: number): GreyImage {
  const result = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.floor((y * h) / height), Math.max(Math.floor(((y + 1) * h) / height), 1)]
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.floor((x * w) / width), Math.max(Math.floor(((x + 1) * w) / width), 1)]
      let sum = 0
      for (let v = top; v < bottom; v++) for (let u = left; u < right; u++) sum += pixels[v * w + u] ?? 0
      result[y * width + x] = sum / Math.max(1, (bottom - top) * (right - left))
    }
  }
  return { width, height, pixels: result }
}

function grown({ width: w, height: h, pixels }: GreyImage, width: number, height: number): GreyImage {
  const result = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const v = Math.min(h - 1, Math.max(0, ((y + 0.5) * h) / height - 0.5))
    const [v0, dv] = [Math.floor(v), v - Math.floor(v)]
    const v1 = Math.min(h - 1, v0 + 1)
    for (let x = 0; x < width; x++) {
      const u = Math.min(w - 1, Math.max(0, ((x + 0.5) * w) / width - 0.5))
      const [u0, du] = [Math.floor(u), u - Math.floor(u)]
      const u1 = Math.min(w - 1, u0 + 1)
      const above = (pixels[v0 * w + u0] ?? 0) * (1 - du) + (pixels[v0 * w + u1] ?? 0) * du
      const below = (pixels[v1 * w + u0] ?? 0) * (1 - du) + (pixels[v1 * w + u1] ?? 0) * du
      result[y * width + x] = above * (1 - dv) + below * dv + 0.5
    }
  }
  return { width, height, pixels: result }
}
