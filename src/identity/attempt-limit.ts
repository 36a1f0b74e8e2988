import type { Clock } from '#/platform/clock.ts'

/** Counts attempts by source within a sliding window, in memory: no address is written anywhere, a restart forgets. */
export interface AttemptLimit {
  /** Whether one more attempt is allowed now; counts it if so. */
  allow(source: string): boolean
}

/** @param most attempts within `window` for one source. */
export function attemptLimit(clock: Clock, most: number, window: Temporal.Duration): AttemptLimit {
  const attempts = new Map<string, Temporal.Instant[]>()
  return {
    allow(source) {
      const now = clock.now()
      const since = now.subtract(window)
      const isRecent = (at: Temporal.Instant): boolean => Temporal.Instant.compare(at, since) > 0
      // A flood of sources must not fill the memory: forget those that are quiet.
      if (attempts.size > 10_000) for (const [key, times] of attempts) if (!times.some(isRecent)) attempts.delete(key)
      const recent = (attempts.get(source) ?? []).filter(isRecent)
      if (recent.length >= most) return false
      attempts.set(source, [...recent, now])
      return true
    },
  }
}
