import { writeOds } from 'hucre/ods'

/** Formats that a list is taken away in. */
export const tableFormats = {
  csv: { label: 'CSV', type: 'text/csv; charset=utf-8' },
  ods: { label: 'ODS', type: 'application/vnd.oasis.opendocument.spreadsheet' },
} as const
export type TableFormat = keyof typeof tableFormats
export const isTableFormat = (text: string): text is TableFormat => Object.hasOwn(tableFormats, text)

/**
 * A list as a file for spreadsheets: the first row names the columns. A cell that a spreadsheet would take for a formula is kept as text.
 * CSV is UTF-8 with its mark and semicolons, which French spreadsheets open as they are.
 */
export async function writeTable(
  format: TableFormat,
  name: string,
  rows: readonly (readonly string[])[],
): Promise<Uint8Array> {
  const safe = rows.map((row) => row.map(asText))
  if (format === 'ods') return writeOds({ sheets: [{ name, rows: safe }] })
  const lines = safe.map((row) => row.map(quoted).join(';'))
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

const asText = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
