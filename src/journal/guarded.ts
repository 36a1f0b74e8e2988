import { sql } from 'kysely'
import type { Account } from '#/identity/index.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'

/**
 * The second lock: reads as a database role to which row-level security applies (migrations/0034_second_lock.sql), in a
 * transaction of its own. A query that forgot its `where` gives only the pupils, applications, messages and representatives that the
 * account's grants in force cover. It may read these, and the tables without anything personal; it writes nothing.
 *
 * Not inside another transaction; and on the embedded engine use `tx` alone inside.
 */
export async function guarded<Result>(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  account: Pick<Account, 'id'>,
  read: (tx: Db) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('passerelle.account', ${account.id}, true),
      set_config('passerelle.now', ${clock.now().toString()}, true), set_config('role', 'passerelle_guarded', true)`.execute(
      tx,
    )
    return read(tx)
  })
}
