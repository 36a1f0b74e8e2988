import type { Problem } from './problem.ts'

/**
 * The four objectives of a pair (over 60, over 45, over 30, cost) packed into one integer, as digits of a number whose
 * digits may be negative. Sums and differences along alternating paths stay sums of the packed numbers as long as no
 * digit leaves its range; `digits` reads them back.
 */
export interface Scale {
  /** What one unit of each objective counts. */
  readonly weights: readonly [over60: number, over45: number, over30: number, cost: number]
  /** Packed journeys of tier 0 (30 minutes or less) to 3 (over 60), cost apart. */
  readonly ofTier: Float64Array
}

export const OBJECTIVES = 4

// 128 per tier and 2^25 for the cost leave six bits for fractions of a unit below 2^53 (the auction's last steps).
// Real potentials stay far inside; the result is checked digit by digit, and computed in stages if a digit overflowed.
const TIER_RANGE = 2 ** 7
const COST_RANGE = 2 ** 25

/** The scale on which the problem is solved: objectives that no pair touches take no room. */
export function scaleOf(problem: Problem): Scale {
  const present = [false, false, false, false]
  for (const minutes of problem.worstMinutes) {
    present[minutes > 60 ? 3 : minutes > 45 ? 2 : minutes > 30 ? 1 : 0] = true
  }
  const over30 = COST_RANGE
  const over45 = over30 * (present[1] ? TIER_RANGE : 1)
  const over60 = over45 * (present[2] ? TIER_RANGE : 1)
  return {
    weights: [over60, over45, over30, 1],
    ofTier: Float64Array.of(0, over30, over30 + over45, over30 + over45 + over60),
  }
}
