import type { CodeBox, Point } from './tables.ts'

/** Where the page code stands on our pages, in millimetres from their top left corner: the modules, without the quiet margin. */
export const codePlace = { left: 171.38, top: 272.38, size: 17.24 } as const
export const pageSize = { width: 210, height: 297 } as const

/**
 * From millimetres on the page to points of an image: x = a·left − b·top + dx, y = b·left + a·top + dy. A turn, a size and a shift, found
 * from the corners of the code: sheets that were photographed aslant are a few millimetres off at the far end, which margins allow for.
 */
export interface Placement {
  readonly a: number
  readonly b: number
  readonly dx: number
  readonly dy: number
}

/** The placement that fits the corners best (least squares). */
export function placementOf(box: CodeBox): Placement {
  const { left, top, size } = codePlace
  const printed: readonly Point[] = [
    { x: left, y: top },
    { x: left + size, y: top },
    { x: left + size, y: top + size },
    { x: left, y: top + size },
  ]
  const mean = (points: readonly Point[]): Point => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  })
  const [from, to] = [mean(printed), mean(box)]
  let [along, across, all] = [0, 0, 0]
  printed.forEach((point, index) => {
    const [u, v] = [point.x - from.x, point.y - from.y]
    const [x, y] = [(box[index]?.x ?? 0) - to.x, (box[index]?.y ?? 0) - to.y]
    along += u * x + v * y
    across += u * y - v * x
    all += u * u + v * v
  })
  const [a, b] = [along / all, across / all]
  return { a, b, dx: to.x - a * from.x + b * from.y, dy: to.y - b * from.x - a * from.y }
}

/** A point of the page in the image. */
export const inImage = ({ a, b, dx, dy }: Placement, left: number, top: number): Point => ({
  x: a * left - b * top + dx,
  y: b * left + a * top + dy,
})

/** Quarters of a turn, clockwise, that set an image upright in which the code stands so. */
export function quartersToUpright(box: CodeBox): 0 | 1 | 2 | 3 {
  const { a, b } = placementOf(box)
  if (Math.abs(a) >= Math.abs(b)) return a > 0 ? 0 : 2
  return b > 0 ? 3 : 1
}

/** Where the corners are once the image (of this size) was turned clockwise. */
export function turnedBox(box: CodeBox, quarters: 0 | 1 | 2 | 3, width: number, height: number): CodeBox {
  const turn = ({ x, y }: Point): Point =>
    quarters === 0
      ? { x, y }
      : quarters === 1
        ? { x: height - y, y: x }
        : quarters === 2
          ? { x: width - x, y: height - y }
          : { x: y, y: width - x }
  const [one, two, three, four] = box
  return [turn(one), turn(two), turn(three), turn(four)]
}

/** The same corners in an image of another size. */
export function scaledBox(box: CodeBox, factor: number): CodeBox {
  const scale = ({ x, y }: Point): Point => ({ x: x * factor, y: y * factor })
  const [one, two, three, four] = box
  return [scale(one), scale(two), scale(three), scale(four)]
}
