/** Values of the tie-break: 0 to 2^30 - 1. Their sum over two million pupils stays below 2^51. */
export const TIE_BREAK_RANGE = 2 ** 30

/**
 * The tie-break of a pair, mixed from the keys of its pupil and offer. Among placements equal in all else the one of least
 * sum is chosen, so that the result does not depend on the order of anything. (Finalizer of MurmurHash3 on each key in turn.)
 */
export function tieBreak(pupilKey: number, offerKey: number): number {
  return mix(mix(pupilKey ^ 0x9e3779b9) + Math.imul(offerKey, 0x85ebca6b) + 0x7f4a7c15) >>> 2
}

function mix(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
