import { parquetWriteBuffer } from 'hyparquet-writer'
import { type TableFormat, writeTable } from '#/platform/write-table.ts'

type Value = string | number | undefined

/** A column with what it means: the file, its schema and the page that explains it come from the same words. */
export interface DescribedColumn<Row> {
  readonly name: string
  readonly type: 'string' | 'integer' | 'date'
  readonly title: string
  readonly description: string
  readonly of: (row: Row) => Value
  /** Known for every row. */
  readonly required?: true
  /** All that it may say. */
  readonly oneOf?: readonly string[]
}

/** A table of figures with the meaning of its columns. */
export interface DescribedTable<Row> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly columns: readonly DescribedColumn<Row>[]
  /** The columns that name a row. */
  readonly key: readonly string[]
}

/** The rows as a file for spreadsheets; numbers stay numbers, and no text becomes a formula. */
export const sheetOf = <Row>(
  { title, columns }: DescribedTable<Row>,
  rows: readonly Row[],
  format: TableFormat,
): Promise<Uint8Array> =>
  writeTable(format, title, [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ of }) => of(row)))])

/** What the columns mean, as a Table Schema (Frictionless, v1): what an empty cell is, what names a row, what is always known. */
export const schemaOf = <Row>({ columns, key }: DescribedTable<Row>) => ({
  $schema: 'https://specs.frictionlessdata.io/schemas/table-schema.json',
  fields: columns.map(({ name, type, title, description, required, oneOf }) => {
    const constraints = {
      ...(required ? { required: true } : {}),
      ...(type === 'integer' ? { minimum: 0 } : {}),
      ...(oneOf ? { enum: oneOf } : {}),
    }
    return { name, type, title, description, ...(Object.keys(constraints).length > 0 ? { constraints } : {}) }
  }),
  primaryKey: key,
  missingValues: [''],
})

/** The rows by columns with their types, for analysts: Parquet, with the schema in its description. */
export function parquetOf<Row>(table: DescribedTable<Row>, rows: readonly Row[]): Uint8Array {
  const { columns } = table
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: columns.map(({ name, type, of, required }) => ({
        name,
        data: rows.map((row) => of(row) ?? null),
        type: type === 'integer' ? 'INT32' : 'STRING',
        nullable: !required,
      })),
      kvMetadata: [{ key: 'table-schema', value: JSON.stringify(schemaOf(table)) }],
      createdBy: 'Passerelle',
    }),
  )
}
