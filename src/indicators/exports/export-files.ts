import type { Services } from '#/platform/services.ts'
import { tableFormats, writeTable } from '#/platform/write-table.ts'
import { listOutlines } from '#/territory/index.ts'
import { callReasons, sectorWords } from '../pages/seats-page.tsx'
import type { Board } from '../read-board.ts'
import { readCalls } from '../read-seats.ts'
import type { HostToCall } from '../seats.ts'
import { parquetOf, schemaOf, sheetOf } from './described-table.ts'
import { figureMap } from './figure-map.ts'
import { figureTable } from './figure-table.ts'
import { figureRowsOf } from './read-figure-rows.ts'
import { typesetState } from './typeset-state.ts'

interface ExportFile {
  /** What it is, for whom. */
  readonly label: string
  readonly hint: string
  readonly type: string
  write(services: Pick<Services, 'db' | 'clock'>, board: Board): Promise<Uint8Array> | Uint8Array
}

const jsonOf = (data: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(data)}\n`)

/** The files of a dashboard, by name: the same rows in each. */
export const exportFiles = {
  'etat.pdf': {
    ...{ label: 'État d’une page', hint: 'PDF à imprimer pour une réunion', type: 'application/pdf' },
    write: async (services, board) => (await typesetState(services, board)).bytes,
  },
  'chiffres.ods': {
    ...{ label: 'Tableur', hint: 'ODS, pour LibreOffice et Excel', type: tableFormats.ods.type },
    write: (_, board) => sheetOf(figureTable, figureRowsOf(board), 'ods'),
  },
  'chiffres.csv': {
    ...{ label: 'CSV', hint: 'texte, séparé par des points-virgules', type: tableFormats.csv.type },
    write: (_, board) => sheetOf(figureTable, figureRowsOf(board), 'csv'),
  },
  'a-appeler.ods': {
    ...{
      label: 'Structures à appeler',
      hint: 'ODS : celles à portée, sans place ouverte',
      type: tableFormats.ods.type,
    },
    write: async ({ db }, board) => callSheet((await readCalls(db, board)).hosts),
  },
  'chiffres.schema.json': {
    ...{ label: 'Description du CSV', hint: 'Table Schema : ce que dit chaque colonne', type: 'application/json' },
    write: () => jsonOf(schemaOf(figureTable)),
  },
  'chiffres.geojson': {
    ...{ label: 'Carte', hint: 'GeoJSON : contours et chiffres, pour QGIS', type: 'application/geo+json' },
    write: async ({ db }, board) => jsonOf(await mapOf(db, board)),
  },
  'chiffres.parquet': {
    ...{ label: 'Parquet', hint: 'pour DuckDB, R et Python', type: 'application/vnd.apache.parquet' },
    write: (_, board) => parquetOf(figureTable, figureRowsOf(board)),
  },
} as const satisfies Readonly<Record<string, ExportFile>>

export type ExportFileName = keyof typeof exportFiles
export const isExportFile = (name: string): name is ExportFileName => Object.hasOwn(exportFiles, name)
export const exportFileNames: readonly ExportFileName[] = Object.keys(exportFiles).filter(isExportFile)

/** The hosts to call as they stand on the page, with room to write what each said. */
const callSheet = (hosts: readonly HostToCall[]): Promise<Uint8Array> =>
  writeTable('ods', 'À appeler', [
    ['Structure', 'Commune', 'Secteur', 'Effectif', 'Pourquoi d’abord', 'Appelée le', 'Réponse'],
    ...hosts.map(({ name, city, sector, staff, why }) => [
      ...[name, city, sector === undefined ? '' : sectorWords(sector), staff],
      ...[why ? callReasons[why] : '', '', ''],
    ]),
  ])

async function mapOf(db: Services['db'], board: Board) {
  const { territory, below, areas } = board
  const outlines = below && below !== 'etablissement' ? await listOutlines(db, territory.id, below) : new Map()
  const places = new Map(areas.map((area) => [area.at.code, area]))
  return figureMap(figureRowsOf(board), (code) => ({ ...places.get(code), outline: outlines.get(code) }))
}
