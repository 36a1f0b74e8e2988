import './tables.ts'
import { type Selectable, sql } from 'kysely'
import { type Db, moment, type Schema } from '#/platform/database.ts'
import type { InputProblem } from '#/platform/input-problems.ts'
import type { Services } from '#/platform/services.ts'
import type { KeyedList } from './keyed.ts'
import type { ImportPlan } from './plan.ts'
import type { ImportAnswers, ImportCounts, ImportedFile, KeptPlan, SchoolImportState } from './tables.ts'

/** Files given together for a school. */
export interface SchoolImport {
  readonly territoryId: string
  readonly id: string
  readonly school: string
  readonly state: SchoolImportState
  readonly files: readonly ImportedFile[]
  readonly answers: ImportAnswers
  readonly problems: readonly InputProblem[]
  readonly counts: ImportCounts
  readonly madeAt: Temporal.Instant
  readonly appliedAt: Temporal.Instant | undefined
  readonly undoneAt: Temporal.Instant | undefined
}

export const noCounts: ImportCounts = {
  ...{ listed: 0, new: 0, returned: 0, moved: 0, changed: 0, left: 0, same: 0, wrong: 0, questions: 0 },
}

/** More are not read by anyone. */
const problemsKept = 500

/** Writes an import, or what became of it. */
export async function saveSchoolImport(
  tx: Db,
  given: Omit<SchoolImport, 'madeAt' | 'appliedAt' | 'undoneAt'> & {
    readonly by: string | undefined
    readonly at: string
  },
): Promise<void> {
  const { territoryId, id, school, state, files, answers, problems, counts, by, at } = given
  const values = {
    state,
    files: JSON.stringify(files),
    answers: JSON.stringify(answers),
    problems: JSON.stringify(problems.slice(0, problemsKept)),
    counts: JSON.stringify(counts),
  }
  await tx
    .insertInto('school_imports')
    .values({
      ...{ territory_id: territoryId, id, school, ...values, made_by: by ?? null, made_at: at },
      ...{ applied_at: null, undone_at: null },
    })
    .onConflict((on) => on.columns(['territory_id', 'id']).doUpdateSet(values))
    .execute()
}

/** One import; locked until the transaction ends where `lock` says so. */
export async function findSchoolImport(
  db: Db,
  territoryId: string,
  id: string,
  { lock = false }: { readonly lock?: boolean } = {},
): Promise<SchoolImport | undefined> {
  let query = db.selectFrom('school_imports').selectAll().where('territory_id', '=', territoryId).where('id', '=', id)
  if (lock) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row && importOf(row)
}

/** The imports of a school, the latest first. */
export async function listSchoolImports(
  db: Db,
  { territoryId, school, limit }: { readonly territoryId: string; readonly school: string; readonly limit: number },
): Promise<SchoolImport[]> {
  const rows = await db
    .selectFrom('school_imports')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(importOf)
}

/** The list of a preview; undefined once it was applied or forgotten. */
export async function listOfImport(db: Db, territoryId: string, importId: string): Promise<KeyedList | undefined> {
  const plan = await readPlan(db, territoryId, importId)
  return plan && 'list' in plan ? plan.list : undefined
}

/** What an applied import changed; undefined when it can no longer be undone. */
export async function planOfImport(db: Db, territoryId: string, importId: string): Promise<ImportPlan | undefined> {
  const plan = await readPlan(db, territoryId, importId)
  return plan && 'done' in plan ? plan.done : undefined
}

/** The files of an import that wait for their columns, sealed. */
export async function waitingOfImport(db: Db, territoryId: string, importId: string): Promise<string | undefined> {
  const plan = await readPlan(db, territoryId, importId)
  return plan && 'waiting' in plan ? plan.waiting : undefined
}

async function readPlan(db: Db, territoryId: string, importId: string) {
  const row = await db
    .selectFrom('school_import_plans')
    .select('plan')
    .where('territory_id', '=', territoryId)
    .where('import_id', '=', importId)
    .executeTakeFirst()
  return row?.plan
}

/** Keeps what is known of an import in the stead of what was. */
export async function savePlan(tx: Db, territoryId: string, importId: string, plan: KeptPlan): Promise<void> {
  const text = JSON.stringify(plan)
  await tx
    .insertInto('school_import_plans')
    .values({ territory_id: territoryId, import_id: importId, plan: text })
    .onConflict((on) => on.columns(['territory_id', 'import_id']).doUpdateSet({ plan: text }))
    .execute()
}

export async function forgetPlan(tx: Db, territoryId: string, importId: string): Promise<void> {
  await tx
    .deleteFrom('school_import_plans')
    .where('territory_id', '=', territoryId)
    .where('import_id', '=', importId)
    .execute()
}

/** A preview that nobody applied holds people's data for no use. */
const previewHours = 24
/** How long an import can be undone. */
export const undoDays = 30

export const canUndo = ({ state, appliedAt }: SchoolImport, now: Temporal.Instant): boolean =>
  state === 'applied' &&
  appliedAt !== undefined &&
  Temporal.Instant.compare(now, appliedAt.add({ hours: undoDays * 24 })) < 0

/** Forgets previews after a day, and what was changed once it cannot be undone any more. */
export async function forgetImports({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await db.transaction().execute(async (tx) => {
    const expired = await tx
      .updateTable('school_imports')
      .set({ state: 'expired' })
      .where('state', 'in', ['columns', 'previewed'])
      .where('made_at', '<', moment(now.subtract({ hours: previewHours })))
      .returning(['territory_id', 'id'])
      .execute()
    for (const { territory_id, id } of expired) await forgetPlan(tx, territory_id, id)
    await sql`delete from school_import_plans p using school_imports i
      where i.territory_id = p.territory_id and i.id = p.import_id and i.state = 'applied'
        and i.applied_at < ${now.subtract({ hours: undoDays * 24 }).toString()}::timestamptz`.execute(tx)
  })
}

const importOf = (row: Selectable<Schema['school_imports']>): SchoolImport => ({
  territoryId: row.territory_id,
  id: row.id,
  school: row.school,
  state: row.state,
  files: row.files,
  answers: row.answers,
  problems: row.problems,
  counts: row.counts,
  madeAt: row.made_at,
  appliedAt: row.applied_at ?? undefined,
  undoneAt: row.undone_at ?? undefined,
})
