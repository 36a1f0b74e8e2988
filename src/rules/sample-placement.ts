import type { OtherPlacement, Placement, PresenceDay, Span } from './placement.ts'

/** « 09:00 » as minutes; « 25:30 » is half past one in the morning after. */
export const minutes = (text: string): number => {
  const [hours = 0, rest = 0] = text.split(':').map(Number)
  return hours * 60 + rest
}

/** « 09:00-12:00 13:00-17:00 » as presence. */
export const spans = (text: string): readonly Span[] =>
  text.split(' ').map((part) => {
    const [start = '', end = ''] = part.split('-')
    return { start: minutes(start), end: minutes(end) }
  })

/** The same presence on each of some days, given as ISO dates. */
export const presence = (on: readonly string[], hours = '09:00-12:00 13:00-16:00'): readonly PresenceDay[] =>
  on.map((date) => ({ date, spans: spans(hours) }))

/** Dates from one to another, weekends left out unless asked for. */
export function dates(from: string, to: string, weekends = false): readonly string[] {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)]
  const all = Array.from({ length: first.until(last).days + 1 }, (_, days) => first.add({ days }))
  return all.filter(({ dayOfWeek }) => weekends || dayOfWeek <= 5).map(String)
}

/** For tests: a placement that no rule objects to, whose scheme, facts and days are then changed. An adult unless said otherwise. */
export const placement = (change: Partial<Placement> = {}): Placement => ({
  scheme: 'pmsmp',
  submittedOn: '2026-01-05',
  person: { birthDate: '1990-03-01' },
  holidays: 'general',
  days: presence(dates('2026-01-19', '2026-01-23')),
  host: { id: 'host' },
  ...change,
})

/** Another placement of somebody, by days at another host unless said otherwise. */
export const other = (id: string, from: string, to: string, change: Partial<OtherPlacement> = {}): OtherPlacement => ({
  id,
  scheme: 'pmsmp',
  hostId: 'elsewhere',
  from,
  to,
  ...change,
})
