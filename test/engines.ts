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

/**
 * A test on an empty, migrated database of each engine. Both are made once for a process and emptied before each test: some 50 ms
 * instead of a second.
 */
export function eachEngine(name: string, body: (database: Database, t: TestContext) => Promise<void>): void {
  closeAtEnd()
  test(`${name} (embedded)`, async (t) => {
    const database = await sharedEmbedded()
    await empty(database)
    await body({ ...database, close: async () => {} }, t)
  })
  test(`${name} (PostgreSQL)`, async (t) => {
    onServer ??= createDatabase()
    const database = await openServer((await onServer).url, 4)
    try {
      // What a test before this one left open must not hold its rows.
      await database.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await empty(database)
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
    const fresh = await createDatabase()
    try {
      await body(fresh.url, t)
    } finally {
      // After what the test itself asked for at its end: whoever still talks to this database would be cut off in the middle of a word.
      t.after(() => fresh.drop())
    }
  })
}

interface FreshDatabase {
  readonly url: string
  drop(): Promise<void>
}

async function createDatabase(): Promise<FreshDatabase> {
  const { server } = await engines()
  const name = `test_${randomBytes(8).toString('hex')}`
  const asAdmin = async (statement: string): Promise<void> => {
    const admin = new pg.Client({ connectionString: server.url })
    await admin.connect()
    try {
      await admin.query(statement)
    } finally {
      await admin.end()
    }
  }
  await asAdmin(`create database ${name} template ${server.template}`)
  return { url: databaseUrl(server.url, name), drop: () => asAdmin(`drop database if exists ${name} with (force)`) }
}

let own: Promise<Engines> | undefined
let embedded: Promise<Database> | undefined
let onServer: Promise<FreshDatabase> | undefined
let closing = false

// At the level of the file: a hook set inside a test would run at the end of that test.
function closeAtEnd(): void {
  if (!closing) after(keepEngines())
}

/** Leaves the engines of this process open from one file to the next (see batch.ts). Returns what closes them. */
export function keepEngines(): () => Promise<void> {
  closing = true
  return async () => {
    await (await embedded)?.close()
    await (await onServer)?.drop()
    await (await own)?.stop()
  }
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

/** Rows of a few tables are sooner deleted than a hundred files made anew; a table that held many gets a new one all the same. */
async function empty({ pool }: Database): Promise<void> {
  await pool.query(`do $$
    declare name text; deleted bigint;
    begin
      -- Foreign keys are for whoever deletes some rows: here all go.
      set local session_replication_role = replica;
      for name in
        select format('%I.%I', schemaname, tablename) from pg_tables
        where (schemaname = 'public' and tablename <> 'migrations') or (schemaname = 'pgboss' and tablename in ('job', 'queue', 'job_common'))
      loop
        execute 'delete from ' || name;
        get diagnostics deleted = row_count;
        if deleted > 1000 then execute 'truncate ' || name || ' cascade'; end if;
      end loop;
    end $$`)
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
