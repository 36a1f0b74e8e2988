import type { Db } from '#/platform/database.ts'
import type { Ground } from './read-ground.ts'
import { openSeats, seatsSince } from './seats.ts'
import { figuresOfSlices, slicesSince } from './slices.ts'

/** What a week still asks for, and what there is. */
export interface WeekNeed {
  readonly week: string
  /** Pupils who need the week. */
  readonly pupils: number
  /** Who hold nothing for it: neither a place nor an agreement, a yes or a proposal. */
  readonly seeking: number
  /** Undefined for a past day whose seats nobody kept. */
  readonly seats: number | undefined
  readonly missing: number | undefined
}

export interface WeekNeeds {
  readonly weeks: readonly WeekNeed[]
  /** The sectors with open seats, the most first, each by week. */
  readonly sectors: readonly { readonly sector: string; readonly seats: number; readonly byWeek: readonly number[] }[]
  /** Of a past day from before they were kept: since when they are. */
  readonly unknown: { readonly weeks: Kept; readonly seats: Kept }
}

/** `known`, or since when it is, if ever. */
export type Kept = 'known' | { readonly since: Temporal.PlainDate | undefined }

/** Whether a past day stands in what was kept since some day. */
export const keptOn = (day: Temporal.PlainDate | undefined, since: Temporal.PlainDate | undefined): Kept =>
  day === undefined || (since && Temporal.PlainDate.compare(since, day) <= 0) ? 'known' : { since }

/** Pupils of an area against the seats of the communes within its reach, week by week, now or on a past evening. Two weeks of one pupil are two. */
export async function readWeeks(
  db: Db,
  { territory, scheme, here, view }: Ground,
  communes: readonly string[] | undefined,
): Promise<WeekNeeds> {
  const asked = { territoryId: territory.id, scheme, day: view.day }
  const unknown = {
    weeks: keptOn(view.day, view.day && (await slicesSince(db, asked))),
    seats: keptOn(view.day, view.day && (await seatsSince(db, asked))),
  }
  const needs = unknown.weeks === 'known' ? await figuresOfSlices(db, asked, here?.at, 'weeks') : new Map()
  const seats = unknown.seats === 'known' ? await openSeats(db, asked, communes) : undefined
  const weeks = [...needs].map(([slice, { pupils, without, applied }]): WeekNeed => {
    const week = slice.slice('week:'.length)
    const open = seats?.reduce((total, each) => total + (each.week === week ? each.seats : 0), 0)
    const seeking = without + applied
    const missing = open === undefined ? undefined : Math.max(0, seeking - open)
    return { week, pupils, seeking, seats: open, missing }
  })
  const known = new Set(weeks.map(({ week }) => week))
  const sectors = [
    ...Map.groupBy(
      (seats ?? []).filter(({ week }) => known.has(week)),
      ({ sector }) => sector,
    ),
  ]
    .map(([sector, rows]) => ({
      sector,
      seats: rows.reduce((total, row) => total + row.seats, 0),
      byWeek: weeks.map(({ week }) => rows.find((row) => row.week === week)?.seats ?? 0),
    }))
    .toSorted((a, b) => b.seats - a.seats || (a.sector < b.sector ? -1 : 1))
  return { weeks, sectors, unknown }
}
