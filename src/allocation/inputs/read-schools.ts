import { calendarOf } from '#/calendar/index.ts'
import type { ProblemList } from '#/platform/input-problems.ts'
import { type NamedBytes, readTable } from '#/platform/table-file.ts'
import { cellsOf } from './cells.ts'
import type { School } from './school.ts'

/** Reads schools.csv: uai, name, a position as `lat`/`lon` or `latitude`/`longitude`, optionally commune and departement. */
export function readSchools(file: NamedBytes, problems: ProblemList): ReadonlyMap<string, School> {
  const table = readTable(file, ['uai', 'name', ['lat', 'latitude'], ['lon', 'longitude']], problems)
  const [lat, lon] = [
    table.columns.includes('lat') ? 'lat' : 'latitude',
    table.columns.includes('lon') ? 'lon' : 'longitude',
  ]
  const schools = new Map<string, School>()
  const lines = new Map<string, number>()
  for (const row of table.rows) {
    const cells = cellsOf(table.name, row, problems)
    const uai = cells.required('uai', '0670001A')
    if (uai === undefined) continue
    const before = lines.get(uai)
    if (before !== undefined) {
      cells.fail('uai', `l’établissement ${uai} est déjà à la ligne ${before} ; gardez une seule ligne.`)
      continue
    }
    lines.set(uai, row.line)
    schools.set(uai, {
      uai,
      name: cells.text('name') || uai,
      commune: cells.text('commune') || undefined,
      position: cells.position(lat, lon),
      // The first three digits of a UAI are those of its département.
      calendar: calendarOf(cells.text('departement') || uai.slice(0, 3)),
    })
  }
  return schools
}
