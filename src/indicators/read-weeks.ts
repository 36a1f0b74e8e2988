import type { Db } from '#/platform/database.ts'
import { type Figures, without } from './figures.ts'
import type { Ground } from './read-board.ts'
import { figuresOfWeeks } from './read-figures.ts'
import { openSeats } from './seats.ts'

/** What a week still asks for, and what there is. */
export interface WeekNeed {
  readonly week: string
  /** Pupils who need the week. */
  readonly pupils: number
  /** Who hold nothing for it: neither a place nor an agreement, a yes or a proposal. */
  readonly seeking: number
  readonly seats: number
  readonly missing: number
}

export interface WeekNeeds {
  readonly weeks: readonly WeekNeed[]
  /** The sectors with open seats, the most first, each by week. */
  readonly sectors: readonly { readonly sector: string; readonly seats: number; readonly byWeek: readonly number[] }[]
}

const sum = (figures: Figures): number =>
  Object.values(figures).reduce((total, count) => total + count, 0) - figures.exempt

/** Pupils against seats, week by week, here and now. Two weeks of one pupil are two. */
export async function readWeeks(db: Db, { territory, scheme, here }: Ground): Promise<WeekNeeds> {
  const asked = { territoryId: territory.id, scheme, day: undefined }
  const needs = await figuresOfWeeks(db, asked, here?.at)
  const seats = await openSeats(db, asked, here?.at)
  const weeks = [...needs].map(([week, figures]): WeekNeed => {
    const open = seats.reduce((total, each) => total + (each.week === week ? each.seats : 0), 0)
    const seeking = without(figures) + figures.applied
    return { week, pupils: sum(figures), seeking, seats: open, missing: Math.max(0, seeking - open) }
  })
  const known = new Set(weeks.map(({ week }) => week))
  const sectors = [
    ...Map.groupBy(
      seats.filter(({ week }) => known.has(week)),
      ({ sector }) => sector,
    ),
  ]
    .map(([sector, rows]) => ({
      sector,
      seats: rows.reduce((total, row) => total + row.seats, 0),
      byWeek: weeks.map(({ week }) => rows.find((row) => row.week === week)?.seats ?? 0),
    }))
    .toSorted((a, b) => b.seats - a.seats || (a.sector < b.sector ? -1 : 1))
  return { weeks, sectors }
}
