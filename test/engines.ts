import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import pg from 'pg'
import { type Database, openEmbedded, openServer } from '#/platform/database.ts'
import { openJobs } from '#/platform/jobs.ts'
import { createLog } from '#/platform/log.ts'
import { createMetrics } from '#/platform/metrics.ts'
import { migrate, readMigrations } from '#/platform/migrations.ts'
import { startPostgres } from './postgres-server.ts'

/** Where the engines stand: made once for a whole run by test/run.ts, or here for a file that is run alone. */
export interface Engines {
  /** PostgreSQL, with the right to create databases, and its migrated template. */
  readonly server: { readonly url: string; readonly template: string }
  /** A dump of a migrated embedded database. */
  readonly dump: string
  stop(): Promise<void>
}

const variable = 'PASSERELLE_TEST_ENGINES'

/** For test/run.ts: what the processes of the run find in their environment. */
export const enginesEnvironment = ({ server, dump }: Engines): Record<string, string> => ({
  [variable]: JSON.stringify({ server, dump }),
})

/** A test on a fresh, migrated database of each engine. The embedded one is emptied rather than opened again: 20 ms instead of a second. */
export function eachEngine(name: string, body: (database: Database, t: TestContext) => Promise<void>): void {
  closeAtEnd()
  test(`${name} (embedded)`, async (t) => {
    const database = await sharedEmbedded()
    await empty(database)
    await body({ ...database, close: async () => {} }, t)
  })
  testOnServer(name, async (url, t) => {
    const database = await openServer(url, 4)
    try {
      await body({ ...database, close: async () => {} }, t)
    } finally {
      await database.close()
    }
  })
}

/** A test on a fresh, migrated database of PostgreSQL, by its address: for processes that open it themselves. */
export function testOnServer(name: string, body: (databaseUrl: string, t: TestContext) => Promise<void>): void {
  closeAtEnd()
  test(`${name} (PostgreSQL)`, async (t) => {
    const { server } = await engines()
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    const fresh = `test_${randomBytes(8).toString('hex')}`
    try {
      await admin.query(`create database ${fresh} template ${server.template}`)
      await body(databaseUrl(server.url, fresh), t)
    } finally {
      await admin.query(`drop database if exists ${fresh} with (force)`)
      await admin.end()
    }
  })
}

let own: Promise<Engines> | undefined
let embedded: Promise<Database> | undefined
let closing = false

// At the level of the file: a hook set inside a test would run at the end of that test.
function closeAtEnd(): void {
  if (!closing)
    after(async () => {
      await (await embedded)?.close()
      await (await own)?.stop()
    })
  closing = true
}

function engines(): Promise<Engines> {
  own ??= findEngines()
  return own
}

async function findEngines(): Promise<Engines> {
  const given = process.env[variable]
  // What enginesEnvironment wrote.
  if (given !== undefined) return { ...(JSON.parse(given) as Omit<Engines, 'stop'>), stop: async () => {} }
  return startEngines()
}

function sharedEmbedded(): Promise<Database> {
  embedded ??= (async () => {
    const { dump } = await engines()
    return openEmbedded({ loadDataDir: new Blob([readFileSync(dump)]) })
  })()
  return embedded
}

/** Starts both engines; DATABASE_URL_TEST stands for a PostgreSQL that is there already (it must be allowed to create databases). */
export async function startEngines(): Promise<Engines> {
  const dump = await embeddedDump()
  const given = process.env.DATABASE_URL_TEST
  const server = given ? { url: given, stop: async () => {} } : await startPostgres()
  const template = `template_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${template}`)
  const database = await openServer(databaseUrl(server.url, template), 4)
  await prepare(database)
  await database.close()
  return {
    server: { url: server.url, template },
    dump,
    async stop() {
      await admin.query(`drop database if exists ${template} with (force)`)
      await admin.end()
      await server.stop()
    },
  }
}

/** Made once for a state of the migrations: creating an embedded database takes some seconds, loading a dump half a second. */
async function embeddedDump(): Promise<string> {
  const state = createHash('sha256')
    .update(JSON.stringify([readMigrations(), versions()]))
    .digest('hex')
    .slice(0, 16)
  const folder = join(import.meta.dirname, '..', '.cache')
  const file = join(folder, `pglite-${state}.tar`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const database = await openEmbedded()
  await prepare(database)
  const dump = await database.lite.dumpDataDir('none')
  writeFileSync(`${file}.${process.pid}`, new Uint8Array(await dump.arrayBuffer()))
  renameSync(`${file}.${process.pid}`, file)
  await database.close()
  return file
}

const versions = (): string[] =>
  ['@electric-sql/pglite', 'pg-boss'].map((name) =>
    readFileSync(join(import.meta.dirname, '..', 'node_modules', name, 'package.json'), 'utf8'),
  )

/** The schema, and the job queue's. */
async function prepare(database: Database): Promise<void> {
  await migrate(database.db)
  const jobs = await openJobs(database, [], { log: createLog('silent'), metrics: createMetrics({ process: false }) })
  await jobs.stop()
}

async function empty({ pool }: Database): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where (schemaname = 'public' and tablename <> 'migrations') or (schemaname = 'pgboss' and tablename in ('job', 'queue', 'job_common'))`,
  )
  await pool.query(`truncate ${rows.map(({ name }) => name).join(', ')} cascade`)
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
