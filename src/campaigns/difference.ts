/** A row of a difference: no `former`, it is new; no `next`, it goes away. */
export interface Change<Row> {
  readonly key: string
  readonly former: Row | undefined
  readonly next: Row | undefined
}

export interface Difference<Row> {
  readonly changes: readonly Change<Row>[]
  readonly newCount: number
  readonly changedCount: number
  readonly removedCount: number
  readonly sameCount: number
}

/** What replacing `former` by `next` would do, keys ascending. */
export function difference<Row>(
  former: ReadonlyMap<string, Row>,
  next: ReadonlyMap<string, Row>,
  same: (a: Row, b: Row) => boolean,
): Difference<Row> {
  const changes: Change<Row>[] = []
  let newCount = 0
  let changedCount = 0
  for (const [key, row] of next) {
    const before = former.get(key)
    if (before !== undefined && same(before, row)) continue
    changes.push({ key, former: before, next: row })
    if (before === undefined) newCount++
    else changedCount++
  }
  let removedCount = 0
  for (const [key, row] of former)
    if (!next.has(key)) {
      changes.push({ key, former: row, next: undefined })
      removedCount++
    }
  changes.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return { changes, newCount, changedCount, removedCount, sameCount: next.size - newCount - changedCount }
}

/** Whether two rows of a file say the same: a column that is absent is an empty cell. */
export function sameCells(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  for (const column in a) if (a[column] !== (b[column] ?? '')) return false
  for (const column in b) if (a[column] === undefined && b[column] !== '') return false
  return true
}

/** A replacement that takes away so many rows that a person should look twice: a fifth of them and more than ten. */
export function removesMany({ removedCount, formerCount }: { removedCount: number; formerCount: number }): boolean {
  return removedCount > 10 && removedCount * 5 >= formerCount
}
