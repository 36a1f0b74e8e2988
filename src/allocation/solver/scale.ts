/**
 * The four objectives of a pair (over 60, over 45, over 30, cost) packed into one integer, as digits of a number whose
 * digits may be negative. Sums and differences along alternating paths stay sums of the packed numbers as long as no
 * digit leaves its range; `digitsOf` reads them back.
 */
export const OBJECTIVES = 4

// 128 per tier and 2^25 for the cost leave six bits for fractions of a unit below 2^53 (the auction's last steps).
// Real potentials stay far inside. The result is checked digit by digit, and computed in stages if a digit overflowed.
const TIER_RANGE = 2 ** 7
const COST_RANGE = 2 ** 25

/** What one unit of each objective counts on the packed scale. */
export const PACKED: readonly number[] = [COST_RANGE * TIER_RANGE ** 2, COST_RANGE * TIER_RANGE, COST_RANGE, 1]

/** The packed value of a journey of each tier (0: 30 minutes or less, 3: over 60), cost apart. */
export const PACKED_TIER = Float64Array.of(0, PACKED[2]!, PACKED[1]! + PACKED[2]!, PACKED[0]! + PACKED[1]! + PACKED[2]!)

/** 0 to 3: how many of the limits of 30, 45 and 60 minutes a journey passes. */
export function tierOf(minutes: number): number {
  return minutes > 60 ? 3 : minutes > 45 ? 2 : minutes > 30 ? 1 : 0
}

/** The digits of a packed integer, each the nearest to zero. */
export function digitsOf(packed: number, digits: Float64Array): void {
  let rest = packed
  for (let k = 0; k < OBJECTIVES; k++) {
    digits[k] = Math.round(rest / PACKED[k]!)
    rest -= digits[k]! * PACKED[k]!
  }
}

/** The objectives of a pair, from its packed cost; returns its tier. */
export function objectivesOf(packed: number, objectives: Float64Array): number {
  const tier = packed >= PACKED_TIER[3]! ? 3 : packed >= PACKED_TIER[2]! ? 2 : packed >= PACKED_TIER[1]! ? 1 : 0
  objectives[0] = tier > 2 ? 1 : 0
  objectives[1] = tier > 1 ? 1 : 0
  objectives[2] = tier > 0 ? 1 : 0
  objectives[3] = packed - PACKED_TIER[tier]!
  return tier
}
