import { writeOds } from 'hucre/ods'

/** Formats that a list is taken away in. */
export const tableFormats = {
  csv: { label: 'CSV', type: 'text/csv; charset=utf-8' },
  ods: { label: 'ODS', type: 'application/vnd.oasis.opendocument.spreadsheet' },
} as const
export type TableFormat = keyof typeof tableFormats
export const isTableFormat = (text: string): text is TableFormat => Object.hasOwn(tableFormats, text)

type Cell = string | number | undefined

/**
 * A list as a file for spreadsheets: the first row names the columns. A text that a spreadsheet would take for a formula is kept as text.
 * CSV is UTF-8 with its mark and semicolons, which French spreadsheets open as they are.
 */
export async function writeTable(
  format: TableFormat,
  name: string,
  rows: readonly (readonly Cell[])[],
): Promise<Uint8Array> {
  const safe = rows.map((row) => row.map(asText))
  if (format === 'ods') return writeOds({ sheets: [{ name, rows: safe }] })
  const lines = safe.map((row) => row.map((cell) => (typeof cell === 'string' ? quoted(cell) : (cell ?? ''))).join(';'))
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

const asText = (cell: Cell): string | number | null =>
  typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : (cell ?? null)
const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
