import { join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { type ColumnType, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Configuration } from './configuration.ts'
import { lockFolder } from './folder-lock.ts'

/** Every feature adds its tables to this interface by declaration merging (see each `tables.ts`), so the platform knows none. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Schema {}

/** A database or a transaction on it: what reads and writes take. */
export type Db = Kysely<Schema>

/** A `timestamptz` column: read as an instant, written as ISO text. */
export type InstantColumn = ColumnType<Temporal.Instant, string, string>
export type NullableInstantColumn = ColumnType<Temporal.Instant | null, string | null, string | null>

/** An instant as a value to compare a column with. */
export const moment = (instant: Temporal.Instant) => sql<Temporal.Instant>`${instant.toString()}::timestamptz`

/** Whether a statement failed because a row of these values is there already (PostgreSQL's `unique_violation`, on either engine). */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'

/** An open database. The same code speaks to both engines, through node-postgres. */
export interface Database {
  readonly db: Db
  readonly pool: pg.Pool
  /** The embedded engine has one connection: inside a transaction, use only the transaction, or wait for ever. */
  readonly engine: 'postgresql' | 'pglite'
  /** Calls back for each notification until the returned function is called. `onGap`: some may have been missed. */
  listen(channel: string, onPayload: (payload: string) => void, onGap: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

/**
 * Opens PostgreSQL 15 or newer where the configuration gives its address, the embedded database in the data folder otherwise.
 * @throws FolderInUse when another process has the data folder.
 */
export async function openDatabase({
  databaseUrl,
  dataDir,
}: Pick<Configuration, 'databaseUrl' | 'dataDir'>): Promise<Database> {
  if (databaseUrl !== undefined) return openServer(databaseUrl)
  const folder = resolve(dataDir)
  const unlock = lockFolder(folder)
  try {
    const database = await openEmbedded({ dataDir: join(folder, 'pglite') })
    return {
      ...database,
      async close() {
        await database.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** PostgreSQL at an address. Ten connections: two cores serve a région with fewer, and a default server allows 100. */
export async function openServer(databaseUrl: string, max = 10): Promise<Database> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, types: columnTypes })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  await pool.query('select 1').catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  return {
    ...withKysely(pool),
    engine: 'postgresql',
    listen: (channel, onPayload, onGap) => listenOnServer(databaseUrl, channel, onPayload, onGap),
    close: () => pool.end(),
  }
}

/** The embedded PostgreSQL, in a folder or (without one) in memory, possibly starting from a dump of another. */
export async function openEmbedded(
  options: { dataDir?: string; loadDataDir?: Blob } = {},
): Promise<Database & { readonly lite: PGlite }> {
  const lite = await PGlite.create(options)
  // oxlint-disable-next-line no-misused-spread -- its class has fields only, which is all that the pool reads
  const pool = new pg.Pool({ ...createPgConfig(lite), max: 1, idleTimeoutMillis: 0, types: columnTypes })
  pool.on('error', () => {})
  return {
    ...withKysely(pool),
    engine: 'pglite',
    lite,
    async listen(channel, onPayload) {
      const stop = lite.onNotification((from, payload) => {
        if (from === channel) onPayload(payload)
      })
      // Through the pool, so that it waits for a transaction under way instead of joining it.
      await pool.query(`listen ${pg.escapeIdentifier(channel)}`)
      return async () => stop()
    },
    async close() {
      await pool.end()
      await lite.close()
    },
  }
}

const withKysely = (pool: pg.Pool) => ({ pool, db: new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) })

/** Columns as our code wants them: instants, ISO dates, and counts as numbers (none comes near 2^53). */
const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(id, format) {
    if (format !== 'binary') {
      if (id === pg.types.builtins.TIMESTAMPTZ) return readInstant
      if (id === pg.types.builtins.DATE) return (text: string) => text
      if (id === pg.types.builtins.INT8) return Number
    }
    return pg.types.getTypeParser(id, format)
  },
}

/** PostgreSQL writes `2026-06-15 08:07:00.5+02`. */
const readInstant = (text: string): Temporal.Instant =>
  Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))

async function listenOnServer(
  connectionString: string,
  channel: string,
  onPayload: (payload: string) => void,
  onGap: () => void,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString, keepAlive: true })
    next.on('error', () => reconnect(next))
    next.on('notification', (message) => {
      if (message.channel === channel) onPayload(message.payload ?? '')
    })
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }
  const reconnect = (broken: pg.Client): void => {
    if (stopped || (client !== undefined && client !== broken)) return
    client = undefined
    broken.end().catch(() => {})
    retry = setTimeout(() => {
      connect().then(onGap, () => reconnect(broken))
    }, 1000)
  }
  await connect()
  return async () => {
    stopped = true
    clearTimeout(retry)
    await client?.end().catch(() => {})
  }
}
