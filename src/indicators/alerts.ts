import type { At } from './board-view.ts'
import { type Figures, placed, pupilsOf } from './figures.ts'

/** An area that is behind, as far as its figures say. */
export interface Behind {
  readonly at: At
  readonly name: string
  /** Percentage points behind. */
  readonly points: number
  /** Pupils without a place for every week. */
  readonly pupils: number
}

/** Fewer pupils say little; a few points mean nothing. */
const [leastPupils, leastPoints] = [10, 3]

/** How many percentage points a share of placed pupils is below another share (0 to 1). */
export const pointsBehind = (figures: Figures, reference: number): number =>
  Math.max(0, Math.round(reference * 100) - Math.round((placed(figures) / Math.max(1, pupilsOf(figures))) * 100))

/**
 * The areas whose share of placed pupils is behind `reference` (0 to 1: the target once its day has come, else the whole territory's), those
 * first that most pupils would bring up.
 */
export function areasBehind(
  areas: readonly { readonly at: At; readonly name: string; readonly figures: Figures }[],
  reference: number,
  most = 3,
): Behind[] {
  return areas
    .flatMap(({ at, name, figures }) => {
      const pupils = pupilsOf(figures)
      const points = pointsBehind(figures, reference)
      if (pupils < leastPupils || points < leastPoints) return []
      return [{ at, name, points, pupils: pupils - placed(figures), lacking: reference * pupils - placed(figures) }]
    })
    .toSorted((a, b) => b.lacking - a.lacking || a.name.localeCompare(b.name, 'fr'))
    .slice(0, most)
    .map(({ at, name, points, pupils }) => ({ at, name, points, pupils }))
}
