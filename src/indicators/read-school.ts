import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { listClasses } from '#/pupils/index.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type Mover, stepOf } from './status.ts'

export interface ClassFigures {
  readonly id: string
  readonly name: string
  readonly figures: Figures
}

/** What is left to do in a school, pupils counted by their next step. */
export interface StepCount {
  readonly next: string
  readonly who: Mover
  readonly pupils: number
  /** Of them, those for whom it has lasted too long. */
  readonly blocked: number
}

/** A large school has some 2,000 pupils, each with a period or two of a scheme. */
const most = 10_000

/** A school's classes side by side, and what comes next for how many; nobody is named. */
export async function readSchool(
  db: Db,
  {
    territoryId,
    school,
    scheme,
    now,
  }: { readonly territoryId: string; readonly school: string; readonly scheme: string; readonly now: Temporal.Instant },
): Promise<{ readonly classes: readonly ClassFigures[]; readonly steps: readonly StepCount[] }> {
  const rows = await db
    .selectFrom('pupil_statuses')
    .select(['class_id', 'status', 'source', 'detail', 'since'])
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('scheme', '=', scheme)
    .limit(most)
    .execute()
  const names = new Map(
    (await listClasses(db, { territoryId, school, limit: 500 })).rows.map(({ id, name }) => [id, name]),
  )
  const classes = [...Map.groupBy(rows, ({ class_id }) => class_id)]
    .map(([id, own]) => ({
      id,
      name: names.get(id) ?? '',
      figures: figuresOf(own.map((row) => ({ ...row, pupils: 1 }))),
    }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))
  const counts = new Map<string, { next: string; who: Mover; pupils: number; blocked: number }>()
  for (const { status, detail, since } of rows) {
    const { next, who, blocker } = stepOf({ status, detail, since: since ?? undefined }, now)
    if (next === undefined) continue
    const count = counts.get(next) ?? { next, who, pupils: 0, blocked: 0 }
    count.pupils++
    if (blocker !== undefined) count.blocked++
    counts.set(next, count)
  }
  const steps = [...counts.values()].toSorted((a, b) => b.blocked - a.blocked || b.pupils - a.pupils)
  return { classes, steps }
}
