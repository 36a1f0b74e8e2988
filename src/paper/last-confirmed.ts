import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Batch } from './batches.ts'

/** What was confirmed last in a batch and may still be taken back. */
export async function lastConfirmed(
  db: Db,
  { territoryId, id }: Pick<Batch, 'territoryId' | 'id'>,
): Promise<{ readonly confirmationId: string; readonly pupilName: string; readonly count: number } | undefined> {
  const row = await db
    .selectFrom('paper_confirmations as c')
    .innerJoin('agreements as a', (on) =>
      on.onRef('a.territory_id', '=', 'c.territory_id').onRef('a.id', '=', 'c.agreement_id'),
    )
    .innerJoin('pupils as p', (on) =>
      on.onRef('p.territory_id', '=', 'a.territory_id').onRef('p.id', '=', 'a.pupil_id'),
    )
    .select(['c.id', 'c.signatories', 'p.first_name', 'p.last_name'])
    .where('c.territory_id', '=', territoryId)
    .where('c.batch_id', '=', id)
    .where('c.state', '=', 'waiting')
    .orderBy('c.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (
    row && {
      confirmationId: row.id,
      pupilName: `${row.last_name} ${row.first_name}`,
      count: row.signatories.length,
    }
  )
}
