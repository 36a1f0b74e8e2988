import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { type ResultTable, resultColumns } from './result-rows.ts'
import type { ThreadOutcome } from './run-thread.ts'

/** Writes a whole result in the caller's transaction: rows go to the database as the thread wrote them. */
export async function storeResult(
  tx: Db,
  { territoryId, runId }: { readonly territoryId: string; readonly runId: string },
  outcome: Extract<ThreadOutcome, { kind: 'done' }>,
): Promise<void> {
  for (const { table, rows } of outcome.rows) await insertRows(tx, { territoryId, runId }, table, rows)
  for (const { name, sha256, bytes } of outcome.files)
    await tx
      .insertInto('run_files')
      .values({ territory_id: territoryId, run_id: runId, name, sha256, bytes: Buffer.from(bytes) })
      .execute()
}

async function insertRows(
  tx: Db,
  { territoryId, runId }: { readonly territoryId: string; readonly runId: string },
  table: ResultTable,
  rows: string,
): Promise<void> {
  const columns = Object.entries(resultColumns[table])
  const names = sql.join(columns.map(([column]) => sql.ref(column)))
  const typed = sql.join(columns.map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`))
  await sql`insert into ${sql.table(table)} (territory_id, run_id, ${names})
    select ${territoryId}, ${runId}, ${names} from jsonb_to_recordset(${rows}::jsonb) as r(${typed})`.execute(tx)
}

/** Lets the engine know how the new rows are spread, so that its plans suit them; the embedded one never looks by itself. */
export async function analyseResults(db: Db): Promise<void> {
  for (const table of Object.keys(resultColumns)) await sql`analyze ${sql.table(table)}`.execute(db)
}
