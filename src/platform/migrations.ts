import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { RefusedCommand } from './command-line.ts'
import type { Db } from './database.ts'

/** A step that brings the schema forward. Steps are only ever added: what was applied somewhere is history. */
export interface Migration {
  /** `0001_identity` */
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** The database and the steps disagree; the message says what to do. */
export class MigrationError extends RefusedCommand {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** Reads the steps of a folder, in the order of their numbers. */
export function readMigrations(folder = migrationsFolder): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'))
  const wrong = files.find((file) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(file))
  if (wrong !== undefined)
    throw new MigrationError(`migrations/${wrong} : un nom de la forme 0001_sujet.sql est attendu.`)
  return files.toSorted().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    return { name: file.slice(0, -4), sql: text, sha256: createHash('sha256').update(text).digest('hex') }
  })
}

/**
 * Applies the steps that the database lacks, each in its transaction. Two processes that start together take turns.
 * @returns the names applied now.
 * @throws MigrationError when an applied step was edited since, or is unknown here (a newer version wrote this database).
 */
export async function migrate(db: Db, steps: readonly Migration[] = readMigrations()): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lockNumber}::bigint)`.execute(connection)
    try {
      await sql`create table if not exists migrations (
        name text primary key, sha256 text not null, applied_at timestamptz not null default now()
      )`.execute(connection)
      const { rows } = await sql<{ name: string; sha256: string }>`select name, sha256 from migrations`.execute(
        connection,
      )
      const applied = new Map(rows.map(({ name, sha256 }) => [name, sha256]))
      checkHistory(applied, steps)
      const missing = steps.filter(({ name }) => !applied.has(name))
      for (const { name, sql: text, sha256 } of missing)
        await connection.transaction().execute(async (tx) => {
          await sql.raw(text).execute(tx)
          await sql`insert into migrations (name, sha256) values (${name}, ${sha256})`.execute(tx)
        })
      return missing.map(({ name }) => name)
    } finally {
      await sql`select pg_advisory_unlock(${lockNumber}::bigint)`.execute(connection)
    }
  })
}

/** Any number will do, as long as every process takes the same and nobody else does. */
const lockNumber = 7_277_353_735

function checkHistory(applied: ReadonlyMap<string, string>, steps: readonly Migration[]): void {
  const known = new Map(steps.map((step) => [step.name, step.sha256]))
  for (const [name, sha256] of applied) {
    const here = known.get(name)
    if (here === undefined)
      throw new MigrationError(
        `La base a reçu l’étape ${name}, que cette version ne connaît pas. Lancez la version qui l’a écrite, ou une plus récente.`,
      )
    if (here !== sha256)
      throw new MigrationError(
        `migrations/${name}.sql a changé depuis qu’elle a été appliquée. Rétablissez-la et ajoutez une nouvelle étape.`,
      )
  }
}
