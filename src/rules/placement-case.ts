import { ageOn } from './age.ts'
import type { OtherPlacement, Placement, Span } from './placement.ts'
import { type HoursLimit, hoursLimit } from './working-hours-law.ts'

/** A day of the placement. */
export interface DayAtWork {
  readonly date: string
  readonly day: Temporal.PlainDate
  /** Presence of the person that day, this placement's and those of their others; disjoint and ascending. */
  readonly spans: readonly Span[]
  /** Whole years on that very day. */
  readonly age: number
  readonly limit: HoursLimit
}

/** A placement made ready for the rules: days sorted, presence joined, ages worked out. */
export interface PlacementCase {
  readonly placement: Placement
  /** Days of this placement with any presence, ascending. */
  readonly days: readonly DayAtWork[]
  readonly first: DayAtWork | undefined
  readonly last: DayAtWork | undefined
  /** The person's other placements, this one left out. */
  readonly others: readonly OtherPlacement[]
  /** Presence of the person on any day, other placements included. */
  readonly presenceOn: (date: string) => readonly Span[]
  /** The days with presence by ISO week, in order; only weeks that this placement touches. */
  readonly weeks: readonly (readonly DayAtWork[])[]
}

/** Makes a placement ready. Spans that are empty or turned round count for nothing. */
export function caseOf(placement: Placement): PlacementCase {
  const birthDate = Temporal.PlainDate.from(placement.person.birthDate)
  const law = Temporal.PlainDate.from(placement.submittedOn)
  const others = (placement.others ?? []).filter(({ id }) => id !== placement.id)
  const own = spansByDate(placement.days)
  const all = spansByDate([...placement.days, ...others.flatMap(({ days }) => days ?? [])])
  const dayAt = (date: string): DayAtWork => {
    const day = Temporal.PlainDate.from(date)
    const age = ageOn(birthDate, day)
    return { date, day, spans: all.get(date) ?? [], age, limit: hoursLimit(placement.scheme, age, law) }
  }
  const days = [...own.keys()].toSorted().map(dayAt)
  const weeks = Map.groupBy(days, ({ day }) => mondayOfDay(day).toString())
  return {
    placement,
    days,
    first: days[0],
    last: days.at(-1),
    others,
    presenceOn: (date) => all.get(date) ?? [],
    weeks: [...weeks.keys()].map((monday) => {
      const from = Temporal.PlainDate.from(monday)
      const dates = [0, 1, 2, 3, 4, 5, 6].map((after) => from.add({ days: after }).toString())
      return dates.filter((date) => all.has(date)).map(dayAt)
    }),
  }
}

export const mondayOfDay = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })

/** Presence by date, spans of a day joined where they touch. */
function spansByDate(days: Placement['days']): ReadonlyMap<string, readonly Span[]> {
  const byDate = new Map<string, readonly Span[]>()
  for (const { date, spans } of days) {
    const present = spans.filter(({ start, end }) => end > start)
    if (present.length > 0) byDate.set(date, joined([...(byDate.get(date) ?? []), ...present]))
  }
  return byDate
}

/** Spans joined where they touch, or where what lies between is shorter than `gapMinutes`. */
export function joined(spans: readonly Span[], gapMinutes = 0): readonly Span[] {
  const done: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const former = done.at(-1)
    if (former && (span.start <= former.end || span.start - former.end < gapMinutes))
      done[done.length - 1] = { start: former.start, end: Math.max(former.end, span.end) }
    else done.push(span)
  }
  return done
}

/** Minutes of presence, pauses left out. */
export const minutesOf = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0)
