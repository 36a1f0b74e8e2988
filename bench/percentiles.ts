/** The value that this share of the times does not exceed. */
export const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0

/** Median, p95 and most, as the rows of a benchmark show them. */
export const sayTimes = (times: readonly number[]): string =>
  [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1)).join(' | ')
