import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { addresses } from '#/addresses.ts'
import { type Database, openEmbedded } from '#/platform/database.ts'
import { migrate } from '#/platform/migrations.ts'
import type { Services } from '#/platform/services.ts'
import { createApp } from '#/web/create-app.ts'
import { startPostgres } from '../test/postgres-server.ts'
import { onNewDatabase, servicesOnDay } from './databases.ts'
import { fill } from './generate-offers.ts'
import { percentile, sayTimes } from './percentiles.ts'

export const title = 'The public search over 100,000 offers: whole pages, beside a search without any index'

/** What is asked, as people ask it: each shape in several towns, words and weeks. */
const shapes: readonly { readonly name: string; readonly query: (pick: (most: number) => number) => string }[] = [
  { name: 'everything, newest', query: () => '' },
  { name: 'commune, nearest', query: (pick) => `lieu=Ville ${pick(60)}` },
  { name: 'commune, 50 km, newest', query: (pick) => `lieu=Ville ${pick(60)}&rayon=50&tri=date` },
  { name: 'common word', query: (pick) => `q=${common[pick(common.length)]}` },
  { name: 'rare word', query: (pick) => `q=specialite${pick(900)}` },
  {
    name: 'two words near a commune',
    query: (pick) => `q=atelier ${common[pick(common.length)]}&lieu=Ville ${pick(60)}`,
  },
  { name: 'a word with a slip', query: (pick) => `q=${['mecaniqe', 'boulngerie', 'informatiqe'][pick(3)]}` },
  { name: 'sector, week', query: (pick) => `secteur=s${1 + pick(51)}&semaine=2026-W${24 + pick(4)}` },
  {
    name: 'commune, sector, level, access',
    query: (pick) => `lieu=Ville ${pick(60)}&secteur=s${1 + pick(51)}&niveau=seconde&acces=lift`,
  },
  { name: 'a week with few seats left', query: () => 'semaine=2026-W30' },
  { name: 'group of six', query: () => 'groupe=6' },
  { name: 'travel ≤ 45 min (estimated)', query: (pick) => `lieu=Ville ${pick(6)}&temps=45` },
  { name: 'nothing, with proposals', query: (pick) => `q=introuvable&lieu=Ville ${pick(60)}&secteur=s3` },
]
const common = ['mecanique', 'boulangerie', 'informatique', 'jardin', 'accueil', 'cuisine']

/** Pages asked of each shape, after three to warm up. */
const asks = { full: 20, quick: 5 }

export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  const offers = quick ? 10_000 : 100_000
  const folder = mkdtempSync(join(tmpdir(), 'search-bench-'))
  const server = await startPostgres()
  try {
    await onNewDatabase(server.url, (database) => measure('PostgreSQL', database, offers, quick, print))
    const embedded = await openEmbedded({ dataDir: join(folder, 'pglite') })
    await measure('embedded', embedded, offers, quick, print)
    await embedded.close()
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(
  engine: string,
  database: Database,
  offers: number,
  quick: boolean,
  print: (line: string) => void,
): Promise<void> {
  await migrate(database.db)
  const { services, close } = await servicesOnDay(database)
  const started = performance.now()
  await fill(services.db, offers)
  print(`${engine}: ${offers} offers written and indexed in ${seconds(started)} s`)
  const app = createApp(services)
  const random = makeRandom(1)
  const all: number[] = []
  const reference = await scanReference(services)
  print(`${engine} | ms: median | p95 | most | ratio of p95 to a scan without index (${reference.toFixed(0)} ms)`)
  for (const { name, query } of shapes) {
    const times: number[] = []
    for (let ask = -3; ask < (quick ? asks.quick : asks.full); ask++) {
      const address = `${addresses.search}?${new URLSearchParams(query((most) => Math.floor(random() * most)))}`
      const from = performance.now()
      const answer = await app.request(address)
      await answer.text()
      if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
      if (ask >= 0) times.push(performance.now() - from)
    }
    all.push(...times)
    print(`${engine}, ${name} | ${sayTimes(times)} | ${(percentile(times, 0.95) / reference).toFixed(2)}`)
  }
  print(`${engine}, all | ${sayTimes(all)} | ${(percentile(all, 0.95) / reference).toFixed(2)}`)
  await close()
}

/** The same question without the index: folding and measuring every offer. The named reference of the ratios. */
async function scanReference({ db }: Services): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const from = performance.now()
    await sql`select id from offers where territory_id = 'bench' and state = 'published'
      and (search_fold(title) like '%mecanique%' or search_fold(description) like '%mecanique%')
      order by power(lat - 48.5, 2) + power(lon - 0.5, 2) limit 20`.execute(db)
    times.push(performance.now() - from)
  }
  return Math.min(...times)
}

const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1)

/** The same questions in every run (mulberry32). */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
