/** What is off in a result, in French, with the file and where. */
export interface Findings {
  readonly reasons: readonly string[]
  /** How many in all: those past the first ones of a kind are only counted. */
  readonly count: number
  add(kind: string, reason: string): void
}

/** Reasons of one kind that are told in full; a broken file would otherwise say the same thing a thousand times. */
const toldOfAKind = 10

export function findings(): Findings {
  const reasons: string[] = []
  const byKind = new Map<string, number>()
  let count = 0
  return {
    reasons,
    get count() {
      return count
    },
    add(kind, reason) {
      const before = byKind.get(kind) ?? 0
      byKind.set(kind, before + 1)
      count++
      if (before < toldOfAKind) reasons.push(`${kind}: ${reason}`)
      else if (before === toldOfAKind) reasons.push(`${kind}: et d’autres du même genre.`)
    },
  }
}
