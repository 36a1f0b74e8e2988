export type Pace = 'now' | 'digest'

/** How often a person wants what may wait. */
export type Rhythm = 'now' | 'daily' | 'weekly'

/**
 * When an item is told:
 * - what someone waits for, at once;
 * - what is gathered, at the person's rhythm; but what must be told never waits for a week.
 */
const rhythms: Readonly<Record<'must' | 'may', Readonly<Record<Rhythm, Rhythm>>>> = {
  must: { now: 'now', daily: 'daily', weekly: 'daily' },
  may: { now: 'now', daily: 'daily', weekly: 'weekly' },
}

/** The moment at which an item posted at `from` goes into a letter. Digests leave at `hour`, local time; weekly ones on Mondays. */
export function dueAt(
  { duty, pace }: { readonly duty: 'must' | 'may'; readonly pace: Pace },
  rhythm: Rhythm,
  { from, hour, timeZone }: { readonly from: Temporal.Instant; readonly hour: number; readonly timeZone: string },
): Temporal.Instant {
  const applied = pace === 'now' ? 'now' : rhythms[duty][rhythm]
  if (applied === 'now') return from
  const local = from.toZonedDateTimeISO(timeZone)
  const [monday, daysInWeek] = [1, 7]
  for (let days = 0; days <= daysInWeek; days++) {
    const day = local.toPlainDate().add({ days })
    if (applied === 'weekly' && day.dayOfWeek !== monday) continue
    const at = day.toZonedDateTime({ timeZone, plainTime: { hour } }).toInstant()
    if (Temporal.Instant.compare(at, from) > 0) return at
  }
  throw new Error('A week has each weekday, and a day its hour')
}
