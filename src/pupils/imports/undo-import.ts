import './tables.ts'
import { sql } from 'kysely'
import { type Grounds, recordAll } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { lockImport, setMoment, tellMoves } from './apply-import.ts'
import {
  addReason,
  classesInUse,
  pupilsInUse,
  pupilsWhosePeopleCame,
  touchedGroups,
  touchedPeople,
} from './built-on.ts'
import type { ImportPlan, PupilCells } from './plan.ts'
import {
  canUndo,
  forgetPlan,
  listSchoolImports,
  planOfImport,
  type SchoolImport,
  saveSchoolImport,
} from './school-imports.ts'
import { readPupils, writeMembers, writePupils, writeRepresentatives } from './stored-school.ts'

export type Undone =
  | { readonly done: true }
  | { readonly why: 'unknown' | 'not-now' }
  /** Something was done since with what it brought: these pupils, or these classes, are why. */
  | ({ readonly why: 'built-on' } & BuiltOn)

export interface BuiltOn {
  /** « Emma Roussel (candidature) », « la classe 2DE 3 », « le groupe ANG1 » */
  readonly names: readonly string[]
  /** An import applied since, which is to be undone before this one. */
  readonly later: SchoolImport | undefined
}

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
    const names = await whatStandsOn(tx, found, plan)
    if (names.length > 0) return { why: 'built-on', names, later: await laterImport(tx, found) }
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

/** Names of pupils, classes and groups that were touched since, with why. */
async function whatStandsOn(
  tx: Db,
  { territoryId, school }: SchoolImport,
  plan: ImportPlan,
): Promise<readonly string[]> {
  const ids = plan.pupils.map(({ id }) => id)
  const now = new Map((await readPupils(tx, { territoryId, school }, ids)).map(({ id, cells }) => [id, cells]))
  const added = plan.pupils.filter(({ former }) => former === null).map(({ id }) => id)
  const newPeople = plan.representatives.flatMap(({ id, former }) => (former ? [] : [id]))
  const reasons = new Map([...(await pupilsInUse(tx, territoryId, added))].map(([id, whys]) => [id, new Set(whys)]))
  for (const id of await pupilsWhosePeopleCame(tx, territoryId, newPeople)) addReason(reasons, id, 'compte d’un parent')
  for (const id of await touchedPeople(tx, territoryId, plan, added)) addReason(reasons, id, 'responsables modifiés')
  const groups = await touchedGroups(tx, territoryId, plan, added)
  for (const id of groups.pupilIds) addReason(reasons, id, 'autre groupe')
  for (const { id, next } of plan.pupils) {
    const cells = now.get(id)
    if (!cells) addReason(reasons, id, 'dossier retiré')
    else if (!isSame(cells, next)) addReason(reasons, id, 'dossier modifié')
  }
  const newClasses = plan.classes.map(({ id }) => id)
  const usedClasses = await classesInUse(tx, territoryId, { classIds: newClasses, exceptPupils: ids })
  const named = new Map(plan.pupils.map(({ id, next }) => [id, `${next.first_name} ${next.last_name}`]))
  return [
    ...[...reasons].map(([id, whys]) => `${named.get(id) ?? 'un élève'} (${[...whys].join(', ')})`),
    ...plan.classes.filter(({ id }) => usedClasses.has(id)).map(({ name }) => `la classe ${name}`),
    ...groups.names.map((name) => `le groupe ${name}`),
  ]
}

/** The last import of the school that stands on this one. */
async function laterImport(
  tx: Db,
  { territoryId, school, id, appliedAt }: SchoolImport,
): Promise<SchoolImport | undefined> {
  const latest = await listSchoolImports(tx, { territoryId, school, limit: 20 })
  return latest.find(
    (each) =>
      each.state === 'applied' &&
      each.id !== id &&
      appliedAt &&
      each.appliedAt &&
      Temporal.Instant.compare(each.appliedAt, appliedAt) >= 0,
  )
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
