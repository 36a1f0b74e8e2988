import { searchable } from '#/platform/searchable.ts'
import { splitValues, type TableFile } from '#/platform/table-file.ts'
import type { Cells } from './tables.ts'

/** The kinds of file that are tables. */
export type TableKind = 'pupils' | 'offers' | 'schools'

/** A row as the database keeps it: the columns that queries need, and the whole row as given. */
export interface StoredRow {
  readonly cells: Cells
  readonly [column: string]: string | number | null | readonly string[] | Cells
}

const keyColumns: Readonly<Record<TableKind, string>> = { pupils: 'pupil', offers: 'offer', schools: 'uai' }

/** The rows of a table by key, empty cells left out. A key given twice (which the reader refuses) keeps its last row. */
export function cellsByKey(kind: TableKind, { columns, rows }: TableFile): Map<string, Cells> {
  const found = new Map<string, Cells>()
  for (const row of rows) {
    const cells: Record<string, string> = {}
    for (const column of columns) {
      const value = row.cell(column)
      if (column !== '' && value !== '') cells[column] = value
    }
    const key = row.cell(keyColumns[kind])
    if (key !== '') found.set(key, cells)
  }
  return found
}

/** A row for the table of its kind. Depends on the cells alone, so that what was stored can be stored again. */
export function storedRow(kind: TableKind, cells: Cells): StoredRow {
  const text = (column: string): string => cells[column] ?? ''
  if (kind === 'pupils') {
    const firstName = text('first_name') || text('prenom') || text('prénom')
    const lastName = text('last_name') || text('nom')
    return {
      school: text('school'),
      level: text('level'),
      priority: Math.trunc(numberOf(text('priority')) ?? 0),
      weeks: splitValues(text('weeks')),
      fixed: text('fixed') || null,
      lat: numberOf(text('lat')),
      lon: numberOf(text('lon')),
      first_name: firstName || null,
      last_name: lastName || null,
      search: searchable(`${text('pupil')} ${firstName} ${lastName} ${firstName}`),
      cells,
    }
  }
  if (kind === 'offers')
    return {
      host: text('host'),
      title: text('title'),
      sector: text('sector'),
      lat: numberOf(text('lat')),
      lon: numberOf(text('lon')),
      seats: splitValues(text('seats')).reduce((sum, each) => sum + (numberOf(each.split(':')[1] ?? '') ?? 0), 0),
      cells,
    }
  return {
    name: text('name'),
    lat: numberOf(text('lat') || text('latitude')),
    lon: numberOf(text('lon') || text('longitude')),
    cells,
  }
}

function numberOf(text: string): number | null {
  if (text === '') return null
  const value = Number(text.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}
