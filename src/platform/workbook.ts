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
const [mostRows, mostColumns] = [5000, 'BH']

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
  const refuse = (message: string): TableFile => {
    problems.add({ file: name, message })
    return none
  }
  let sheets: readonly Sheet[]
  try {
    sheets = await sheetsOf(file)
  } catch (error) {
    if (error instanceof ArchiveError) return refuse(error.message)
    if (error instanceof HucreError || error instanceof RangeError || error instanceof TypeError)
      return refuse(
        'ce classeur ne se lit pas ; ouvrez-le dans le tableur et enregistrez-le de nouveau, en XLSX, ODS ou CSV.',
      )
    throw error
  }
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((value) => value !== null && value !== '')))
  const [sheet, another] = filled
  if (!sheet) return refuse('ce classeur est vide ; la première ligne doit donner les noms des colonnes.')
  if (another)
    return refuse(
      `ce classeur a ${filled.length} feuilles remplies (${filled.map((each) => `« ${each.name} »`).join(', ')}) ; gardez seulement celle à lire, ou enregistrez-la en CSV.`,
    )
  if (sheet.rows.length > mostRows) return refuse(`plus de ${mostRows} lignes ; coupez ce classeur en plusieurs.`)
  const before = problems.problems.length
  const records = recordsOf(sheet, name, problems)
  return problems.problems.length > before
    ? none
    : tableOf(name, records, required, problems, 'videz les cellules sans en-tête')
}

async function sheetsOf({ bytes }: NamedBytes): Promise<readonly Sheet[]> {
  // Opened here first, within bounds and with checksums compared, and without pictures and programs: sizes that an archive claims can lie.
  const files = readArchive(bytes, (path) => /(\.xml|\.rels|^mimetype)$/i.test(path), mostOpened)
  const safe = writeArchive(files)
  const options = { range: `A1:${mostColumns}${mostRows + 1}`, maxRows: mostRows + 1 }
  const { sheets } = files.has('content.xml') ? await readOds(safe, options) : await readXlsx(safe, options)
  return sheets.filter(({ hidden, veryHidden }) => !hidden && !veryHidden)
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
