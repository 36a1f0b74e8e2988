import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, openEmbedded } from '#/platform/database.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { migrate } from '#/platform/migrations.ts'
import type { Services } from '#/platform/services.ts'
import { readXmlRecords } from '#/platform/xml-records.ts'
import { importSchoolFiles } from '#/pupils/index.ts'
import { saveSchools, saveTerritory } from '#/territory/index.ts'
import { servicesOn } from '#/web/open-services.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { elevesXml, inventSchool, latin9, responsablesXml } from '../test/school-files.ts'
import { onNewDatabase } from './databases.ts'

export const title =
  'SIECLE files: a school of 1,500 pupils, a territory of 25,000, and a file of hundreds of megabytes'

const territoryId = 'bocage'
/** The school of the measures, then those of the territory. */
const uai = (index: number): string => `9${String(index).padStart(6, '0')}A`

export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'school-bench-'))
  try {
    await reading(print, quick)
    const embedded = await openEmbedded()
    await measure('embedded', embedded, folder, quick, print)
    await embedded.close()
    const server = await startPostgres()
    try {
      await onNewDatabase(server.url, (database) => measure('PostgreSQL', database, folder, quick, print))
    } finally {
      await server.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How fast records come, beside the same bytes decoded and no more; and that memory does not follow the file. */
async function reading(print: (line: string) => void, quick: boolean): Promise<void> {
  const one = latin9(elevesXml({ uai: uai(0) }, inventSchool(2000)))
  const text = new TextDecoder('iso-8859-15').decode(one)
  const start = text.indexOf('<ELEVES>') + '<ELEVES>'.length
  const end = text.indexOf('</ELEVES>')
  const [head, body, tail] = [latin9(text.slice(0, start)), latin9(text.slice(start, end)), latin9(text.slice(end))]
  const times = Math.ceil((quick ? 20e6 : 300e6) / body.length)
  async function* parts() {
    yield head
    for (let time = 0; time < times; time++)
      for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536)
    yield tail
  }
  const decoder = new TextDecoder('iso-8859-15')
  let started = performance.now()
  let signs = 0
  for await (const part of parts()) signs += decoder.decode(part, { stream: true }).length
  const reference = performance.now() - started
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let [most, count] = [before, 0]
  started = performance.now()
  await readXmlRecords(parts(), new Set(['ELEVE']), () => {
    if (++count % 10_000 === 0) most = Math.max(most, process.memoryUsage().rss)
  })
  const took = performance.now() - started
  const megabytes = signs / 1e6
  print(
    `reading ${megabytes.toFixed(0)} MB: ${count} pupils in ${(took / 1000).toFixed(1)} s, ${(megabytes / (took / 1000)).toFixed(0)} MB/s, ${(took / reference).toFixed(1)} × decoding alone; memory +${((most - before) / 1e6).toFixed(0)} MB`,
  )
}

async function measure(
  engine: string,
  database: Database,
  folder: string,
  quick: boolean,
  print: (line: string) => void,
): Promise<void> {
  await migrate(database.db)
  const { services, close } = await servicesOn(
    { ...database, close: async () => {} },
    { ...readConfiguration({ DATA_DIR: folder }), addressUrl: 'http://localhost:9' },
    { log: createLog('silent'), metrics: createMetrics({ process: false }) },
  )
  const schools = quick ? 3 : 17
  await saveTerritory(services.db, { id: territoryId, name: 'Bocage' })
  await saveSchools(
    services.db,
    territoryId,
    Array.from({ length: schools + 1 }, (_, index) => ({
      uai: uai(index),
      name: `Lycée ${index}`,
      lat: 48.8,
      lon: -0.9,
      qpv: false,
      rural: true,
      secondePupils: 0,
    })),
  )
  const reference = await plainInserts(services, 1500)
  const first = await give(services, folder, 0, 1500)
  const again = await give(services, folder, 0, 1500)
  print(
    `${engine}: a SIECLE export of 1,500 pupils and their families in ${first.toFixed(2)} s (${(first / reference).toFixed(1)} × writing as many rows as JSON), the same again in ${again.toFixed(2)} s`,
  )
  let all = 0
  for (let school = 1; school <= schools; school++) all += await give(services, folder, school, 1500)
  print(`${engine}: ${schools} schools, ${schools * 1500} pupils, one after the other in ${all.toFixed(1)} s`)
  await close()
}

/** One school's two files, from the disk to the end of the transaction. Seconds. */
async function give(services: Services, folder: string, school: number, pupils: number): Promise<number> {
  const all = inventSchool(pupils, school * 10_000 + 1)
  const paths = [join(folder, 'ElevesAvecAdresses.xml'), join(folder, 'ResponsablesAvecAdresses.xml')]
  writeFileSync(paths[0] ?? '', latin9(elevesXml({ uai: uai(school), year: yearNow(services) }, all)))
  writeFileSync(paths[1] ?? '', latin9(responsablesXml({ uai: uai(school), year: yearNow(services) }, all)))
  const started = performance.now()
  const at = { territoryId, school: uai(school) }
  const report = await importSchoolFiles(services, { ...at, paths, dryRun: false, partial: false })
  if (report.state !== 'applied') throw new Error(`${report.state}: ${JSON.stringify(report.problems.slice(0, 3))}`)
  return (performance.now() - started) / 1000
}

function yearNow({ clock }: Services): number {
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  return today.month >= 8 ? today.year : today.year - 1
}

/** The reference: as many rows of as many bytes in one table, as JSON, without anything to think. Seconds. */
async function plainInserts({ db }: Services, rows: number): Promise<number> {
  const given = JSON.stringify(Array.from({ length: rows * 3 }, (_, id) => ({ id, text: 'x'.repeat(200) })))
  const started = performance.now()
  await db.transaction().execute(async (tx) => {
    await tx.schema.createTable('plain_rows').addColumn('id', 'integer').addColumn('text', 'text').execute()
    await sql`insert into plain_rows select id, text from jsonb_to_recordset(${given}::jsonb) as r (id int, text text)`.execute(
      tx,
    )
  })
  return (performance.now() - started) / 1000
}
