import { HucreError } from 'hucre'
import { readOds } from 'hucre/ods'
import { type CellValue, readXlsx, type Sheet } from 'hucre/xlsx'
import { ArchiveError, readArchive, writeArchive } from './archive.ts'
import type { ProblemList } from './input-problems.ts'
import { type NamedBytes, type TableFile, tableOf } from './table-file.ts'

/** Both are zip archives, whose first bytes no CSV in UTF-8 has. */
export const isWorkbook = ({ bytes }: NamedBytes): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** The envelope of XLS, and of workbooks behind a password. */
export const isOldWorkbook = ({ bytes }: NamedBytes): boolean => bytes[0] === 0xd0 && bytes[1] === 0xcf

/** Of all sheets once opened: some hundred times a table of 500 lines. A small archive can claim far more. */
const mostOpened = 20_000_000

/** As much of a sheet as is read. */
interface Bounds {
  readonly rows: number
  /** The name of the last column. */
  readonly columns: string
}
const usual: Bounds = { rows: 5000, columns: 'BH' }

/**
 * Reads the one filled sheet of a workbook (XLSX or ODS) as a table: texts as they show, days as 2026-06-15, times as 09:00. What a
 * formula gave when the file was saved is read, nothing is calculated. What cannot be read is added to `problems` and gives no rows.
 */
export async function readWorkbook(
  file: NamedBytes,
  required: readonly (string | readonly string[])[],
  problems: ProblemList,
): Promise<TableFile> {
  const { name } = file
  const none = { name, columns: [], rows: [] }
  const before = problems.problems.length
  const filled = await filledSheets(file, usual, problems)
  const [sheet, another] = filled
  if (!sheet) return none
  if (another)
    problems.add({
      file: name,
      message: `ce classeur a ${filled.length} feuilles remplies (${filled.map((each) => `« ${each.name} »`).join(', ')}) ; gardez seulement celle à lire, ou enregistrez-la en CSV.`,
    })
  else {
    const records = recordsOf(sheet, name, problems)
    if (problems.problems.length === before)
      return tableOf(name, records, required, problems, 'videz les cellules sans en-tête')
  }
  return none
}

/** A sheet of a workbook as it shows, whatever it holds. */
export interface SheetRecords {
  readonly name: string
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/**
 * Reads every filled sheet of a workbook, its titles and totals with it: what is a table there, the caller finds out. A cell merged over
 * several lines stands on each of them; an error of calculation reads as it shows (#REF!).
 */
export async function readSheets(
  file: NamedBytes,
  bounds: Bounds,
  problems: ProblemList,
): Promise<readonly SheetRecords[]> {
  const sheets = await filledSheets(file, bounds, problems)
  return sheets.map((sheet) => {
    const rows = sheet.rows.map((row) => row.map(textOf))
    for (const { startRow, startCol, endRow } of sheet.merges ?? [])
      for (let row = startRow + 1; row <= Math.min(endRow, rows.length - 1); row++) {
        const cells = rows[row]
        if (cells && (cells[startCol] ?? '') === '') cells[startCol] = rows[startRow]?.[startCol] ?? ''
      }
    return {
      name: sheet.name,
      records: rows.flatMap((row, index) => {
        const cells = Array.from(row, (text) => text ?? '')
        return cells.every((text) => text === '') ? [] : [{ line: index + 1, cells }]
      }),
    }
  })
}

/** The sheets that show something; none where the file cannot be read, which is told. */
async function filledSheets(file: NamedBytes, bounds: Bounds, problems: ProblemList): Promise<readonly Sheet[]> {
  const refuse = (message: string): readonly Sheet[] => {
    problems.add({ file: file.name, message })
    return []
  }
  let sheets: readonly Sheet[]
  try {
    sheets = await sheetsOf(file, bounds)
  } catch (error) {
    if (error instanceof ArchiveError) return refuse(error.message)
    if (error instanceof HucreError || error instanceof RangeError || error instanceof TypeError)
      return refuse(
        'ce classeur ne se lit pas ; ouvrez-le dans le tableur et enregistrez-le de nouveau, en XLSX, ODS ou CSV.',
      )
    throw error
  }
  const filled = sheets.filter(({ rows }) => rows.some(isFilled))
  if (filled.length === 0) return refuse('ce classeur est vide ; la première ligne doit donner les noms des colonnes.')
  // Lines beyond the last text are but formatted.
  if (filled.some(({ rows }) => rows.findLastIndex(isFilled) >= bounds.rows))
    return refuse(`plus de ${bounds.rows} lignes ; coupez ce classeur en plusieurs.`)
  return filled
}

const isFilled = (row: readonly CellValue[]): boolean => row.some((value) => value !== null && value !== '')

async function sheetsOf({ bytes }: NamedBytes, { rows, columns }: Bounds): Promise<readonly Sheet[]> {
  // Opened here first, within bounds and with checksums compared, and without pictures and programs: sizes that an archive claims can lie.
  const files = readArchive(bytes, (path) => /(\.xml|\.rels|^mimetype)$/i.test(path), mostOpened)
  const kind = wrongKind(files)
  if (kind !== undefined) throw new ArchiveError(kind)
  const safe = writeArchive(files)
  const options = { range: `A1:${columns}${rows + 1}`, maxRows: rows + 1 }
  const { sheets } = files.has('content.xml') ? await readOds(safe, options) : await readXlsx(safe, options)
  return sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden)
}

