import { METRES_PER_DEGREE } from '#/platform/distance.ts'
import { type Labels, NEVER } from './labels.ts'

/** The square of each stop, numbered from 0. */
export interface Squares {
  readonly ofStop: Int32Array
  readonly count: number
}

const SQUARE_METRES = 700

/** Cuts the ground in squares. Stops without position share one. */
export function makeSquares(lat: Float64Array, lon: Float64Array): Squares {
  const numbers = new Map<string, number>()
  const tall = SQUARE_METRES / METRES_PER_DEGREE
  const ofStop = Int32Array.from(lat, (_, stop) => {
    const row = Math.floor(lat[stop]! / tall)
    // Squares of a row are equally wide, which is all that is asked of them.
    const wide = tall / Math.max(0.01, Math.cos(row * tall * (Math.PI / 180)))
    const key = `${row} ${Math.floor(lon[stop]! / wide)}`
    if (!numbers.has(key)) numbers.set(key, numbers.size)
    return numbers.get(key)!
  })
  return { ofStop, count: numbers.size }
}

/** The best of each square's stops: the latest departure, and the shortest time on the way. */
export interface SquareBests {
  readonly latest: Int32Array
  readonly shortest: Int32Array
}

export const makeSquareBests = ({ count }: Squares): SquareBests => ({
  latest: new Int32Array(count),
  shortest: new Int32Array(count),
})

/** Finds the best of each square among the first `count` of `stops`; `bests` is filled anew. */
export function findSquareBests(
  { ofStop }: Squares,
  stops: Int32Array,
  count: number,
  { depart, arrive }: Labels,
  { latest, shortest }: SquareBests,
): void {
  latest.fill(NEVER)
  shortest.fill(-NEVER)
  for (let index = 0; index < count; index++) {
    const stop = stops[index]!
    const square = ofStop[stop]!
    const leaves = depart[stop]!
    const spent = arrive[stop]! - leaves
    if (leaves > latest[square]!) latest[square] = leaves
    if (spent < shortest[square]!) shortest[square] = spent
  }
}
