import type { Db } from '#/platform/database.ts'
import type { Territory } from '#/territory/index.ts'
import { addFigures, type Figures } from './figures.ts'
import type { Ground } from './read-board.ts'
import { figuresBy } from './read-figures.ts'

/** One side of a comparison. */
export interface Side {
  readonly label: string
  readonly figures: Figures
}

export interface Comparison {
  readonly sides: readonly [Side, Side]
  /** What one may compare with: `annee`, or another territory's id. */
  readonly withWhat: string
}

/**
 * Here and now against the same day a year before (`annee`), or against another whole territory of the same account. A year is compared by
 * its day, so that both stand as far before their weeks.
 */
export async function readComparison(
  db: Db,
  ground: Ground,
  other: { readonly territory: Territory } | 'year',
): Promise<Comparison> {
  const { territory, here, scheme, view, today } = ground
  const day = view.day ?? today
  const sum = async (territoryId: string, at: typeof here, past: Temporal.PlainDate | undefined) =>
    addFigures((await figuresBy(db, { territoryId, scheme, day: past }, at?.at, undefined)).values())
  const name = here?.name ?? territory.name
  const own = await sum(territory.id, here, view.day)
  if (other === 'year') {
    const before = day.subtract({ years: 1 })
    return {
      withWhat: 'annee',
      sides: [
        { label: schoolYearWords(day), figures: own },
        { label: schoolYearWords(before), figures: await sum(territory.id, here, before) },
      ],
    }
  }
  return {
    withWhat: other.territory.id,
    sides: [
      { label: name, figures: own },
      { label: other.territory.name, figures: await sum(other.territory.id, undefined, view.day) },
    ],
  }
}

/** « 2025-2026 »: a school year begins in August. */
const schoolYearWords = ({ year, month }: Temporal.PlainDate): string =>
  month >= 8 ? `${year}-${year + 1}` : `${year - 1}-${year}`
