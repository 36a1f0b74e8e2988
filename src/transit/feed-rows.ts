/** Scans a GTFS table on its bytes: 36 MB of stop times in a tenth of a second, no string made per cell. */

/** The row under the scanner's eye; it is reused from row to row. */
export interface FeedRow {
  readonly bytes: Uint8Array
  /** From 1, the header being line 1. */
  line: number
  /** Where the wanted cells stand, without quotes and blanks; start equals end for an empty or absent cell. */
  readonly start: Int32Array
  readonly end: Int32Array
  /** Where the whole row stands. */
  rowStart: number
  rowEnd: number
  isEmpty(cell: number): boolean
  text(cell: number): string
  /** A whole number not below 0; -1 for an empty cell, -2 for what is not a number. */
  whole(cell: number): number
  /** A decimal number; NaN when empty or unreadable. */
  decimal(cell: number): number
  /** `H:MM:SS` in seconds; -1 for an empty cell, -2 for what is not a time. */
  seconds(cell: number): number
}

export interface FeedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Visits every row that is not blank; returns how many rows have another number of cells than the header, and the first. */
  scan(wanted: readonly string[], visit: (row: FeedRow) => void): { ragged: number; raggedLine: number }
}

const COMMA = 44
const QUOTE = 34
const LF = 10
const CR = 13
const SPACE = 32

/** Opens a table: BOM skipped, columns in any order, comma (or semicolon, or tab) between cells, UTF-8 or Latin-1. */
export function openFeedTable(name: string, whole: Uint8Array, isUtf8: boolean): FeedTable {
  const bytes = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf ? whole.subarray(3) : whole
  const decoder = new TextDecoder(isUtf8 ? 'utf-8' : 'windows-1252')
  let headerEnd = 0
  while (headerEnd < bytes.length && bytes[headerEnd] !== LF && bytes[headerEnd] !== CR) headerEnd++
  const header = decoder.decode(bytes.subarray(0, headerEnd))
  const delimiter = header.includes(',') ? COMMA : header.includes(';') ? 59 : header.includes('\t') ? 9 : COMMA
  const columns = header
    .split(String.fromCharCode(delimiter))
    .map((column) => column.trim().replaceAll('"', '').trim().toLowerCase())
  return {
    name,
    columns,
    scan(wanted, visit) {
      const slot = new Int32Array(columns.length).fill(-1)
      for (const [index, column] of wanted.entries()) {
        const at = columns.indexOf(column)
        if (at >= 0) slot[at] = index
      }
      return scanRows(bytes, headerEnd, delimiter, slot, makeRow(bytes, wanted.length, decoder), visit)
    },
  }
}

function scanRows(
  bytes: Uint8Array,
  from: number,
  delimiter: number,
  slot: Int32Array,
  row: FeedRow,
  visit: (row: FeedRow) => void,
): { ragged: number; raggedLine: number } {
  const { start, end } = row
  const length = bytes.length
  const columns = slot.length
  let line = 1
  let at = from
  let ragged = 0
  let raggedLine = 0
  while (at < length) {
    // Between rows: line ends (LF, CRLF or CR) are counted, blank lines skipped.
    const byte = bytes[at]!
    if (byte === LF || byte === CR) {
      line++
      at += byte === CR && bytes[at + 1] === LF ? 2 : 1
      continue
    }
    row.line = line
    row.rowStart = at
    let column = 0
    let rowEnds = false
    let blank = true
    while (!rowEnds) {
      while (bytes[at] === SPACE) at++
      let first = at
      let last: number
      if (bytes[at] === QUOTE) {
        at++
        first = at
        while (at < length && !(bytes[at] === QUOTE && bytes[at + 1] !== QUOTE)) {
          if (bytes[at] === QUOTE) at++
          else if (bytes[at] === LF) line++
          at++
        }
        last = at
        while (at < length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++
      } else {
        let next = bytes[at]!
        while (at < length && next !== delimiter && next !== LF && next !== CR) next = bytes[++at]!
        last = at
      }
      while (last > first && bytes[last - 1] === SPACE) last--
      while (first < last && bytes[first] === SPACE) first++
      if (last > first) blank = false
      const index = column < columns ? slot[column]! : -1
      if (index >= 0) {
        start[index] = first
        end[index] = last
      }
      column++
      if (at < length && bytes[at] === delimiter) at++
      else rowEnds = true
    }
    if (blank) continue
    row.rowEnd = at
    // The row before may have had more cells.
    for (let missing = column; missing < columns; missing++) {
      const index = slot[missing]!
      if (index >= 0) start[index] = end[index] = 0
    }
    if (column !== columns && ragged++ === 0) raggedLine = row.line
    visit(row)
  }
  return { ragged, raggedLine }
}

function makeRow(bytes: Uint8Array, cells: number, decoder: TextDecoder): FeedRow {
  const start = new Int32Array(cells)
  const end = new Int32Array(cells)
  const text = (cell: number): string => {
    const value = decoder.decode(bytes.subarray(start[cell], end[cell]))
    return value.includes('""') ? value.replaceAll('""', '"') : value
  }
  return {
    bytes,
    line: 0,
    start,
    end,
    rowStart: 0,
    rowEnd: 0,
    isEmpty: (cell) => start[cell] === end[cell],
    text,
    whole(cell) {
      const last = end[cell]!
      if (start[cell] === last) return -1
      let value = 0
      for (let at = start[cell]!; at < last; at++) {
        const digit = bytes[at]! - 48
        if (digit < 0 || digit > 9 || value > 2e8) return -2
        value = value * 10 + digit
      }
      return value
    },
    decimal(cell) {
      return start[cell] === end[cell] ? Number.NaN : Number(text(cell).replace(',', '.'))
    },
    seconds: (cell) => readSeconds(bytes, start[cell]!, end[cell]!),
  }
}

function readSeconds(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return -1
  let total = 0
  let part = 0
  let digits = 0
  let parts = 0
  for (let at = start; at <= end; at++) {
    const byte = at < end ? bytes[at]! : 58
    if (byte === 58) {
      if (digits === 0 || digits > 3 || parts === 3 || (parts > 0 && part > 59)) return -2
      total = total * 60 + part
      part = 0
      digits = 0
      parts++
    } else {
      const digit = byte - 48
      if (digit < 0 || digit > 9) return -2
      part = part * 10 + digit
      digits++
    }
  }
  return parts === 3 ? total : parts === 2 ? total * 60 : -2
}
