/** A colour scale that colour-blind people read (cividis): seven steps from yellow (low) to deep blue (high), as classes of the style sheet. */
export const HEAT_STEPS = 7

export interface HeatScale {
  /** Whole percentages at the two ends, multiples of 5. */
  readonly from: number
  readonly to: number
  /** The class of a share between 0 and 1; `heat-none` without one. */
  readonly classOf: (share: number | undefined) => string
}

/** Ends fitted to the shares at hand, so that differences show; 10 points apart at least. */
export function heatScale(shares: readonly (number | undefined)[]): HeatScale {
  const known = shares.filter((share) => share !== undefined)
  const least = known.length > 0 ? Math.min(...known) : 0
  const most = known.length > 0 ? Math.max(...known) : 1
  let from = Math.floor(least * 20) * 5
  let to = Math.ceil(most * 20) * 5
  while (to - from < 10) {
    if (from > 0) from -= 5
    if (to < 100) to += 5
  }
  const classOf = (share: number | undefined) => {
    if (share === undefined) return 'heat-none'
    const step = Math.floor(((share * 100 - from) / (to - from)) * HEAT_STEPS)
    return `heat-${Math.max(0, Math.min(HEAT_STEPS - 1, step))}`
  }
  return { from, to, classOf }
}
