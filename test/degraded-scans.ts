import { type GreyImage, turned } from '#/paper/grey-image.ts'

/** What happened to a sheet between the printer and the file that somebody sends. Every number is a share or a physical size. */
export interface Damage {
  /** Degrees, either way, that the sheet lay askew. */
  readonly skew: number
  readonly quarters: 0 | 1 | 2 | 3
  /** Of the new image, in dots an inch. */
  readonly dpi: number
  /** Millimetres over which an edge is spread. */
  readonly blur: number
  /** Standard deviation, in shades. */
  readonly noise: number
  /** Shade of what was black and of what was white: faint ink, grey paper. */
  readonly ink: number
  readonly paper: number
  /** From one side to the other, how many shades darker. */
  readonly shadow: number
  /** Lines along which the sheet was folded, as shares of its height (or width), each a dark and a light band and a step. */
  readonly folds: readonly { readonly at: number; readonly across: boolean }[]
  /** Spots of coffee: centre and radius as shares of the width, and how dark. */
  readonly stains: readonly {
    readonly x: number
    readonly y: number
    readonly radius: number
    readonly darkness: number
  }[]
  /** White or black threads and dust that the glass shows on every page, in number. */
  readonly dust: number
}

/** Damage such as a school's copier and a rucksack do, drawn from a seeded source of numbers in [0, 1). */
export function drawDamage(random: () => number): Damage {
  const between = (from: number, to: number) => from + random() * (to - from)
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: Math.floor(random() * (most + 1)) }, make)
  const faint = random() < 0.2
  return {
    skew: between(-5, 5),
    quarters: ([0, 0, 1, 2, 3] as const)[Math.floor(random() * 5)] ?? 0,
    dpi: 150,
    blur: between(0.04, 0.2),
    noise: between(1, 9),
    ink: faint ? between(110, 150) : between(20, 80),
    paper: faint ? between(200, 235) : between(205, 252),
    shadow: between(0, 50),
    folds: some(2, () => ({ at: between(0.1, 0.9), across: random() < 0.7 })),
    stains: some(2, () => ({
      x: between(0, 1),
      y: between(0, 1.41),
      radius: between(0.03, 0.15),
      darkness: between(0.1, 0.45),
    })),
    dust: Math.floor(between(0, 40)),
  }
}

/** The image of a page that suffered. The original is sharp, at `originalDpi`; the result is what a copier would have written. */
export async function damaged(
  original: GreyImage,
  originalDpi: number,
  damage: Damage,
  random: () => number,
): Promise<GreyImage> {
  const laid = await turned(original, damage.quarters)
  const step = originalDpi / damage.dpi
  const [width, height] = [Math.round(laid.width / step), Math.round(laid.height / step)]
  const angle = (damage.skew * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [ink, span] = [damage.ink / 255, (damage.paper - damage.ink) / 255]
  const pixels = new Float32Array(width * height)
  // A sheet lies askew on the glass but whole: it is a little smaller where it is turned, as scanners that follow its edges do.
  const fit = 1 / (Math.abs(cos) + Math.abs(sin) * 0.35)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const [dx, dy] = [(x - width / 2) / fit, (y - height / 2) / fit]
      let u = (cos * dx + sin * dy + width / 2) / width
      let v = (-sin * dx + cos * dy + height / 2) / height
      let light = 1
      for (const { at: line, across } of damage.folds) {
        const off = (across ? v : u) - line
        if (Math.abs(off) > 0.04) continue
        // The paper lifts along the fold: what is near it shifts, and shade and gleam lie beside each other.
        const lift = Math.exp(-((off / 0.012) ** 2))
        if (across) v += off * lift * 0.15
        else u += off * lift * 0.15
        light *=
          1 - 0.35 * Math.exp(-(((off + 0.002) / 0.0025) ** 2)) + 0.12 * Math.exp(-(((off - 0.003) / 0.003) ** 2))
      }
      const shade = u < 0 || u >= 1 || v < 0 || v >= 1 ? 235 : sample(laid, u * laid.width, v * laid.height)
      for (const spot of damage.stains) {
        const far = Math.hypot(x / width - spot.x, y / width - spot.y) / spot.radius
        // A ring, as cups leave, and a paler inside.
        if (far < 1) light *= 1 - spot.darkness * (far > 0.85 ? 1 : 0.6)
      }
      light *= 1 - ((damage.shadow / 255) * x) / width
      pixels[at] = (ink * 255 + shade * span) * light
    }
  const soft = blurred(pixels, width, (damage.blur * damage.dpi) / 25.4)
  for (let i = 0; i < damage.dust; i++) {
    const [x, y, length] = [Math.floor(random() * width), Math.floor(random() * height), 1 + Math.floor(random() * 6)]
    const shade = random() < 0.5 ? 30 : 250
    for (let d = 0; d < length; d++)
      soft[Math.min(height - 1, y + d) * width + Math.min(width - 1, x + (d >> 1))] = shade
  }
  const result = new Uint8Array(width * height)
  for (let i = 0; i < result.length; i++) {
    // Near enough to a normal distribution, at a third of its price.
    const noise = (random() + random() + random() - 1.5) * 2 * damage.noise
    result[i] = Math.max(0, Math.min(255, (soft[i] ?? 0) + noise))
  }
  return { width, height, pixels: result }
}

function sample({ width, height, pixels }: GreyImage, u: number, v: number): number {
  const [x, y] = [Math.min(width - 2, Math.max(0, u - 0.5)), Math.min(height - 2, Math.max(0, v - 0.5))]
  const [x0, y0] = [Math.floor(x), Math.floor(y)]
  const [dx, dy] = [x - x0, y - y0]
  const at = y0 * width + x0
  const above = (pixels[at] ?? 0) * (1 - dx) + (pixels[at + 1] ?? 0) * dx
  const below = (pixels[at + width] ?? 0) * (1 - dx) + (pixels[at + width + 1] ?? 0) * dx
  return above * (1 - dy) + below * dy
}

/** Three running means in each direction come near to a bell of this standard deviation, in pixels. */
function blurred(pixels: Float32Array<ArrayBuffer>, width: number, deviation: number): Float32Array {
  let from = pixels
  let to = new Float32Array(pixels.length)
  const share = Math.min(1, (deviation * deviation) / 2)
  for (let pass = 0; pass < 3; pass++) {
    const side = share / (1 + 2 * share)
    for (const step of [1, width]) {
      for (let i = 0; i < from.length; i++) {
        const here = from[i] ?? 0
        to[i] = here * (1 - 2 * side) + side * ((from[i - step] ?? here) + (from[i + step] ?? here))
      }
      ;[from, to] = [to, from]
    }
  }
  return from
}
