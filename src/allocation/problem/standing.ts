import { createHash } from 'node:crypto'
import type { Pupil } from '../inputs/pupil.ts'

/** SHA-256 of the lottery text, a line feed and an id: the draw that anyone can replay. */
export const drawOf = (lottery: string, id: string): Buffer => createHash('sha256').update(`${lottery}\n${id}`).digest()

/** The last 32 bits of the draw, apart from the first ones that decide the order: the seed of tie-breaks. */
export const keyOf = (draw: Buffer): number => draw.readUInt32BE(28)

/** Place of each pupil in the order of service: priority descending, then the draw ascending. */
export function standings(pupils: readonly Pick<Pupil, 'id' | 'priority'>[], draws: readonly Buffer[]): Uint32Array {
  const order = pupils.map((_, index) => index)
  order.sort((a, b) => pupils[b]!.priority - pupils[a]!.priority || draws[a]!.compare(draws[b]!))
  const standing = new Uint32Array(pupils.length)
  for (const [place, pupil] of order.entries()) standing[pupil] = place
  return standing
}
