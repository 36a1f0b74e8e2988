import type { Db } from '#/platform/database.ts'
import { listClasses } from '#/pupils/index.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type KeptStatus, statusesOf } from './kept-statuses.ts'
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
  const rows = (await statusesOf(db, territoryId, { school })).filter((row) => row.scheme === scheme)
  const { rows: classes } = await listClasses(db, { territoryId, school, limit: 500 })
  return { classes: figuresOfClasses(rows, classes), steps: countSteps(rows, now) }
}

/** The figures of each class that has a status to count, by name. */
export function figuresOfClasses(
  rows: readonly KeptStatus[],
  classes: readonly { readonly id: string; readonly name: string }[],
): readonly ClassFigures[] {
  const names = new Map(classes.map(({ id, name }) => [id, name]))
  return [...Map.groupBy(rows, ({ classId }) => classId)]
    .map(([id, own]) => ({ id, name: names.get(id) ?? '', figures: figuresOfStatuses(own) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))
}

/** The sum of some statuses. */
export const figuresOfStatuses = (rows: readonly KeptStatus[]): Figures =>
  figuresOf(rows.map(({ status, source }) => ({ status, source: source ?? '', pupils: 1 })))

/** Pupils counted by their next step, those whom it blocks most first. */
function countSteps(rows: readonly KeptStatus[], now: Temporal.Instant): readonly StepCount[] {
  const counts = new Map<string, { next: string; who: Mover; pupils: number; blocked: number }>()
  for (const row of rows) {
    const { next, who, blocker } = stepOf(row, now)
    if (next === undefined) continue
    const count = counts.get(next) ?? { next, who, pupils: 0, blocked: 0 }
    count.pupils++
    if (blocker !== undefined) count.blocked++
    counts.set(next, count)
  }
  return [...counts.values()].toSorted((a, b) => b.blocked - a.blocked || b.pupils - a.pupils)
}
