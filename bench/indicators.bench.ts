import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { addressOf } from '#/addresses.ts'
import { openSession, saveAccount } from '#/identity/index.ts'
import { recount } from '#/indicators/recount.ts'
import { type Database, type Db, openEmbedded } from '#/platform/database.ts'
import { migrate } from '#/platform/migrations.ts'
import { createApp } from '#/web/create-app.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { onNewDatabase, servicesOnDay } from './databases.ts'
import { fillStatuses, scheme, territory } from './generate-statuses.ts'
import { percentile, sayTimes } from './percentiles.ts'

export const title = 'Dashboards of 25,000 and 605,000 pupils: whole pages, beside counting the pupils again'

const here = { territory }
const pages: readonly { readonly name: string; readonly address: string }[] = [
  { name: 'territory by bassin', address: addressOf('board', here) },
  { name: 'territory by school', address: addressOf('board', here, { par: 'etablissement' }) },
  { name: 'territory by commune', address: addressOf('board', here, { par: 'commune', couleur: 'paper' }) },
  { name: 'a département', address: addressOf('board', here, { dans: 'departement:D1' }) },
  { name: 'a bassin', address: addressOf('board', here, { dans: 'bassin:B3' }) },
  { name: 'a school', address: addressOf('board', here, { dans: 'etablissement:U0000012' }) },
  { name: 'a week ago', address: addressOf('board', here, { jour: '2026-05-27' }) },
  { name: 'two months ago', address: addressOf('board', here, { jour: '2026-04-01' }) },
  { name: 'gaps', address: addressOf('boardGaps', here) },
  { name: 'gaps two months ago', address: addressOf('boardGaps', here, { jour: '2026-04-01' }) },
  {
    name: 'gaps of a bassin two months ago',
    address: addressOf('boardGaps', here, { dans: 'bassin:B3', jour: '2026-04-01' }),
  },
  { name: 'weeks two months ago', address: addressOf('boardSeats', here, { jour: '2026-04-01' }) },
  {
    name: 'a school two months ago',
    address: addressOf('board', here, { dans: 'etablissement:U0000012', jour: '2026-04-01' }),
  },
  {
    name: 'a bassin against another',
    address: addressOf('boardCompare', here, { dans: 'bassin:B3', avec: 'bassin:B4' }),
  },
  { name: 'against last year', address: addressOf('boardCompare', here) },
  { name: 'seats and calls, territory', address: addressOf('boardSeats', here) },
  { name: 'seats and calls, bassin', address: addressOf('boardSeats', here, { dans: 'bassin:B3' }) },
]

export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'indicators-bench-'))
  const server = await startPostgres()
  try {
    for (const pupils of quick ? [25_000] : [25_000, 605_000])
      await onNewDatabase(server.url, (database) =>
        measure(`PostgreSQL, ${pupils} pupils`, database, pupils, quick, print),
      )
    const embedded = await openEmbedded({ dataDir: join(folder, 'pglite') })
    await measure('embedded, 25000 pupils', embedded, 25_000, quick, print)
    await embedded.close()
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  engine: string,
  database: Database,
  pupils: number,
  quick: boolean,
  print: (line: string) => void,
): Promise<void> {
  await migrate(database.db)
  const { services, close } = await servicesOnDay(database)
  const { db } = services
  const { derived, signed, agreements } = await fillStatuses(db, { pupils, days: quick ? 20 : 120 })
  print(
    `${engine}: statuses derived in ${derived.toFixed(1)} s; ${agreements} signatures counted and folded in ${signed.toFixed(1)} s`,
  )
  const account = await saveAccount(services, {
    email: 'maud@essai.example',
    name: 'Maud Essai',
    grants: [{ role: 'coordinator', territoryId: territory }],
  })
  const secret = await openSession(services, account)
  await sql`update sessions set second_step_at = ${services.clock.now().toString()} where account_id = ${account}`.execute(
    db,
  )
  const app = createApp(services)
  const reference = await countAgain(db)
  print(`${engine} | ms: median | p95 | most | ratio of p95 to counting from the facts (${reference.toFixed(0)} ms)`)
  const all: number[] = []
  for (const { name, address } of pages) {
    const times: number[] = []
    for (let ask = -3; ask < (quick ? 8 : 20); ask++) {
      const from = performance.now()
      const answer = await app.request(address, { headers: { cookie: `passerelle=${secret}`, host: 'localhost' } })
      await answer.text()
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
      if (ask >= 0) times.push(performance.now() - from)
    }
    all.push(...times)
    print(`${engine}, ${name} | ${sayTimes(times)} | ${(percentile(times, 0.95) / reference).toFixed(2)}`)
  }
  print(`${engine}, all | ${sayTimes(all)} | ${(percentile(all, 0.95) / reference).toFixed(2)}`)
  const [kept, bare] = [await signOne(db, false), await signOne(db, true)]
  print(`${engine}: one signature ${kept.toFixed(1)} ms with its status and counts, ${bare.toFixed(1)} ms without`)
  const from = performance.now()
  const differences = await recount(db, territory)
  print(
    `${engine}: a recount of everything takes ${((performance.now() - from) / 1000).toFixed(1)} s and finds ${differences.length} differences`,
  )
  await close()
}

/** The same headline without counters: each pupil's status derived from the facts. The named reference of the ratios. */
async function countAgain(db: Db): Promise<number> {
  const from = performance.now()
  await sql`select status, source, count(*) from pupil_statuses_now where territory_id = ${territory} and scheme = ${scheme} group by 1, 2`.execute(
    db,
  )
  return performance.now() - from
}

/** The median of some signatures, each in its own transaction; `bare` without triggers. */
async function signOne(db: Db, bare: boolean): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`select id from agreements where territory_id = ${territory} order by id limit 21`.execute(db)
  const times: number[] = []
  for (const { id } of rows) {
    // There and back: the last of an agreement's moves leaves it as it was.
    for (const state of ['signing', 'signed'] as const) {
      const from = performance.now()
      await db.transaction().execute(async (tx) => {
        if (bare) await sql`set local session_replication_role = replica`.execute(tx)
        await tx
          .updateTable('agreements')
          .set({ state })
          .where('territory_id', '=', territory)
          .where('id', '=', id)
          .execute()
      })
      times.push(performance.now() - from)
    }
  }
  return percentile(times, 0.5)
}
