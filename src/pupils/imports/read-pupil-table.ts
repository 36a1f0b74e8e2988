import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import type { NamedBytes, TableFile, TableRow } from '#/platform/table-file.ts'
import { readTable } from '#/platform/table-file.ts'
import { isOldWorkbook, isWorkbook, readWorkbook } from '#/platform/workbook.ts'
import {
  type LeftOut,
  type ListedAddress,
  type ListedRepresentative,
  nobodyLeftOut,
  type SchoolList,
} from './listed.ts'
import { splitName } from './person-name.ts'
import { judgeLine, type PupilLine } from './pupil-line.ts'
import { type ChosenColumns, type TableField, tableFields } from './table-fields.ts'

/** More than any school has pupils. */
const mostRows = 60_000

/** Reads a table from Pronote, EDT or a spreadsheet: XLSX, ODS, or text whose encoding and separator are guessed. */
export async function readSchoolTable(file: NamedBytes, problems: ProblemList): Promise<TableFile> {
  if (isOldWorkbook(file)) {
    problems.add({
      file: file.name,
      message:
        'ce classeur est dans un ancien format, ou protégé par un mot de passe ; enregistrez-le en XLSX, ODS ou CSV.',
    })
    return { name: file.name, columns: [], rows: [] }
  }
  const table = isWorkbook(file)
    ? await readWorkbook(file, [], problems)
    : readTable({ name: file.name, bytes: inUtf8(file.bytes) }, [], problems)
  if (table.rows.length <= mostRows) return table
  problems.add({ file: file.name, message: `plus de ${mostRows} lignes ; coupez ce fichier en plusieurs.` })
  return { ...table, rows: [] }
}

/** Spreadsheets write « CSV » in Windows-1252, and « texte Unicode » in UTF-16; all the rest is UTF-8. */
function inUtf8(bytes: Uint8Array): Uint8Array {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  if (utf16) return new TextEncoder().encode(new TextDecoder(utf16).decode(bytes))
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return bytes
  } catch {
    return new TextEncoder().encode(new TextDecoder('windows-1252').decode(bytes))
  }
}

/** The pupils of a table by the columns that a person confirmed. */
export function pupilsOfTable(table: TableFile, chosen: ChosenColumns, today: Temporal.PlainDate): SchoolList {
  const leftOut: { -readonly [Key in keyof LeftOut]: number } = { ...nobodyLeftOut }
  const pupils = []
  const wrong = []
  const problems: InputProblem[] = []
  for (const row of table.rows) {
    const line = lineOf(table.name, row, chosen)
    const judged = judgeLine(line, today, (field) => chosen[field] ?? chosen.fullName ?? tableFields[field].label)
    if ('left' in judged) leftOut.levels++
    else if ('errors' in judged) {
      for (const error of judged.errors) problems.push({ file: table.name, line: row.line, ...error })
      wrong.push({ ine: line.ine || undefined, name: `${line.lastName} ${line.firstName}` })
    } else pupils.push(judged.pupil)
  }
  return { pupils, classes: [], leftOut, schoolYear: undefined, isWhole: false, wrong, problems }
}

function lineOf(file: string, row: TableRow, chosen: ChosenColumns): PupilLine {
  const cell = (field: TableField): string => {
    const column = chosen[field]
    return column === undefined ? '' : row.cell(column).slice(0, 500)
  }
  const split = chosen.fullName === undefined ? undefined : splitName(cell('fullName'))
  return {
    ...{ file, line: row.line, ine: cell('ine') },
    lastName: cell('lastName') || (split?.lastName ?? ''),
    firstName: cell('firstName') || (split?.firstName ?? ''),
    ...{
      birthDate: cell('birthDate').replace(/ \d\d:.*$/, ''),
      mef: cell('mef').replace(/\D/g, ''),
      level: cell('level'),
    },
    ...{ className: cell('className'), sex: cell('sex'), regime: cell('regime') },
    groups: cell('groups')
      .split(/[,;|\n]/)
      .map((group) => group.trim())
      .filter((group) => group !== ''),
    ...{ email: cell('email'), phone: cell('phone') },
    address: addressOf(cell),
    representatives:
      chosen.representative1 === undefined && chosen.representative2 === undefined
        ? undefined
        : [
            representative(cell, 'representative1', 'email1', 'phone1'),
            representative(cell, 'representative2', 'email2', 'phone2'),
          ],
  }
}

function addressOf(cell: (field: TableField) => string): ListedAddress | undefined {
  const [postcode, city, commune] = [
    cell('postcode').slice(0, 10),
    cell('city').slice(0, 80),
    cell('commune').slice(0, 5),
  ]
  return city === '' && commune === ''
    ? undefined
    : { street: cell('street').slice(0, 200), postcode, city, commune: commune || undefined }
}

const representative = (
  cell: (field: TableField) => string,
  name: TableField,
  email: TableField,
  phone: TableField,
): ListedRepresentative => ({
  name: cell(name),
  email: cell(email) || undefined,
  phone: cell(phone) || undefined,
})
