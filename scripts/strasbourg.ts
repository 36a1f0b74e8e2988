/**
 * The real run: real lycées, head-counts, communes and timetable of the Eurométropole de Strasbourg (or of the whole académie), pupils and
 * hosts generated around real places; then the allocation and its verification by the command line.
 *
 *   npm run strasbourg -- [--academie] [--data ../shared/data] [--out out/strasbourg]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  describeSettlements,
  type Place,
  type RaisedInputs,
  raiseInputs,
  type SchoolToFill,
  seededRandom,
  writeInputs,
} from '#/demo/index.ts'
import { ProblemList } from '#/platform/input-problems.ts'
import { writeFolder } from '#/platform/output-folder.ts'
import { readNamedBytes, readTable, type TableFile, writeTable } from '#/platform/table-file.ts'

const eurometropole = '246700488'
const departements = [
  { code: '67', contours: 'communes-67-bas-rhin.geojson' },
  { code: '68', contours: 'communes-68-haut-rhin.geojson' },
]
const plan = { weeks: ['2026-W25', '2026-W26'], heldShare: 0.25, freeSeatRatio: 0.95, spanAllShare: 0.5 }

const { values } = parseArgs({
  options: {
    academie: { type: 'boolean', default: false },
    data: { type: 'string', default: process.env.PASSERELLE_SHARED_DATA ?? '../shared/data' },
    out: { type: 'string' },
  },
})
async function main(academie: boolean, data: string, out: string): Promise<number> {
  const timetable = join(data, 'gtfs', 'strasbourg-2026.zip')
  if (!existsSync(join(data, 'schools.csv')) || !existsSync(timetable)) {
    process.stderr.write(`Les données réelles ne sont pas dans ${data} ; donnez leur dossier avec --data.\n`)
    return 2
  }
  const started = performance.now()
  const places = readPlaces(data, academie)
  const { schools, table, rows } = readSchools(data, academie, new Set(places.map(({ code }) => code)))
  const pupils = schools.reduce((sum, { secondePupils }) => sum + secondePupils, 0)
  const raised = raiseInputs(
    describeSettlements(places),
    schools,
    { ...plan, hosts: Math.round(pupils * 0.33) },
    seededRandom(`strasbourg/${academie ? 'academie' : 'eurometropole'}`),
  )
  const inputs = join(out, 'inputs')
  await writeFolder(inputs, (draft) => {
    writeInputs(draft, raised, `${academie ? 'Académie' : 'Eurométropole'} de Strasbourg, juin 2026`)
    writeFileSync(
      join(draft, 'schools.csv'),
      writeTable(
        table.columns,
        rows.map((row) => table.columns.map((column) => row.cell(column))),
      ),
    )
  })
  sayInputs(raised, schools.length, places.length, inputs, (performance.now() - started) / 1000)
  const given = ['campaign.json', 'pupils.csv', 'offers.csv', 'schools.csv'].flatMap((file) => [
    `--${file.slice(0, file.indexOf('.'))}`,
    join(inputs, file),
  ])
  const result = ['--gtfs', timetable, '--out', join(out, 'result')]
  return passerelle('allocate', [...given, ...result]) || passerelle('verify', [...given, ...result])
}

/** Communes with their real outlines, within which people and hosts are put. */
function readPlaces(data: string, academie: boolean): Place[] {
  const outlines = new Map(departements.flatMap(({ contours }) => readOutlines(join(data, 'contours', contours))))
  const { rows } = read(join(data, 'communes.csv'), ['code', 'nom', 'departement', 'epci', 'population', 'lat', 'lon'])
  return rows
    .filter((row) =>
      academie ? departements.some(({ code }) => code === row.cell('departement')) : row.cell('epci') === eurometropole,
    )
    .map((row) => {
      const outline = outlines.get(row.cell('code'))
      return {
        code: row.cell('code'),
        name: row.cell('nom'),
        postcode: row.values('codesPostaux')[0] ?? '',
        departement: row.cell('departement'),
        region: row.cell('region'),
        epci: row.cell('epci'),
        population: Number(row.cell('population')),
        lat: Number(row.cell('lat')),
        lon: Number(row.cell('lon')),
        approximate: false,
        ...(outline ? { outline } : {}),
      }
    })
}

const position = z.tuple([z.number(), z.number()])
const polygon = z.array(z.array(position))
const collection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ code: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
      ]),
    }),
  ),
})

function readOutlines(path: string): [code: string, rings: NonNullable<Place['outline']>][] {
  return collection
    .parse(JSON.parse(readFileSync(path, 'utf8')))
    .features.map(({ properties, geometry }) => [
      properties.code,
      geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat(),
    ])
}

function readSchools(data: string, academie: boolean, communes: ReadonlySet<string>) {
  const table = read(join(data, 'schools.csv'), ['uai', 'commune_code', 'academie', 'seconde_pupils'])
  const rows = table.rows.filter(
    (row) =>
      Number(row.cell('seconde_pupils')) > 0 &&
      (academie ? row.cell('academie') === 'Strasbourg' : communes.has(row.cell('commune_code'))),
  )
  const schools = rows.map(
    (row): SchoolToFill => ({
      uai: row.cell('uai'),
      lat: Number(row.cell('latitude')),
      lon: Number(row.cell('longitude')),
      secondePupils: Number(row.cell('seconde_pupils')),
      nearQpv: row.cell('qpv') !== '',
      priorityEducation: row.cell('priority') !== '',
    }),
  )
  return { schools, table, rows }
}

function read(path: string, required: readonly string[]): TableFile {
  const problems = new ProblemList()
  const table = readTable(readNamedBytes(path), required, problems)
  problems.check()
  return table
}

function sayInputs(
  { pupils, hosts, offers }: RaisedInputs,
  schools: number,
  communes: number,
  folder: string,
  seconds: number,
): void {
  const number = new Intl.NumberFormat('fr-FR')
  const seats = offers.reduce((sum, offer) => sum + offer.seats.reduce((all, each) => all + each.seats, 0), 0)
  const held = pupils.filter(({ fixed }) => fixed !== undefined)
  const heldWeeks = held.reduce((sum, { weeks }) => sum + weeks.length, 0)
  const missed = pupils.reduce((sum, { weeks }) => sum + weeks.length, 0) - heldWeeks
  process.stdout.write(
    [
      `Entrées écrites dans ${folder} en ${seconds.toFixed(1).replace('.', ',')} s`,
      `  ${number.format(communes)} communes et ${number.format(schools)} lycées réels`,
      `  ${number.format(pupils.length)} élèves, dont ${number.format(held.length)} ont déjà une place`,
      `  ${number.format(hosts.length)} structures d’accueil, ${number.format(offers.length)} offres`,
      `  ${number.format(missed)} semaines d’élève à pourvoir, ${number.format(seats - heldWeeks)} places libres`,
      '',
    ].join('\n'),
  )
}

function passerelle(command: string, args: readonly string[]): number {
  process.stdout.write(`\n$ passerelle ${command} ${args.join(' ')}\n`)
  const started = performance.now()
  const { status } = spawnSync(process.execPath, ['bin/passerelle.js', command, ...args], { stdio: 'inherit' })
  process.stdout.write(
    `(${((performance.now() - started) / 1000).toFixed(1).replace('.', ',')} s, code ${status ?? 1})\n`,
  )
  return status ?? 1
}

process.exitCode = await main(
  values.academie,
  values.data,
  values.out ?? `out/strasbourg${values.academie ? '-academie' : ''}`,
)
