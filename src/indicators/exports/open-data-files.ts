import { tableFormats } from '#/platform/write-table.ts'
import { dataPackage } from './data-package.ts'
import { parquetOf, schemaOf, sheetOf } from './described-table.ts'
import { openTable } from './open-data.ts'
import type { OpenDataSet } from './open-data-sets.ts'

interface OpenFile {
  readonly label: string
  readonly type: string
  write(set: OpenDataSet, origin: string): Promise<Uint8Array> | Uint8Array
}

const jsonOf = (data: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(data, undefined, 2)}\n`)

/** The files of an open data set. */
export const openFiles = {
  'stages.csv': { label: 'CSV', type: tableFormats.csv.type, write: ({ rows }) => sheetOf(openTable, rows, 'csv') },
  'stages.ods': { label: 'ODS', type: tableFormats.ods.type, write: ({ rows }) => sheetOf(openTable, rows, 'ods') },
  'stages.parquet': {
    ...{ label: 'Parquet', type: 'application/vnd.apache.parquet' },
    write: ({ rows }) => parquetOf(openTable, rows),
  },
  'schema.json': {
    ...{ label: 'Schéma des colonnes (Table Schema)', type: 'application/json' },
    write: () => jsonOf(schemaOf(openTable)),
  },
  'datapackage.json': {
    ...{ label: 'Description du jeu (Data Package)', type: 'application/json' },
    write: (set, origin) => jsonOf(dataPackage(set, origin)),
  },
} as const satisfies Readonly<Record<string, OpenFile>>

type OpenFileName = keyof typeof openFiles
export const isOpenFile = (name: string): name is OpenFileName => Object.hasOwn(openFiles, name)
export const openFileNames: readonly OpenFileName[] = Object.keys(openFiles).filter(isOpenFile)
