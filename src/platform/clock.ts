export interface Clock {
  now(): Temporal.Instant
}

/** The only place that reads the machine's clock. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() }
