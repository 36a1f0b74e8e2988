import type { Defects } from './defects.ts'
import type { FeedRow, FeedTable } from './feed-rows.ts'
import { type IdIndex, makeIdIndex } from './id-index.ts'

/** Rows by identifier, numbered in the order of their identifiers whatever their order in the file. */
export interface NumberedRows<T> {
  readonly ids: IdIndex
  readonly rows: readonly T[]
}

/**
 * Reads a table whose first wanted column is its identifier. An identifier given twice keeps the row that sorts first,
 * so that the order of rows changes nothing.
 */
export function readNumberedRows<T>(
  table: FeedTable | undefined,
  wanted: readonly string[],
  read: (row: FeedRow) => T,
  defects: Defects,
): NumberedRows<T> {
  const met = makeIdIndex()
  const found: T[] = []
  const twice = new Map<number, string>()
  const positions: [number, number][] = []
  table?.scan(wanted, (row) => {
    const where = `${table.name}:${row.line}`
    if (row.isEmpty(0)) return defects.add('lignes sans identifiant, ignorées', () => where)
    const before = met.size
    const number = met.add(row.bytes, row.start[0]!, row.end[0]!)
    if (number === before) {
      found.push(read(row))
      positions.push([row.rowStart, row.rowEnd])
      return
    }
    defects.add('identifiants donnés deux fois', () => `${where} : ${row.text(0)}`)
    const [start, end] = positions[number]!
    const kept = twice.get(number) ?? bytesOf(row, start, end)
    const other = bytesOf(row, row.rowStart, row.rowEnd)
    twice.set(number, other < kept ? other : kept)
    if (other < kept) found[number] = read(row)
  })
  const texts = found.map((_, number) => met.text(number))
  const order = texts.map((_, number) => number).toSorted((a, b) => (texts[a]! < texts[b]! ? -1 : 1))
  const ids = makeIdIndex()
  for (const number of order) {
    const bytes = met.bytes(number)
    ids.add(bytes, 0, bytes.length)
  }
  return { ids, rows: order.map((number) => found[number]!) }
}

const bytesOf = (row: FeedRow, start: number, end: number): string =>
  Buffer.from(row.bytes.subarray(start, end)).toString('latin1')
