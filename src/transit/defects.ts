import type { FeedDefect } from './index.ts'

/** What is wrong or left out in a feed, counted by kind while it is read: nothing is dropped without a trace. */
export interface Defects {
  /** `example` is made for the first of a kind only. */
  add(kind: string, example: () => string, count?: number): void
  list(): FeedDefect[]
}

export function makeDefects(): Defects {
  const byKind = new Map<string, { count: number; example: string }>()
  return {
    add(kind, example, count = 1) {
      const known = byKind.get(kind)
      if (known) known.count += count
      else byKind.set(kind, { count, example: example() })
    },
    list: () =>
      [...byKind]
        .map(([kind, { count, example }]) => ({ kind, count, example }))
        .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  }
}
