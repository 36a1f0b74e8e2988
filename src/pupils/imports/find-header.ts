import { guessColumns } from './table-fields.ts'
import type { TableRecord } from './table-records.ts'

/** A table of a school's file: what its columns are called, its lines, and what stood above them. */
export interface SchoolTable {
  /** The file's name, and the sheet's where there are several. */
  readonly name: string
  /** Every one has a name, and each its own. */
  readonly columns: readonly string[]
  readonly rows: readonly TableRecord[]
  /** The titles above: « Lycée Jean-Monnet, classe 2DE 3, 2025-2026 ». */
  readonly title: string
}

/** Titles and explanations take no more lines than that. */
const lookedAt = 40

/**
 * Finds the line that names the columns: the one that names most of what we know, under the titles that people and software put above.
 * Where no line does, columns are lettered as spreadsheets do, and none of the lines is lost.
 */
export function findHeader(name: string, records: readonly TableRecord[]): SchoolTable {
  const scores = records.slice(0, lookedAt).map(({ cells }) => Object.keys(guessColumns(cells)).length)
  const best = Math.max(0, ...scores)
  // One word that we know may stand in a title, two do not.
  const at = best >= 2 ? scores.indexOf(best) : firstOfTable(records)
  const header = best >= 2 || !holdsDay(records[at]) ? records[at] : undefined
  const rows = records.slice(header ? at + 1 : at)
  const width = Math.max(0, ...rows.map(({ cells }) => lastFilled(cells) + 1), lastFilled(header?.cells ?? []) + 1)
  return {
    name,
    columns: columnNames(header?.cells ?? [], width),
    rows,
    title: records
      .slice(0, at)
      .flatMap(({ cells }) => cells.filter((cell) => cell !== ''))
      .join(', ')
      .slice(0, 500),
  }
}

const lastFilled = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell !== '')

/** The first line that has more than a title. */
function firstOfTable(records: readonly TableRecord[]): number {
  const at = records.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length >= 3)
  return Math.max(0, at)
}

/** Pupils' lines have a day, headers have none. */
const holdsDay = (record: TableRecord | undefined): boolean =>
  record?.cells.some((cell) => /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b/.test(cell)) ?? false

function columnNames(cells: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  return Array.from({ length: width }, (_, index) => {
    const written = (cells[index] ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 100)
    const base = written === '' ? `Colonne ${letter(index)}` : written
    let name = base
    for (let count = 2; taken.has(name); count++) name = `${base} (${count})`
    taken.add(name)
    return name
  })
}

const letter = (column: number): string =>
  (column >= 26 ? letter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
