import type { CodeBox, Point } from './tables.ts'

/** Where both copies of the page code stand on our pages, in millimetres from their top left corner: the modules, without the quiet margin. */
export const codePlaces = [
  { left: 171.38, top: 272.38, size: 17.24 },
  { left: 21.38, top: 272.38, size: 17.24 },
] as const
type CodePlace = (typeof codePlaces)[number]
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

const cornersOf = ({ left, top, size }: CodePlace): readonly Point[] => [
  { x: left, y: top },
  { x: left + size, y: top },
  { x: left + size, y: top + size },
  { x: left, y: top + size },
]

/**
 * The placement of a page in an image of this size, from the copies of its code that were found. One alone may be either copy: it is the
 * one that puts the sheet in the middle of the image.
 */
export function placementOf(
  boxes: readonly CodeBox[],
  image: { readonly width: number; readonly height: number },
): Placement {
  const choices = codePlaces.flatMap((first) =>
    boxes.length < 2 ? [[first]] : codePlaces.filter((other) => other !== first).map((second) => [first, second]),
  )
  const fitted = choices.map((places) => fit(places.flatMap(cornersOf), boxes.slice(0, places.length).flat()))
  const offCentre = (placement: Placement): number => {
    const { x, y } = inImage(placement, pageSize.width / 2, pageSize.height / 2)
    return Math.hypot(x - image.width / 2, y - image.height / 2)
  }
  const [best] = fitted.toSorted((one, other) => offCentre(one) - offCentre(other))
  if (best === undefined) throw new RangeError('no code to place a page by')
  return best
}

/** The turn, size and shift that bring points nearest to others (least squares). */
function fit(printed: readonly Point[], seen: readonly Point[]): Placement {
  const mean = (points: readonly Point[]): Point => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  })
  const [from, to] = [mean(printed), mean(seen)]
  let [along, across, all] = [0, 0, 0]
  printed.forEach((point, index) => {
    const [u, v] = [point.x - from.x, point.y - from.y]
    const [x, y] = [(seen[index]?.x ?? 0) - to.x, (seen[index]?.y ?? 0) - to.y]
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
  const { a, b } = fit(cornersOf(codePlaces[0]), box)
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
