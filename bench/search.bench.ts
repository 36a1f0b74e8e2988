import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { addresses } from '#/addresses.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { type Database, type Db, openEmbedded, openServer } from '#/platform/database.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { migrate } from '#/platform/migrations.ts'
import type { Services } from '#/platform/services.ts'
import { saveAreas, saveTerritory } from '#/territory/index.ts'
import { createApp } from '#/web/create-app.ts'
import { servicesOn } from '#/web/open-services.ts'
import { startPostgres } from '../test/postgres-server.ts'

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
    const name = `bench_${process.pid}`
    const admin = await openServer(server.url, 1)
    await admin.pool.query(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    const database = await openServer(url.href, 4)
    await measure('PostgreSQL', database, offers, quick, print)
    await database.close()
    await admin.pool.query(`drop database ${name} with (force)`)
    await admin.close()
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
  const { services, close } = await servicesOn({ ...database, close: async () => {} }, readConfiguration({}), {
    log: createLog('silent'),
    metrics: createMetrics({ process: false }),
    clock: { now: () => Temporal.Instant.from('2026-06-03T08:42:00Z') },
  })
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
    print(`${engine}, ${name} | ${say(times)} | ${(percentile(times, 0.95) / reference).toFixed(2)}`)
  }
  print(`${engine}, all | ${say(all)} | ${(percentile(all, 0.95) / reference).toFixed(2)}`)
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

/** A territory of 60 towns, a fifth of the offers in the first; words as titles have them, each week less open than the one before. */
async function fill(db: Db, offers: number): Promise<void> {
  await saveTerritory(db, { id: 'bench', name: 'Banc d’essai' })
  await saveAreas(
    db,
    'bench',
    Array.from({ length: 60 }, (_, town) => ({
      kind: 'commune' as const,
      code: `99${String(town).padStart(3, '0')}`,
      name: `Ville ${town}`,
      lat: 48 + (town % 8) * 0.15,
      lon: -1 + Math.floor(town / 8) * 0.25,
      population: 1000 * (60 - town),
    })),
  )
  const hosts = Math.ceil(offers / 4)
  const uuid = (prefix: string, number: string) =>
    sql.raw(`(lpad(to_hex(${number}), 8, '0') || '-${prefix}-7000-8000-000000000000')::uuid`)
  await sql`insert into hosts (territory_id, id, name, search, created_at)
    select 'bench', ${uuid('aaaa', 'n')}, 'Entreprise ' || n, 'entreprise', now() from generate_series(1, ${hosts}::integer) n`.execute(
    db,
  )
  await sql`insert into sites (territory_id, id, host_id, name, postcode, commune, city, lat, lon, facilities)
    select 'bench', ${uuid('bbbb', 'n')}, ${uuid('aaaa', 'n')}, 'Site', '14000', '99' || lpad(town::text, 3, '0'), 'Ville ' || town,
      48 + (town % 8) * 0.15 + sin(n * 1.7) * 0.06 * abs(sin(n)), -1 + (town / 8) * 0.25 + cos(n * 2.3) * 0.09 * abs(cos(n)),
      case when n % 3 = 0 then array['lift'] else '{}' end
    from generate_series(1, ${hosts}::integer) n, lateral (select case when n % 5 = 0 then 0 else (n * 7919) % 60 end as town) t`.execute(
    db,
  )
  await sql`analyze hosts, sites`.execute(db)
  for (let from = 1; from <= offers; from += 5000)
    await sql`insert into offers (territory_id, id, host_id, site_id, title, description, activities, sector, trades, schemes, levels,
        span, group_max, hours, facilities, reserved_schools, state, lat, lon, created_at, changed_at, published_at)
      select 'bench', ${uuid('cccc', 'n')}, s.host_id, s.id,
        initcap(w.words[1 + n % 14]) || ' et ' || w.words[1 + (n / 14) % 14] || ' specialite' || n % 900,
        'Découvrir un atelier, une équipe et un métier : ' || w.words[1 + (n / 7) % 14] || ', ' || w.words[1 + (n / 3) % 14]
          || '. Accueil par un tuteur, visite des lieux, participation aux gestes simples et bilan le vendredi. ' || md5(n::text),
        'Visite, observation, entretien.', 's' || 1 + n % 51, array['D' || 1000 + n % 300], array['observation-2de'],
        case when n % 4 = 0 then array['troisieme'] else array['seconde'] end, case when n % 10 = 0 then 'all' else 'week' end,
        case when n % 20 = 0 then 8 end,
        ('{"1":' || d || ',"2":' || d || ',"3":' || d || ',"4":' || d || ',"5":' || d || '}')::jsonb, '{}', '{}', 'published',
        s.lat, s.lon, now(), now(), timestamptz '2026-05-01' + n * interval '17 seconds'
      from generate_series(${from}::integer, ${Math.min(offers, from + 4999)}::integer) n
      join sites s on s.territory_id = 'bench' and s.id = ${uuid('bbbb', `1 + n % ${hosts}`)},
        lateral (select '{"start":' || 480 + 30 * (n % 3) || ',"end":' || 990 + 30 * (n % 2) || '}' as d) h,
        (select array['mécanique', 'boulangerie', 'informatique', 'jardin', 'accueil', 'cuisine', 'menuiserie', 'soins', 'vente',
          'comptabilité', 'couture', 'plomberie', 'élevage', 'musée'] as words) w`.execute(db)
  await sql`insert into offer_weeks (territory_id, offer_id, week, seats, taken)
    select 'bench', ${uuid('cccc', 'n')}, w.week, 2 + n % 3, case when (n * 31 + w.nth * 17) % 100 < w.taken then 2 + n % 3 else 0 end
    from generate_series(1, ${offers}::integer) n,
      (values ('2026-W25', 1, 40), ('2026-W26', 2, 30), ('2026-W27', 3, 20), ('2026-W30', 4, 99)) w(week, nth, taken)
    where n % 10 < 9 or w.nth < 3`.execute(db)
  await sql`analyze`.execute(db)
}

const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(1)
const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.ceil(times.length * share) - 1)] ?? 0
const say = (times: readonly number[]): string =>
  [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(1)).join(' | ')

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
