import './tables.ts'
import { sql } from 'kysely'
import type { Agreement } from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import type { Answers } from './evaluation.ts'

/** The pupil's own line of a day. */
export interface JournalLine {
  /** ISO date. */
  readonly day: string
  readonly body: string
}

/** The journal of a placement, by day. */
export async function journalOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<readonly JournalLine[]> {
  return db
    .selectFrom('placement_journal')
    .select(['day', 'body'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('day')
    .limit(400)
    .execute()
}

/** Writes the lines of some days; an empty line is taken away. */
export async function saveJournal(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  { territoryId, id, pupilId }: Agreement,
  lines: readonly JournalLine[],
): Promise<void> {
  const written = JSON.stringify(lines.filter(({ body }) => body !== ''))
  const empty = lines.filter(({ body }) => body === '').map(({ day }) => day)
  await sql`delete from placement_journal where territory_id = ${territoryId} and agreement_id = ${id}
    and day = any (${empty}::date[])`.execute(tx)
  await sql`insert into placement_journal (territory_id, agreement_id, day, pupil_id, body, at)
    select ${territoryId}, ${id}::uuid, day, ${pupilId}::uuid, body, ${clock.now().toString()}::timestamptz
    from jsonb_to_recordset(${written}::jsonb) as given (day date, body text)
    on conflict (territory_id, agreement_id, day) do update set body = excluded.body, at = excluded.at
    where placement_journal.body <> excluded.body`.execute(tx)
}

/** A pupil's report, part by part. */
export interface Report {
  readonly answers: Answers
  /** Undefined: still the pupil's own. */
  readonly handedAt: Temporal.Instant | undefined
}

/** The report of a placement, as far as this transaction may read it. */
export async function reportOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<Report | undefined> {
  const row = await db
    .selectFrom('placement_reports')
    .select(['answers', 'handed_at'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .executeTakeFirst()
  return row && { answers: row.answers, handedAt: row.handed_at ?? undefined }
}

/** Keeps the report; `hand`: gives it to the school, or takes it back. */
export async function saveReport(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  { territoryId, id, pupilId, classId, school }: Agreement,
  { answers, handed }: { readonly answers: Answers; readonly handed: boolean },
): Promise<void> {
  const now = clock.now().toString()
  const written = { answers: JSON.stringify(answers), handed_at: handed ? now : null, at: now }
  await db
    .insertInto('placement_reports')
    .values({
      territory_id: territoryId,
      agreement_id: id,
      pupil_id: pupilId,
      class_id: classId ?? null,
      school,
      ...written,
    })
    .onConflict((on) => on.columns(['territory_id', 'agreement_id']).doUpdateSet(written))
    .execute()
}
