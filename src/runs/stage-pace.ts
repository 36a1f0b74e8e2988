/** How fast a stage of a run goes, as its page's visitors have seen it advance. */
interface Seen {
  readonly stage: string
  readonly done: number
  readonly at: Temporal.Instant
}

/** A pace seen for a shorter time is no pace: nothing is promised. */
const leastSeconds = 3
/** Runs followed at once; past this, the oldest is forgotten, and seen anew at the next look. */
const mostRuns = 100

/**
 * Keeps when each run under way was first seen in its stage, and tells from that how many seconds the stage has left; undefined
 * while nobody can say. Kept by the server, so that it survives a reload of the page.
 */
export function stagePace(): (
  run: { readonly id: string; readonly stage: string; readonly done: number; readonly total: number },
  now: Temporal.Instant,
) => number | undefined {
  const first = new Map<string, Seen>()
  return ({ id, stage, done, total }, now) => {
    const seen = first.get(id)
    if (!seen || seen.stage !== stage || done < seen.done) {
      first.delete(id)
      first.set(id, { stage, done, at: now })
      if (first.size > mostRuns) first.delete(first.keys().next().value ?? '')
      return undefined
    }
    const seconds = now.since(seen.at).total('seconds')
    const advanced = done - seen.done
    if (seconds < leastSeconds || advanced <= 0 || total <= 1) return undefined
    return Math.max(0, Math.round(((total - done) * seconds) / advanced))
  }
}
