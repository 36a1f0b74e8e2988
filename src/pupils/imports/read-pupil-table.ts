import { countWords } from '#/design/words.ts'
import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import { searchable } from '#/platform/searchable.ts'
import type { NamedBytes } from '#/platform/table-file.ts'
import { isOldWorkbook, isWorkbook, readSheets } from '#/platform/workbook.ts'
import { findHeader, type SchoolTable } from './find-header.ts'
import { type LeftOut, nobodyLeftOut, type SchoolList } from './listed.ts'
import { levelOfWords } from './mef.ts'
import { judgeLine } from './pupil-line.ts'
import { type ChosenColumns, guessColumns, type TableField, tableFields } from './table-fields.ts'
import { tableLine } from './table-line.ts'
import { readRecords } from './table-records.ts'
import { writtenDay } from './written-day.ts'

/** More than any school has pupils, and than any software has columns. */
const [mostRows, mostColumns, lastColumn] = [20_000, 250, 'IP']

/**
 * Reads the tables of a file from Pronote, EDT or a spreadsheet: XLSX, ODS, or text whose encoding and separator are guessed; of several
 * sheets those that list pupils. `remarks` gets what was passed over.
 */
export async function readSchoolTables(
  file: NamedBytes,
  problems: ProblemList,
  remarks: string[],
): Promise<readonly SchoolTable[]> {
  const refuse = (message: string): readonly SchoolTable[] => {
    problems.add({ file: file.name, message })
    return []
  }
  if (isOldWorkbook(file))
    return refuse(
      'ce classeur est dans un ancien format, ou protégé par un mot de passe ; enregistrez-le en XLSX, ODS ou CSV.',
    )
  const tables = isWorkbook(file) ? await tablesOfWorkbook(file, problems) : tablesOfText(file, problems)
  const listing = tables.length > 1 ? tables.filter(listsPupils) : tables
  const [first] = listing
  if (!first)
    return tables.length === 0
      ? []
      : refuse(
          `aucune des ${tables.length} feuilles ne nomme des élèves (une ligne qui dit « Nom », « Prénom », « Date de naissance », « Classe ») ; ajoutez ces titres à celle de la liste.`,
        )
  const passed = tables.filter((table) => !listing.includes(table))
  if (passed.length > 0)
    remarks.push(`Sans liste d’élèves, et passées : ${passed.map(({ name }) => name).join(' ; ')}.`)
  for (const { name, columns, rows } of listing) {
    if (columns.length > mostColumns)
      return refuse(`ce tableau a plus de ${mostColumns} colonnes ; gardez celles des élèves.`)
    if (rows.length > mostRows) return refuse(`plus de ${mostRows} lignes ; coupez ce fichier en plusieurs.`)
    if (rows.length === 0) problems.add({ file: name, message: 'ce tableau n’a aucune ligne sous ses titres.' })
  }
  return listing
}

async function tablesOfWorkbook(file: NamedBytes, problems: ProblemList): Promise<readonly SchoolTable[]> {
  const sheets = await readSheets(file, { rows: mostRows + lookedAt, columns: lastColumn }, problems)
  return sheets.map(({ name, records }) => {
    const table = findHeader(sheets.length > 1 ? `${file.name}, feuille « ${name} »` : file.name, records)
    return { ...table, title: [name, table.title].filter(Boolean).join(', ') }
  })
}

/** Titles above a table are no lines of it. */
const lookedAt = 100

function tablesOfText(file: NamedBytes, problems: ProblemList): readonly SchoolTable[] {
  const records = readRecords(file, problems)
  return records.length === 0 ? [] : [findHeader(file.name, records)]
}

function listsPupils({ columns }: SchoolTable): boolean {
  const { lastName, fullName, birthDate, className } = guessColumns(columns)
  return (lastName ?? fullName) !== undefined && (birthDate ?? className) !== undefined
}

/** The columns as they are most likely meant: by their titles, and days of birth by what stands under them. */
export function guessOf({ columns, rows }: SchoolTable, today: Temporal.PlainDate): ChosenColumns {
  const looked = rows.slice(0, 200)
  const under = (column: string): string[] => {
    const at = columns.indexOf(column)
    return looked.map(({ cells }) => cells[at] ?? '').filter((cell) => cell !== '')
  }
  const guessed = guessColumns(columns, (column) => rows.length === 0 || under(column).length > 0)
  if (guessed.birthDate !== undefined) return guessed
  const isBirth = (cell: string): boolean => {
    const age = today.year - (writtenDay(cell, today)?.year ?? today.year)
    return age >= 10 && age <= 25
  }
  const taken = new Set(Object.values(guessed))
  const birthDate = columns.find((column) => {
    const cells = under(column)
    return !taken.has(column) && cells.length > 0 && cells.filter(isBirth).length * 5 >= cells.length * 4
  })
  return birthDate === undefined ? guessed : { ...guessed, birthDate }
}

/** The class that a table without such a column is of, where its sheet or its title says it: « Classe : 2DE 3 ». */
export function classInTitle({ title }: SchoolTable): string | undefined {
  const parts = title
    .split(/,|;| - | – /)
    .map((part) => part.replace(/^.*\b(classe|division)( de)?\s*:?\s+/i, '').trim())
  // « Liste des élèves de 2nde1 »
  return parts.find(isClassName) ?? parts.map((part) => part.replace(/^.*\bde (la )?/i, '')).find(isClassName)
}

