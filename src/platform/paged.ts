/** A part of a long list, and where the next part starts: keyset paging, so that every page costs the same. */
export interface Paged<Row> {
  readonly rows: readonly Row[]
  /** For the next call's `after`; undefined when nothing follows. */
  readonly next: string | undefined
}

/** Opaque text for an address, holding the sort key of the last row shown. */
export const cursorOf = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The key out of a cursor; undefined when somebody made the text up, which then means the first page. */
export function readCursor(cursor: string | undefined, length: number): readonly string[] | undefined {
  if (cursor === undefined || cursor.length > 1000) return undefined
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(key) &&
      key.length === length &&
      key.every((part) => typeof part === 'string' && !part.includes('\0'))
      ? key
      : undefined
  } catch {
    return undefined
  }
}

/** Out of `limit + 1` rows asked for: those to show, and the cursor when one more was there. */
export function pageOf<Row>(found: readonly Row[], limit: number, keyOf: (row: Row) => readonly string[]): Paged<Row> {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? cursorOf(keyOf(last)) : undefined }
}

/** Whether a part of a cursor is a moment: 31 February has the form of one. */
export function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text)
    return true
  } catch {
    return false
  }
}
