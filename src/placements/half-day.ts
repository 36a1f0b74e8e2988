import type { PresenceDay } from '#/rules/index.ts'

/** Presence is counted by half-days, as schools do. */
export type HalfDay = 'am' | 'pm'

export const isHalfDay = (text: string): text is HalfDay => text === 'am' || text === 'pm'

/** « matin », « après-midi » */
export const halfWords: Readonly<Record<HalfDay, string>> = { am: 'matin', pm: 'après-midi' }

/** A half-day on which the pupil is expected. */
export interface ExpectedHalf {
  /** ISO date. */
  readonly day: string
  readonly half: HalfDay
}

/** Minutes since midnight: a morning begins before the one, an afternoon lasts past the other. */
const [lateMorning, earlyAfternoon] = [12 * 60, 14 * 60]

/** The half-days of a day's presence. What lies wholly around noon is a morning. */
export function halvesOf({ spans }: Pick<PresenceDay, 'spans'>): readonly HalfDay[] {
  const afternoon = spans.some(({ end }) => end > earlyAfternoon)
  const morning = spans.some(({ start }) => start < lateMorning) || (spans.length > 0 && !afternoon)
  return [...(morning ? (['am'] as const) : []), ...(afternoon ? (['pm'] as const) : [])]
}

/** The half-days of days of presence, in order, each once: two hosts may share a day. */
export function expectedHalves(days: readonly PresenceDay[]): readonly ExpectedHalf[] {
  return [...Map.groupBy(days, ({ date }) => date)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([day, same]) => halvesOf({ spans: same.flatMap(({ spans }) => spans) }).map((half) => ({ day, half })))
}
