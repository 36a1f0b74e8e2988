/** Wall-clock seconds and the memory in use after a stage, for the summary only: never part of a result. */
export interface StageSeconds {
  readonly stage: string
  readonly seconds: number
  /** Resident memory right after the stage, the highest of its runs. */
  readonly residentMegabytes: number
}

/** Adds up the time of named stages, in the order in which they first ran. */
export function stopwatch() {
  const stages = new Map<string, { seconds: number; residentMegabytes: number }>()
  const note = (stage: string, startedAt: number) => {
    const entry = stages.get(stage) ?? { seconds: 0, residentMegabytes: 0 }
    entry.seconds += (performance.now() - startedAt) / 1000
    entry.residentMegabytes = Math.max(entry.residentMegabytes, Math.round(process.memoryUsage.rss() / 1e6))
    stages.set(stage, entry)
  }
  return {
    time<T>(stage: string, run: () => T): T {
      const startedAt = performance.now()
      const result = run()
      note(stage, startedAt)
      return result
    },
    async timeAsync<T>(stage: string, run: () => Promise<T>): Promise<T> {
      const startedAt = performance.now()
      const result = await run()
      note(stage, startedAt)
      return result
    },
    stages: (): readonly StageSeconds[] =>
      [...stages].map(([stage, { seconds, residentMegabytes }]) => ({
        stage,
        seconds: Math.round(seconds * 1000) / 1000,
        residentMegabytes,
      })),
  }
}
