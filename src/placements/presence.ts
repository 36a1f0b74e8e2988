import type { ExpectedHalf, HalfDay } from './half-day.ts'

/** What somebody said of a half-day. */
export interface PresenceMark extends ExpectedHalf {
  readonly present: boolean
}

export type PresenceState = 'present' | 'absent' | 'unsaid'

/** A day of a placement, with what is known of each half on which the pupil was expected. */
export interface PresenceDay {
  /** ISO date. */
  readonly day: string
  readonly halves: readonly { readonly half: HalfDay; readonly state: PresenceState }[]
}

/** Half-days of a placement. */
export interface PresenceSum {
  readonly expected: number
  readonly present: number
  readonly absent: number
  readonly unsaid: number
}

const keyOf = ({ day, half }: ExpectedHalf): string => `${day} ${half}`

/** The days of a placement in order. Marks of half-days on which nobody was expected (the hours changed) count for nothing. */
export function saidDays(expected: readonly ExpectedHalf[], marks: readonly PresenceMark[]): readonly PresenceDay[] {
  const said = new Map(marks.map((mark) => [keyOf(mark), mark.present]))
  const stateOf = (half: ExpectedHalf): PresenceState => {
    const present = said.get(keyOf(half))
    return present === undefined ? 'unsaid' : present ? 'present' : 'absent'
  }
  return [...Map.groupBy(expected, ({ day }) => day)].map(([day, halves]) => ({
    day,
    halves: halves.map((half) => ({ half: half.half, state: stateOf(half) })),
  }))
}

/** How many half-days of each kind. */
export function sumPresence(expected: readonly ExpectedHalf[], marks: readonly PresenceMark[]): PresenceSum {
  const states = saidDays(expected, marks).flatMap(({ halves }) => halves.map(({ state }) => state))
  const count = (wanted: PresenceState): number => states.filter((state) => state === wanted).length
  return { expected: expected.length, present: count('present'), absent: count('absent'), unsaid: count('unsaid') }
}

/**
 * The half-days that « tout va bien » speaks of: of the week of a day, up to that day, those of which nobody said anything. Never the
 * days to come.
 */
export function unsaidOfWeek(
  expected: readonly ExpectedHalf[],
  marks: readonly PresenceMark[],
  today: Temporal.PlainDate,
): readonly ExpectedHalf[] {
  const said = new Set(marks.map(keyOf))
  const monday = mondayBefore(today)
  return expected.filter(
    (half) => half.day >= monday.toString() && half.day <= today.toString() && !said.has(keyOf(half)),
  )
}

/** The Monday of a day's week. */
export const mondayBefore = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 })
