import type { PastDay } from '#/indicators/index.ts'
import { type Random, seededRandom } from '../random.ts'
import { progressOfYear, type Season } from './season.ts'

/** Pupils of a school who needed a place, and how it went. */
export interface PastGroup {
  /** UAI */
  readonly school: string
  readonly scheme: string
  readonly pupils: number
  /** Who had a place in the end, 0 to 1. */
  readonly share: number
  readonly season: Season
}

/** Places of troisième are found before the winter; those of a trade before each of its periods. */
export const troisiemeSeason: Season = [20, 1, 0, 0, 0, 0, 0, 0, 4, 14, 26, 28]
export const autumnSeason: Season = [0, 0, 0, 0, 0, 0, 0, 0, 30, 45, 8, 0]
export const springSeason: Season = [8, 12, 25, 35, 12, 0, 0, 0, 0, 1, 2, 4]

/** Of all, how many are exempt in the end. */
const exempt = 0.015
/** Days from one step to the next: an application, the host's yes, the confirmed place, the signed agreement. */
const [tried, agreed, signed] = [14, -5, -12] as const

/**
 * The days of the year before, school by school, as a database keeps them once its pupils have left: by how much each changed, everybody
 * coming on the first day and leaving on the last. A school changes one day a week, on a day of its own.
 */
export function pastYear({
  seed,
  year,
  first,
  last,
  groups,
}: {
  readonly seed: string
  /** Of the placements. */
  readonly year: number
  readonly first: Temporal.PlainDate
  readonly last: Temporal.PlainDate
  readonly groups: readonly PastGroup[]
}): PastDay[] {
  const random = seededRandom(`${seed}/past-year/${year}`)
  const length = first.until(last).days
  const dates = Array.from({ length: length + 1 }, (_, index) => first.add({ days: index }))
  const evenings = dates.map((date) => ({ day: date.toString(), weekday: date.dayOfWeek }))
  const progresses = new Map(
    [...new Set(groups.map(({ season }) => season))].map((season) => {
      const progress = progressOfYear(year, season)
      return [season, dates.map(progress)] as const
    }),
  )
  return groups.flatMap((group, place) => {
    const progress = progresses.get(group.season) ?? []
    const stand = standing(
      { ...group, pupils: Math.round(group.pupils * (0.94 + 0.12 * random.next())) },
      progress,
      random,
    )
    const days: PastDay[] = []
    const { school, scheme } = group
    let before: Levels = {}
    const change = (day: string, levels: Levels): void => {
      for (const cell of new Set([...Object.keys(before), ...Object.keys(levels)])) {
        const { status, source } = cells[cell] ?? silent
        const by = (levels[cell] ?? 0) - (before[cell] ?? 0)
        if (by !== 0) days.push({ scheme, school, day, status, source, pupils: by })
      }
      before = levels
    }
    for (const [index, { day, weekday }] of evenings.entries())
      if (index === 0 || (weekday === (place % 5) + 1 && index < length)) change(day, stand(index))
    change(evenings.at(-1)?.day ?? last.toString(), {})
    return days
  })
}

type Cell = Pick<PastDay, 'status' | 'source'>
type Levels = Readonly<Record<string, number>>
const silent: Cell = { status: 'silent', source: '' }
const cells: Readonly<Record<string, Cell>> = {
  online: { status: 'placed', source: 'online' },
  paper: { status: 'placed', source: 'paper' },
  outside: { status: 'placed', source: 'outside' },
  signing: { status: 'signing', source: '' },
  accepted: { status: 'accepted', source: '' },
  applied: { status: 'applied', source: '' },
  exempt: { status: 'exempt', source: '' },
  helped: { status: 'helped', source: '' },
  searching: { status: 'searching', source: '' },
  silent,
}

/** How many stand where on the evening of a day, by its number. */
function standing({ pupils, share }: PastGroup, progress: readonly number[], random: Random): (day: number) => Levels {
  // Some schools are weeks ahead of others.
  const ahead = random.between(-18, 18)
  const [paper, outside] = [random.next() * 0.4, random.next() * 0.35]
  const at = (day: number): number => progress[Math.max(0, Math.min(progress.length - 1, day + ahead))] ?? 0
  const found = (day: number): number => Math.round(pupils * share * at(day))
  return (day) => {
    const placed = found(day + signed)
    const [onPaper, elsewhere] = [Math.floor(placed * paper), Math.floor(placed * outside)]
    const free = Math.round(pupils * exempt * at(day))
    const without = pupils - found(day + tried) - free
    const helped = Math.max(0, Math.min(without, Math.round(pupils * (1 - share) * (at(day) - 0.5))))
    const searching = Math.max(0, Math.round((without - helped) * (0.06 + 0.3 * at(day))))
    return {
      ...{ online: placed - onPaper - elsewhere, paper: onPaper, outside: elsewhere },
      ...{ signing: found(day + agreed) - placed, accepted: found(day) - found(day + agreed) },
      ...{ applied: found(day + tried) - found(day), exempt: free, helped, searching },
      silent: without - helped - searching,
    }
  }
}
