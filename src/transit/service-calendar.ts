import type { Defects } from './defects.ts'
import type { FeedTable } from './feed-rows.ts'
import { type IdIndex, makeIdIndex } from './id-index.ts'

/** Which services run on which day. Days are counted from 1970-01-01. */
export interface ServiceCalendar {
  readonly services: IdIndex
  runs(service: number, day: number): boolean
  /** First and last day any service may run; undefined when none does. */
  readonly span: { readonly first: number; readonly last: number } | undefined
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

interface Period {
  first: number
  last: number
  /** Bit 0 is Monday. */
  weekdays: number
}

/** Reads calendar.txt and calendar_dates.txt, either of which may be missing. */
export function readCalendar(
  calendar: FeedTable | undefined,
  exceptions: FeedTable | undefined,
  defects: Defects,
): ServiceCalendar {
  const services = makeIdIndex()
  const periods: Period[][] = []
  const changes: Map<number, boolean>[] = []
  const serviceOf = (bytes: Uint8Array, start: number, end: number): number => {
    const service = services.add(bytes, start, end)
    periods[service] ??= []
    changes[service] ??= new Map()
    return service
  }
  calendar?.scan(['service_id', 'start_date', 'end_date', ...WEEKDAYS], (row) => {
    const where = `${calendar.name}:${row.line}`
    const first = readDay(row.text(1))
    const last = readDay(row.text(2))
    if (row.isEmpty(0) || first === undefined || last === undefined || last < first)
      return defects.add('dates de service illisibles, lignes ignorées', () => `${where} : ${row.text(0)}`)
    const service = serviceOf(row.bytes, row.start[0]!, row.end[0]!)
    let weekdays = 0
    for (let weekday = 0; weekday < 7; weekday++) if (row.whole(3 + weekday) === 1) weekdays |= 1 << weekday
    // Two periods of one service are not in the norm, but their meaning is plain and does not depend on their order.
    if (periods[service]!.length > 0)
      defects.add('services donnés deux fois, périodes réunies', () => `${where} : ${row.text(0)}`)
    periods[service]!.push({ first, last, weekdays })
  })
  exceptions?.scan(['service_id', 'date', 'exception_type'], (row) => {
    const where = `${exceptions.name}:${row.line}`
    const day = readDay(row.text(1))
    const type = row.whole(2)
    if (row.isEmpty(0) || day === undefined || (type !== 1 && type !== 2))
      return defects.add('exceptions de calendrier illisibles, lignes ignorées', () => `${where} : ${row.text(0)}`)
    const service = serviceOf(row.bytes, row.start[0]!, row.end[0]!)
    const before = changes[service]!.get(day)
    if (before !== undefined && before !== (type === 1))
      defects.add('exceptions de calendrier contraires, service supprimé ce jour-là', () => `${where} : ${row.text(0)}`)
    changes[service]!.set(day, type === 1 && before !== false)
  })
  return {
    services,
    span: spanOf(periods, changes),
    runs(service, day) {
      if (service < 0) return false
      const change = changes[service]!.get(day)
      if (change !== undefined) return change
      const bit = 1 << weekdayOf(day)
      return periods[service]!.some(
        ({ first, last, weekdays }) => first <= day && day <= last && (weekdays & bit) !== 0,
      )
    },
  }
}

/** 0 for Monday, 6 for Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

export const dayOf = (date: Temporal.PlainDate): number =>
  Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days

export const dateOf = (day: number): Temporal.PlainDate => Temporal.PlainDate.from('1970-01-01').add({ days: day })

function readDay(text: string): number | undefined {
  if (!/^\d{8}$/.test(text)) return undefined
  try {
    const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))]
    return dayOf(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }))
  } catch {
    return undefined
  }
}

function spanOf(
  periods: readonly Period[][],
  changes: readonly Map<number, boolean>[],
): { first: number; last: number } | undefined {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const each of periods.flat()) {
    first = Math.min(first, each.first)
    last = Math.max(last, each.last)
  }
  for (const each of changes)
    for (const [day, runs] of each)
      if (runs) {
        first = Math.min(first, day)
        last = Math.max(last, day)
      }
  return last >= first ? { first, last } : undefined
}
