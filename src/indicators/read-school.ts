import type { Db } from '#/platform/database.ts'
import { listClasses } from '#/pupils/index.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type KeptStatus, statusesOf } from './kept-statuses.ts'
import type { Asked } from './read-figures.ts'
import { type Kept, keptOn } from './read-weeks.ts'
import { figuresOfSlices, type SliceFigures, slicesSince } from './slices.ts'
import { type Mover, stepOf } from './status.ts'

export interface ClassFigures {
  readonly id: string
  readonly name: string
  readonly figures: Figures
}

/** A class at the end of the drill. */
export interface ClassRow extends SliceFigures {
  readonly id: string
  readonly name: string
}

/** What is left to do in a school, pupils counted by their next step. */
export interface StepCount {
  readonly next: string
  readonly who: Mover
  readonly pupils: number
  /** Of them, those for whom it has lasted too long. */
  readonly blocked: number
}

export interface SchoolBoard {
  readonly classes: readonly ClassRow[]
  /** What comes next for how many; of today only. */
  readonly steps: readonly StepCount[]
  /** Of a past day from before classes were kept: since when they are. */
  readonly unknown: Kept
}

/** A school's classes side by side, now or on a past evening, and what comes next for how many; nobody is named. */
export async function readSchool(
  db: Db,
  { school, now, ...asked }: Asked & { readonly school: string; readonly now: Temporal.Instant },
): Promise<SchoolBoard> {
  const { territoryId, scheme, day } = asked
  const unknown = keptOn(day, day && (await slicesSince(db, asked)))
  const at = { level: 'etablissement', code: school } as const
  const slices = unknown === 'known' ? await figuresOfSlices(db, asked, at, 'classes') : new Map<string, SliceFigures>()
  const { rows: known } = await listClasses(db, { territoryId, school, limit: 500 })
  const names = new Map(known.map(({ id, name }) => [id, name]))
  const classes = [...slices]
    .map(([slice, figures]): ClassRow => {
      const id = slice.slice('class:'.length)
      return { id, name: names.get(id) ?? 'Classe retirée depuis', ...figures }
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))
  const steps = day
    ? []
    : countSteps(
        (await statusesOf(db, territoryId, { school })).filter((row) => row.scheme === scheme),
        now,
      )
  return { classes, steps, unknown }
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