/** Why an archive of an office suite is no workbook that can be read; undefined for one that may be. */
function wrongKind(files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const text = (path: string): string => new TextDecoder().decode(files.get(path)?.subarray(0, 100_000))
  if (files.has('content.xml')) {
    if (text('META-INF/manifest.xml').includes('encryption-data'))
      return 'ce classeur demande un mot de passe ; enregistrez-le sans mot de passe.'
    const kind = text('mimetype')
    return kind === '' || kind.includes('spreadsheet')
      ? undefined
      : 'ce fichier est un texte ou un diaporama, pas un classeur ; copiez sa liste dans un tableur et enregistrez-la.'
  }
  if (files.has('xl/workbook.xml')) return undefined
  return files.has('word/document.xml') || files.has('ppt/presentation.xml')
    ? 'ce fichier est un texte ou un diaporama, pas un classeur ; copiez sa liste dans un tableur et enregistrez-la.'
    : 'ce classeur est dans un format rare ; ouvrez-le dans le tableur et enregistrez-le en XLSX, ODS ou CSV.'
}

function recordsOf({ rows, cells }: Sheet, file: string, problems: ProblemList) {
  const header = rows.findIndex((row) => row.some((value) => value !== null && value !== ''))
  const width = (rows[header] ?? []).findLastIndex((value) => value !== null && value !== '') + 1
  return rows.flatMap((row, index) => {
    const texts = row.map((value, column) => {
      const cell = cells?.get(`${index},${column}`)
      const says = (message: string): string => {
        problems.add({
          file,
          line: index + 1,
          column: textOf(rows[header]?.[column] ?? null) || letter(column),
          message,
        })
        return ''
      }
      if (cell?.type === 'error' || (typeof value === 'string' && /^#[A-Z/0]+[!?]?$/.test(value)))
        return says('cette cellule montre une erreur de calcul ; écrivez-y la valeur.')
      if (cell?.formula !== undefined && value === null)
        return says('ce calcul n’a pas de résultat enregistré ; écrivez-y la valeur.')
      return textOf(value)
    })
    if (texts.every((text) => text === '')) return []
    // Columns without a header that hold nothing are what a spreadsheet adds by itself.
    const last = texts.findLastIndex((text) => text !== '') + 1
    return [{ line: index + 1, cells: texts.slice(0, Math.max(width, last)) }]
  })
}

/** A value as the spreadsheet shows it, near enough to be read again. */
function textOf(value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'oui' : 'non'
  // Sums of decimals, as 0.1 + 0.2, show fifteen figures.
  if (typeof value === 'number') return String(Number(value.toPrecision(15)))
  if (typeof value === 'string') {
    const [, hours = '', minutes = ''] = /^PT(\d{1,2})H(\d{1,2})M[\d.,]+S$/.exec(value) ?? []
    return hours === '' ? value.trim() : `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`
  }
  if (Number.isNaN(value.getTime())) return ''
  const [day = '', time = ''] = value.toISOString().slice(0, 16).split('T')
  // Times alone stand on the spreadsheet's day zero.
  if (day < '1900-01-02') return time
  return time === '00:00' ? day : `${day} ${time}`
}

const letter = (column: number): string =>
  (column >= 26 ? letter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
