/** The share placed at the end of a day. */
export interface CurvePoint {
  readonly day: Temporal.PlainDate
  readonly placed: number
  readonly pupils: number
}

/** Twelve weeks: what one remembers. */
const most = 84

/** How many days a curve that ends on a day goes back: never into the year before, whose pupils are others. */
export function curveDays(last: Temporal.PlainDate): number {
  const start = Temporal.PlainDate.from({ year: last.month >= 9 ? last.year : last.year - 1, month: 9, day: 1 })
  return Math.min(most, start.until(last).days)
}

/**
 * Day by day up to `last`, whose counts are known, from by how much each day after `first` changed them. Days without a change are left out,
 * the first and the last are always there.
 */
export function curveOf(
  first: Temporal.PlainDate,
  last: Omit<CurvePoint, 'day'> & { readonly day: Temporal.PlainDate },
  changes: readonly { readonly day: string; readonly placed: number; readonly pupils: number }[],
): CurvePoint[] {
  const points: CurvePoint[] = [last]
  let { placed, pupils } = last
  for (const change of changes.toReversed()) {
    const day = Temporal.PlainDate.from(change.day)
    if (Temporal.PlainDate.compare(day, last.day) < 0) points.push({ day, placed, pupils })
    if (Temporal.PlainDate.compare(day, last.day) <= 0) {
      placed -= change.placed
      pupils -= change.pupils
    }
  }
  points.push({ day: first, placed, pupils })
  return points.toReversed()
}
