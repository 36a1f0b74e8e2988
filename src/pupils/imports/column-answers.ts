import type { FieldError } from '#/design/index.ts'
import { sentLine } from '../sent-text.ts'
import type { SchoolTable } from './find-header.ts'
import { hasSections } from './read-pupil-table.ts'
import { type ChosenColumns, missingColumns, readColumns, type TableField, tableFieldNames } from './table-fields.ts'

/** The answers' names: several tables may wait together. */
export const columnName = (table: number, field: TableField): string => `t${table}-${field}`
/** The class of all pupils of a table, where no column says it. */
export const className = (table: number): string => `t${table}-classe`

/** Sheets of one workbook mostly have the same columns: these are asked about once, where they come first. */
export const ownerOf = (tables: readonly SchoolTable[], index: number): number =>
  tables.findIndex(({ columns }) => JSON.stringify(columns) === JSON.stringify(tables[index]?.columns))

/** What someone said of tables, and what is missing. */
export function readColumnAnswers(
  sent: Readonly<Record<string, unknown>>,
  tables: readonly SchoolTable[],
): {
  readonly chosen: readonly ChosenColumns[]
  readonly classes: readonly (string | undefined)[]
  readonly errors: readonly FieldError[]
} {
  const chosen = tables.map(({ columns }, index) => {
    const owner = ownerOf(tables, index)
    return readColumns(
      Object.fromEntries(tableFieldNames.map((field) => [field, sent[columnName(owner, field)]])),
      columns,
    )
  })
  const classes = tables.map((_, index) => sentLine(sent[className(index)], 40) || undefined)
  const errors = tables.flatMap((table, index): FieldError[] => {
    const its = chosen[index] ?? {}
    const isOwner = ownerOf(tables, index) === index
    const missing = isOwner ? missingColumns(its) : undefined
    const field = its.birthDate === undefined ? 'birthDate' : 'lastName'
    return [
      ...(missing === undefined ? [] : [{ name: columnName(index, field), message: `Choisissez ${missing}.` }]),
      ...(its.className === undefined && classes[index] === undefined && !hasSections(table)
        ? [
            {
              name: className(index),
              message: 'Choisissez la colonne des classes, ou écrivez ici la classe de tous ces élèves.',
            },
          ]
        : []),
    ]
  })
  return { chosen, classes, errors }
}
