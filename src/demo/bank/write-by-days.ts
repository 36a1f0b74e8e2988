import { foldChanges, openDay } from '#/indicators/index.ts'
import type { Db } from '#/platform/database.ts'
import { knowTables } from './know-tables.ts'

const dayOf = (moment: Temporal.Instant): Temporal.PlainDate => moment.toZonedDateTimeISO('Europe/Paris').toPlainDate()

/** What changes from now on is counted as of the day of this moment. Days may be opened in any order; the last one must be today. */
export const openDayOf = (db: Db, territoryId: string, moment: Temporal.Instant): Promise<void> =>
  openDay(db, territoryId, dayOf(moment))

/** Ends a past that was written: what changes from now on is of today, and the history is kept. */
export async function closePast(db: Db, territoryId: string, now: Temporal.Instant): Promise<void> {
  await openDay(db, territoryId, dayOf(now))
  await foldChanges(db, territoryId, dayOf(now))
}

/** Day by day since so long; one a week before. */
const dailyFor = 16

/** The moments at which the past of a school year is written, each for all that happened since the one before. */
export function eveningsOf(now: Temporal.Instant, age: number): Temporal.Instant[] {
  const today = dayOf(now)
  const daysAgo = Array.from({ length: age }, (_, index) => age - index).filter(
    (days) => days <= dailyFor || (days - dailyFor) % 7 === 0,
  )
  return daysAgo.map((days) =>
    today.subtract({ days }).toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '23:45' }).toInstant(),
  )
}

/** Writes what happened in the order of the days, so that every past day counts what had happened by then. */
export async function writeByDays<Fact>(
  db: Db,
  {
    territoryId,
    evenings,
    facts,
    write,
  }: {
    readonly territoryId: string
    readonly evenings: readonly Temporal.Instant[]
    readonly facts: readonly { readonly at: Temporal.Instant; readonly fact: Fact }[]
    readonly write: (tx: Db, facts: readonly Fact[], evening: Temporal.Instant) => Promise<void>
  },
): Promise<void> {
  const sorted = facts.toSorted((one, other) => Temporal.Instant.compare(one.at, other.at))
  let next = 0
  let known = 0
  for (const [index, evening] of evenings.entries()) {
    const start = next
    const later = sorted.findIndex(({ at }, place) => place >= start && Temporal.Instant.compare(at, evening) > 0)
    next = later < 0 || index === evenings.length - 1 ? sorted.length : later
    const part = sorted.slice(start, next).map(({ fact }) => fact)
    await openDayOf(db, territoryId, evening)
    if (part.length === 0) continue
    await db.transaction().execute((tx) => write(tx, part, evening))
    if (next < 4 * known) continue
    // Before there are many.
    await knowTables(db, 'applications', 'agreements', 'pupil_signs', 'pupil_statuses')
    known = next
  }
}
