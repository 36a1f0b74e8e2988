import type { InputProblem, ProblemList } from '#/platform/input-problems.ts'
import { readDay } from '#/platform/read-day.ts'
import type { TableRow } from '#/platform/table-file.ts'
import type { Position } from '#/transit/index.ts'

/** The cells of a row, read as what they mean; what is wrong goes to the problems and reads as undefined. */
export interface Cells {
  readonly line: number
  fail(column: string, message: string): undefined
  text(column: string): string
  required(column: string, example: string): string | undefined
  values(column: string): string[]
  /** Undefined when empty or wrong. */
  integer(column: string, range: { min: number; max: number }): number | undefined
  seconds(column: string): number | undefined
  date(column: string): Temporal.PlainDate | undefined
  /** Undefined when both cells are empty, or when something is wrong. */
  position(lat: string, lon: string): Position | undefined
}

export function cellsOf(file: string, row: TableRow, problems: ProblemList): Cells {
  const fail = (column: string, message: string): undefined => {
    if (!row.lacks(column)) problems.add({ file, line: row.line, column, message } satisfies InputProblem)
    return undefined
  }
  const coordinate = (column: string, limit: number): number | undefined => {
    const value = readNumber(row.cell(column))
    if (value === undefined)
      return fail(
        column,
        `« ${row.cell(column)} » n’est pas un nombre de degrés ; écrivez par exemple ${limit === 90 ? '48.5839' : '7.7455'}.`,
      )
    if (Math.abs(value) > limit)
      return fail(
        column,
        `${value} sort des degrés possibles (de -${limit} à ${limit}) ; vérifiez que la latitude et la longitude sont dans leur colonne, en degrés WGS84.`,
      )
    return value
  }
  return {
    line: row.line,
    fail,
    text: (column) => row.cell(column),
    values: (column) => row.values(column),
    required: (column, example) =>
      row.cell(column) === ''
        ? fail(column, `cette cellule est vide ; donnez par exemple « ${example} ».`)
        : row.cell(column),
    integer(column, { min, max }) {
      const cell = row.cell(column)
      if (cell === '') return undefined
      const value = readNumber(cell)
      if (value === undefined || !Number.isInteger(value))
        return fail(
          column,
          `« ${cell} » n’est pas un nombre entier ; écrivez par exemple ${Math.max(min, Math.min(max, 30))}.`,
        )
      if (value < min || value > max) return fail(column, `${value} n’est pas entre ${min} et ${max}.`)
      return value
    },
    seconds(column) {
      const cell = row.cell(column)
      if (cell === '') return undefined
      return readTime(cell) ?? fail(column, `« ${cell} » n’est pas une heure ; écrivez par exemple 08:30.`)
    },
    date(column) {
      const cell = row.cell(column)
      if (cell === '') return undefined
      const date = readDay(cell)
      if (date) return date
      const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell) ?? []
      const hint = readDay(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)?.toString() ?? '2010-05-31'
      return fail(column, `« ${cell} » n’est pas une date qui existe ; écrivez année-mois-jour, par exemple ${hint}.`)
    },
    position(latColumn, lonColumn) {
      const [empty, ...others] = [latColumn, lonColumn].filter((column) => row.cell(column) === '')
      if (others.length > 0) return undefined
      if (empty !== undefined)
        return fail(empty, 'il manque une des deux coordonnées ; donnez latitude et longitude, ou aucune des deux.')
      const [lat, lon] = [coordinate(latColumn, 90), coordinate(lonColumn, 180)]
      if (lat === undefined || lon === undefined) return undefined
      if (lat === 0 && lon === 0)
        return fail(
          latColumn,
          'la position 0, 0 est en mer ; laissez les deux cellules vides quand elle n’est pas connue.',
        )
      if (!inFrance(lat, lon) && inFrance(lon, lat))
        return fail(
          latColumn,
          `la latitude et la longitude semblent échangées (${lat}, ${lon}) ; écrivez ${lon} comme latitude et ${lat} comme longitude.`,
        )
      return { lat, lon }
    },
  }
}

/** A number with a dot or, as French spreadsheets write it, a comma; undefined when the text is not one. */
function readNumber(cell: string): number | undefined {
  return /^[+-]?\d+([.,]\d+)?$/.test(cell) ? Number(cell.replace(',', '.')) : undefined
}

/** `9:00`, `09:00` or `09:00:00` as seconds since midnight; undefined when it is no time of a day. */
export function readTime(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(text) ?? []
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined
  return Number(hours) * 3600 + Number(minutes) * 60
}

/** Boxes [south, north, west, east] around France: the mainland with its borders, then the overseas territories. */
const boxes: readonly (readonly [number, number, number, number])[] = [
  [41, 51.6, -5.6, 10],
  [14, 18.4, -63.4, -60.5],
  [2, 6, -55, -51],
  [-22, -20, 54.5, 56.5],
  [-13.5, -12, 44.5, 46],
  [46.5, 47.5, -57, -56],
  [-23, -14, -180, -130],
  [-29, -7, -155, -134],
  [-23.5, -19, 158, 173],
]
const inFrance = (lat: number, lon: number): boolean =>
  boxes.some(([south, north, west, east]) => lat >= south && lat <= north && lon >= west && lon <= east)

/** Says each value that is given twice in a list, once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}
