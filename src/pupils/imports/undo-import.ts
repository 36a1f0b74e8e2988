import './tables.ts'
import { sql } from 'kysely'
import { type Grounds, recordAll } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { lockImport, setMoment, tellMoves } from './apply-import.ts'
import { classesInUse, pupilsInUse, pupilsWhosePeopleCame } from './built-on.ts'
import type { ImportPlan, PupilCells, PupilChange } from './plan.ts'
import { canUndo, forgetPlan, planOfImport, type SchoolImport, saveSchoolImport } from './school-imports.ts'
import { readPupils, writeMembers, writePupils, writeRepresentatives } from './stored-school.ts'

export type Undone =
  | { readonly done: true }
  | { readonly why: 'unknown' | 'not-now' }
  /** Something was done since with what it brought: these pupils, or these classes, are why. */
  | { readonly why: 'built-on'; readonly pupils: readonly string[]; readonly classes: readonly string[] }

type UndoServices = Pick<Services, 'db' | 'clock' | 'newId' | 'announce'>

/** Puts a school back exactly as it stood before an import, in one transaction, once; refused when something was built on it since. */
export function undoSchoolImport(
  services: UndoServices,
  {
    territoryId,
    importId,
    grounds,
  }: { readonly territoryId: string; readonly importId: string; readonly grounds: Grounds },
): Promise<Undone> {
  return services.db.transaction().execute(async (tx): Promise<Undone> => {
    const found = await lockImport(tx, territoryId, importId)
    if (!found) return { why: 'unknown' }
    if (found.state === 'undone') return { done: true }
    const plan = canUndo(found, services.clock.now()) ? await planOfImport(tx, territoryId, importId) : undefined
    if (!plan) return { why: 'not-now' }
    const reasons = await whatStandsOn(tx, found, plan)
    if (reasons.pupils.length + reasons.classes.length > 0) return { why: 'built-on', ...reasons }
    await writeBack(tx, found, plan)
    await recordAll(
      services,
      tx,
      plan.pupils.map(({ id }) => ({ ...grounds, territoryId, what: 'pupil.restored', about: { kind: 'pupil', id } })),
    )
    await tellMoves(services, tx, found, plan, 'former')
    const at = services.clock.now().toString()
    await saveSchoolImport(tx, { ...found, state: 'undone', by: undefined, at })
    await setMoment(tx, found, 'undone_at', at)
    // The rows are back in their tables: a second copy of people's data serves no one.
    await forgetPlan(tx, territoryId, importId)
    return { done: true }
  })
}

/** Names of pupils and classes that were touched since. */
async function whatStandsOn(
  tx: Db,
  { territoryId, school }: SchoolImport,
  plan: ImportPlan,
): Promise<{ readonly pupils: readonly string[]; readonly classes: readonly string[] }> {
  const ids = plan.pupils.map(({ id }) => id)
  const now = new Map((await readPupils(tx, { territoryId, school }, ids)).map(({ id, cells }) => [id, cells]))
  const added = plan.pupils.filter(({ former }) => former === null).map(({ id }) => id)
  const newPeople = plan.representatives.flatMap(({ id, former }) => (former ? [] : [id]))
  const inUse = new Set([
    ...(await pupilsInUse(tx, territoryId, added)),
    ...(await pupilsWhosePeopleCame(tx, territoryId, newPeople)),
  ])
  const isTouched = ({ id, next }: PupilChange): boolean => {
    const cells = now.get(id)
    return cells === undefined || inUse.has(id) || !isSame(cells, next)
  }
  const newClasses = plan.classes.map(({ id }) => id)
  const usedClasses = await classesInUse(tx, territoryId, { classIds: newClasses, exceptPupils: ids })
  return {
    pupils: plan.pupils.filter(isTouched).map(({ next }) => `${next.first_name} ${next.last_name}`),
    classes: plan.classes.filter(({ id }) => usedClasses.has(id)).map(({ name }) => name),
  }
}

/** Whether a pupil stands as the import left them; a position found since is no change of anyone's. */
function isSame(now: PupilCells, then: PupilCells): boolean {
  const keys = Object.keys(then) as (keyof PupilCells)[]
  return keys.every((key) => positions.has(key) || same(now[key], then[key]))
}

const positions: ReadonlySet<keyof PupilCells> = new Set(['lat', 'lon', 'home_precision', 'commune'])
const same = (a: unknown, b: unknown): boolean => (a ?? null) === (b ?? null)

async function writeBack(tx: Db, { territoryId, school }: SchoolImport, plan: ImportPlan): Promise<void> {
  const added = plan.pupils.filter(({ former }) => former === null).map(({ id }) => id)
  const changed = plan.pupils.map(({ id }) => id)
  await writeRepresentatives(
    tx,
    territoryId,
    plan.representatives.map(({ id, former }) => ({ id, cells: former })),
  )
  await writeMembers(
    tx,
    territoryId,
    plan.members.map(({ groupId, former }) => ({ groupId, pupilIds: former })),
  )
  await sql`delete from pupil_addresses where territory_id = ${territoryId} and pupil_id = any (${changed}::uuid[])`.execute(
    tx,
  )
  await sql`delete from pupils where territory_id = ${territoryId} and id = any (${added}::uuid[])`.execute(tx)
  await writePupils(
    tx,
    { territoryId, school },
    plan.pupils.flatMap(({ id, former }) => (former ? [{ id, cells: former }] : [])),
  )
  const groups = plan.groups.map(({ id }) => id)
  await sql`delete from pupil_groups where territory_id = ${territoryId} and id = any (${groups}::uuid[])`.execute(tx)
  const classes = plan.classes.map(({ id }) => id)
  await sql`delete from classes where territory_id = ${territoryId} and id = any (${classes}::uuid[])`.execute(tx)
}