const isClassName = (text: string): boolean => text.length <= 20 && /\d/.test(text) && levelOfWords(text) !== undefined

/** A line that says the class of those below, where no column does. */
const sectionOf = (cells: readonly string[]): string | undefined => {
  const [only, ...more] = cells.filter((cell) => cell !== '')
  if (only === undefined || more.length > 0) return undefined
  const name = only.replace(/^(classe|division)( de)?\s*:?\s+/i, '').trim()
  return isClassName(name) ? name : undefined
}

export const hasSections = ({ rows }: SchoolTable): boolean => rows.some(({ cells }) => sectionOf(cells) !== undefined)

/** The pupils of a table by the columns that a person confirmed. */
export function pupilsOfTable(
  table: SchoolTable,
  chosen: ChosenColumns,
  {
    today,
    school,
    oneClass,
  }: {
    readonly today: Temporal.PlainDate
    readonly school: string
    /** The class of all of them, where no column says it. */
    readonly oneClass: string | undefined
  },
): SchoolList {
  const leftOut: { -readonly [Key in keyof LeftOut]: number } = { ...nobodyLeftOut }
  const [pupils, wrong, problems, passed]: [
    SchoolList['pupils'][number][],
    SchoolList['wrong'][number][],
    InputProblem[],
    number[],
  ] = [[], [], [], []]
  const elsewhere = new Map<string, number>()
  const at = new Map(table.columns.map((column, index) => [column, index]))
  let className = oneClass ?? ''
  for (const { line, cells } of table.rows) {
    const cell = (field: TableField): string => {
      const place = at.get(chosen[field] ?? '')
      return place === undefined ? '' : (cells[place] ?? '').slice(0, 500)
    }
    const section = chosen.className === undefined ? sectionOf(cells) : undefined
    if (section !== undefined) {
      className = section
      continue
    }
    if (isNoPupil(table, cells, cell, today)) {
      passed.push(line)
      continue
    }
    const uai = cell('uai').replaceAll(/\s/g, '').toUpperCase()
    if (/^\d{7}[A-Z]$/.test(uai) && uai !== school) {
      elsewhere.set(uai, (elsewhere.get(uai) ?? 0) + 1)
      continue
    }
    const gone = writtenDay(cell('leftOn'), today)
    if (gone && Temporal.PlainDate.compare(gone, today) <= 0) leftOut.gone++
    else if (/^(ap$|appren)/i.test(cell('status').trim())) leftOut.apprentices++
    else {
      const read = tableLine({ file: table.name, line, cell, chosen, className })
      const judged = judgeLine(read, today, (field) => chosen[field] ?? chosen.fullName ?? tableFields[field].label)
      if ('left' in judged) leftOut.levels++
      else if ('errors' in judged) {
        for (const error of judged.errors) problems.push({ file: table.name, line, ...error })
        wrong.push({ ine: read.ine || undefined, name: `${read.lastName} ${read.firstName}` })
      } else pupils.push(judged.pupil)
    }
  }
  return {
    ...{ pupils, classes: [], leftOut, isWhole: false, wrong, problems },
    schoolYear: yearInTitle(table.title),
    otherSchool: pupils.length + wrong.length === 0 ? [...elsewhere.keys()][0] : undefined,
    remarks: [
      ...[...elsewhere].map(
        ([uai, count]) =>
          `${countWords(count, 'élève')} de l’établissement ${uai} : laissés de côté, rien n’en est gardé.`,
      ),
      ...(passed.length === 0 ? [] : [passedWords(table.name, passed)]),
    ],
  }
}

const passedWords = (name: string, lines: readonly number[]): string =>
  `Sans élève (titres, totaux), et ${lines.length === 1 ? 'passée : ligne' : 'passées : lignes'} ${lines.slice(0, 8).join(', ')}${lines.length > 8 ? '…' : ''} de ${name}.`

/** Titles that come again on each printed page, totals at the foot, notes: lines that name nobody. */
function isNoPupil(
  table: SchoolTable,
  cells: readonly string[],
  cell: (field: TableField) => string,
  today: Temporal.PlainDate,
): boolean {
  const filled = cells.filter((text) => text !== '')
  if (filled.length > 1 && cells.every((text, index) => text === '' || text === table.columns[index])) return true
  if (writtenDay(cell('birthDate'), today)) return false
  const names = `${cell('lastName')}${cell('firstName')}${cell('fullName')}`
  if (!/\p{L}/u.test(names)) return true
  const first = searchable(filled[0] ?? '')
  if (filled.length === 1 && /\d/.test(first)) return true
  return (
    /^(sous )?(total|effectif|nombre|moyenne)\b/.test(first) ||
    /^(page|imprime|edite|source|legende|remarque|nota|classe|liste|soit)\b.*[\d:]/.test(first)
  )
}

/** « Année scolaire 2024-2025 », of what stands above the table. */
function yearInTitle(title: string): number | undefined {
  for (const [, from = '', to = ''] of title.matchAll(/\b(20\d\d)\s?[-–/]\s?((?:20)?\d\d)\b/g))
    if ((Number(from) + 1) % 100 === Number(to) % 100) return Number(from)
  return undefined
}
