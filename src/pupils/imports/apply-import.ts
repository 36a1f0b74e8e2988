import './tables.ts'
import { type Grounds, type JournalEntry, recordAll } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { saveClasses } from '../classes.ts'
import { pupilsMoved } from '../events.ts'
import type { ChangeSort, ImportPlan } from './plan.ts'
import { type ImportServices, planNow } from './preview-files.ts'
import {
  findSchoolImport,
  forgetPlan,
  listOfImport,
  type SchoolImport,
  savePlan,
  saveSchoolImport,
} from './school-imports.ts'
import { writeAddresses, writeMembers, writePupils, writeRepresentatives } from './stored-school.ts'
import type { ImportAnswers } from './tables.ts'

export type Applied =
  | { readonly done: true }
  | { readonly why: 'unknown' | 'not-now' }
  /** Someone must say first who is who. */
  | { readonly why: 'unanswered' }
  /** The school changed since the preview was shown: look at it again. */
  | { readonly why: 'changed-since' }

type Act = { readonly territoryId: string; readonly importId: string; readonly grounds: Grounds }

/** Keeps what a person answered about a preview: who is who, and whether those whom the file does not name have left. */
export function answerImport(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  {
    territoryId,
    importId,
    answers,
  }: { readonly territoryId: string; readonly importId: string; readonly answers: ImportAnswers },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const found = await findSchoolImport(tx, territoryId, importId, { lock: true })
    if (found?.state !== 'previewed') return
    await saveSchoolImport(tx, { ...found, answers, by: undefined, at: clock.now().toString() })
  })
}

/**
 * Makes a preview true, in one transaction, once. `fingerprint` is that of the preview that was looked at: another change than that is not
 * made. Undefined: nobody looked.
 */
export function applySchoolImport(
  services: ImportServices & Pick<Services, 'announce'> & Partial<Pick<Services, 'jobs'>>,
  { territoryId, importId, grounds, fingerprint }: Act & { readonly fingerprint: string | undefined },
): Promise<Applied> {
  return services.db.transaction().execute(async (tx): Promise<Applied> => {
    const found = await lockImport(tx, territoryId, importId)
    if (!found) return { why: 'unknown' }
    if (found.state === 'applied') return { done: true }
    const list = found.state === 'previewed' ? await listOfImport(tx, territoryId, importId) : undefined
    if (!list) return { why: 'not-now' }
    const now = await planNow(services, tx, { ...found, list })
    if (now.questions.length > 0) return { why: 'unanswered' }
    if (fingerprint !== undefined && now.fingerprint() !== fingerprint) return { why: 'changed-since' }
    const { plan, counts } = now
    const at = services.clock.now().toString()
    await writeForward(tx, found, plan, at)
    await recordAll(services, tx, journalOf(found.territoryId, plan, grounds))
    await tellMoves(services, tx, found, plan, 'next')
    await saveSchoolImport(tx, { ...found, state: 'applied', counts, by: undefined, at })
    await setMoment(tx, found, 'applied_at', at)
    // The addresses go their own way; here they serve no more.
    await savePlan(tx, territoryId, importId, { done: { ...plan, addresses: [] } })
    return { done: true }
  })
}

/** An import, locked with its school: two files for one school take turns, and a class added by hand meanwhile waits. */
export async function lockImport(tx: Db, territoryId: string, importId: string): Promise<SchoolImport | undefined> {
  const first = await findSchoolImport(tx, territoryId, importId)
  if (!first) return undefined
  await tx
    .selectFrom('schools')
    .select('uai')
    .where('territory_id', '=', territoryId)
    .where('uai', '=', first.school)
    .forUpdate()
    .execute()
  return findSchoolImport(tx, territoryId, importId, { lock: true })
}

async function writeForward(
  tx: Db,
  { territoryId, school }: SchoolImport,
  plan: ImportPlan,
  at: string,
): Promise<void> {
  const { schoolYear } = plan
  if (plan.classes.length > 0)
    await saveClasses(
      tx,
      territoryId,
      plan.classes.map((each) => ({ ...each, school, schoolYear })),
    )
  await writePupils(
    tx,
    { territoryId, school },
    plan.pupils.map(({ id, next }) => ({ id, cells: next })),
  )
  await writeRepresentatives(
    tx,
    territoryId,
    plan.representatives.map(({ id, next }) => ({ id, cells: next })),
  )
  if (plan.groups.length > 0)
    await tx
      .insertInto('pupil_groups')
      .values(
        plan.groups.map(({ id, name }) => ({ territory_id: territoryId, id, school, name, school_year: schoolYear })),
      )
      .execute()
  await writeMembers(
    tx,
    territoryId,
    plan.members.map(({ groupId, next }) => ({ groupId, pupilIds: next })),
  )
  await writeAddresses(tx, territoryId, plan.addresses, at)
}

/** Those who follow a pupil's class learn where the pupil is now. */
export async function tellMoves(
  services: Pick<Services, 'announce'>,
  tx: Db,
  { territoryId, school }: SchoolImport,
  plan: ImportPlan,
  towards: 'next' | 'former',
): Promise<void> {
  const moves = plan.pupils.flatMap(({ id, former, next }) =>
    former && former.class_id !== next.class_id
      ? [{ pupilId: id, classId: towards === 'next' ? next.class_id : former.class_id }]
      : [],
  )
  if (moves.length > 0) await services.announce(tx, pupilsMoved, { territoryId, school, moves })
}

export async function setMoment(
  tx: Db,
  { territoryId, id }: SchoolImport,
  column: 'applied_at' | 'undone_at',
  at: string,
): Promise<void> {
  await tx
    .updateTable('school_imports')
    .set({ [column]: at })
    .where('territory_id', '=', territoryId)
    .where('id', '=', id)
    .execute()
}

const deedOf = {
  new: 'pupil.added',
  returned: 'pupil.returned',
  moved: 'pupil.changed',
  changed: 'pupil.changed',
  left: 'pupil.left',
} as const satisfies Record<ChangeSort, JournalEntry['what']>

function journalOf(territoryId: string, plan: ImportPlan, grounds: Grounds): readonly JournalEntry[] {
  return plan.pupils.map(({ id, sort }) => ({
    ...grounds,
    territoryId,
    what: deedOf[sort],
    about: { kind: 'pupil', id },
  }))
}

/** Gives a preview up: what was read is forgotten at once. */
export function dropSchoolImport(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { territoryId, importId }: { readonly territoryId: string; readonly importId: string },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    const found = await findSchoolImport(tx, territoryId, importId, { lock: true })
    if (found?.state !== 'previewed' && found?.state !== 'columns') return
    await saveSchoolImport(tx, { ...found, state: 'expired', by: undefined, at: clock.now().toString() })
    await forgetPlan(tx, territoryId, importId)
  })
}
