import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { CsvError, parse } from 'csv-parse/sync'
import type { ProblemList } from './input-problems.ts'

/** A CSV row by column name, with the line it stands on. A column that the file lacks reads as ''. */
export interface TableRow {
  readonly line: number
  cell(column: string): string
  /** The values of a `|`-separated cell; an empty cell has none. */
  values(column: string): string[]
  /** Whether the file was already told to lack this column: its absence need not be said again on each line. */
  lacks(column: string): boolean
}

export interface TableFile {
  /** Name shown in messages: the file's own, without its folder. */
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly TableRow[]
}

/** A file's name and bytes, wherever they came from: a disk, an upload, the database. */
export interface NamedBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

export function readNamedBytes(path: string): NamedBytes {
  return { name: basename(path), bytes: readFileSync(path) }
}

/**
 * Reads a table as files.md says: UTF-8 (BOM accepted), comma or semicolon, header required, columns in any order,
 * extra columns kept. What cannot be read as a table is added to `problems` and gives no rows.
 */
export function readTable(
  { name, bytes }: NamedBytes,
  required: readonly (string | readonly string[])[],
  problems: ProblemList,
): TableFile {
  const none = { name, columns: [], rows: [] }
  const text = decode({ name, bytes }, problems)
  if (text === undefined) return none
  const header = text.slice(0, firstLineEnd(text))
  if (header.trim() === '') {
    problems.add({
      file: name,
      line: 1,
      message: 'le fichier est vide ; la première ligne doit donner les noms des colonnes.',
    })
    return none
  }
  const delimiter = delimiterOf(header)
  // Where each record ends: `lines` counts the line breaks read so far, those inside quotes included.
  const ends: number[] = []
  let records: string[][]
  try {
    records = parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: string[], { lines }) => {
        ends.push(lines)
        return record
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    problems.add({
      file: name,
      line,
      message: 'les guillemets ne se ferment pas comme il faut ; doublez un guillemet qui fait partie du texte ("").',
    })
    return none
  }
  return tableOf(
    name,
    // A record that holds line breaks starts after the one before it ended.
    records.map((cells, index) => ({ line: index === 0 ? 1 : (ends[index] ?? 1) - countBreaks(cells), cells })),
    required,
    problems,
    `mettez entre guillemets un texte qui contient « ${delimiter} »`,
  )
}

/** The table of records that were read, the first of which names the columns. `mend`: what to do about a line with too many cells. */
export function tableOf(
  name: string,
  records: readonly { readonly line: number; readonly cells: readonly string[] }[],
  required: readonly (string | readonly string[])[],
  problems: ProblemList,
  mend: string,
): TableFile {
  const columns = records[0]?.cells ?? []
  const at = new Map(columns.map((column, index) => [column, index]))
  const twice = columns.find((column, index) => column !== '' && columns.indexOf(column) !== index)
  if (twice !== undefined)
    problems.add({ file: name, line: 1, column: twice, message: 'cette colonne est donnée deux fois ; gardez-en une.' })
  const missing = new Set<string>()
  for (const choice of required) {
    const names = typeof choice === 'string' ? [choice] : choice
    if (names.some((column) => at.has(column))) continue
    for (const column of names) missing.add(column)
    problems.add({
      file: name,
      line: 1,
      column: names.join(' ou '),
      message: `cette colonne manque ; ajoutez-la à l’en-tête (colonnes lues : ${columns.join(', ')}).`,
    })
  }
  const rows: TableRow[] = []
  for (const { line, cells: record } of records.slice(1)) {
    if (record.length > columns.length && record.slice(columns.length).some((cell) => cell !== '')) {
      problems.add({
        file: name,
        line,
        message: `cette ligne a ${record.length} cellules pour ${columns.length} colonnes ; ${mend}.`,
      })
      continue
    }
    const cell = (column: string): string => {
      const place = at.get(column)
      return place === undefined ? '' : (record[place] ?? '')
    }
    rows.push({ line, cell, values: (column) => splitValues(cell(column)), lacks: (column) => missing.has(column) })
  }
  return { name, columns, rows }
}

/** Values of a cell separated by `|`, without blanks around them. */
export function splitValues(cell: string): string[] {
  return cell
    .split('|')
    .map((value) => value.trim())
    .filter((value) => value !== '')
}

function decode({ name, bytes }: NamedBytes, problems: ProblemList): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const before = new TextDecoder('utf-8').decode(bytes)
    const line = before.slice(0, before.indexOf('\ufffd')).split('\n').length
    problems.add({
      file: name,
      line,
      message: 'ce fichier n’est pas en UTF-8 ; enregistrez-le en « CSV UTF-8 » depuis le tableur.',
    })
    return undefined
  }
}

function firstLineEnd(text: string): number {
  const end = text.search(/[\r\n]/)
  return end === -1 ? text.length : end
}

/** What separates the cells: of the three that are used, the one that the header holds most; a comma without any. */
function delimiterOf(header: string): string {
  const [best = ','] = [',', ';', '\t'].toSorted((a, b) => count(header, b) - count(header, a))
  return best
}

const count = (text: string, character: string): number => text.split(character).length - 1
const countBreaks = (record: readonly string[]): number => record.reduce((sum, cell) => sum + count(cell, '\n'), 0)

/** Writes a CSV: comma, quotes only where needed, `\n` line ends, so that the same rows give the same bytes. */
export function writeTable(
  columns: readonly string[],
  rows: Iterable<readonly (string | number | undefined)[]>,
): string {
  let text = `${columns.join(',')}\n`
  for (const row of rows) text += `${row.map(quote).join(',')}\n`
  return text
}

function quote(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
