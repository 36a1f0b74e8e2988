import './tables.ts'
import type { Selectable } from 'kysely'
import type { Agreement } from '#/agreements/index.ts'
import { type Db, isUniqueViolation, type Schema } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'

/** A call or a visit of the school to a placement. */
export interface Visit {
  readonly id: string
  readonly agreementId: string
  readonly kind: 'call' | 'visit'
  /** ISO date. */
  readonly day: string
  readonly state: 'planned' | 'done' | 'dropped'
  readonly notes: string
  readonly byName: string
}

/** More than a class has in a year. */
const most = 1000

/** The calls and visits of a class, by day; those that were dropped left out. Ask inside `guarded`. */
export async function visitsOfClass(
  tx: Db,
  { territoryId, classId }: { readonly territoryId: string; readonly classId: string },
): Promise<readonly Visit[]> {
  const rows = await tx
    .selectFrom('placement_visits')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('class_id', '=', classId)
    .where('state', '<>', 'dropped')
    .orderBy('day')
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(visitOf)
}

/** Plans a call or a visit, or several at once; planned again for the same placement, kind and day, it is the same one. */
export async function planVisits(
  { clock, newId }: Pick<Services, 'clock' | 'newId'>,
  tx: Db,
  {
    agreements,
    kind,
    day,
    by,
  }: {
    readonly agreements: readonly Agreement[]
    readonly kind: Visit['kind']
    readonly day: string
    readonly by: { readonly account: string; readonly name: string }
  },
): Promise<number> {
  let planned = 0
  for (const { territoryId, id, classId, school } of agreements) {
    if (classId === undefined) continue
    const inserted = await tx
      .insertInto('placement_visits')
      .values({
        territory_id: territoryId,
        id: newId(),
        agreement_id: id,
        class_id: classId,
        school,
        kind,
        day,
        state: 'planned',
        by_account: by.account,
        by_name: by.name,
        at: clock.now().toString(),
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (inserted) planned++
  }
  return planned
}

/**
 * Notes a visit as made with what was seen, drops it, or brings a dropped one back (which is left where another was planned meanwhile).
 * Returns whether there is such a visit in the class.
 */
export async function changeVisit(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  {
    territoryId,
    classId,
    id,
    state,
    notes,
  }: {
    readonly territoryId: string
    readonly classId: string
    readonly id: string
    readonly state: Visit['state']
    /** Undefined: as they are. */
    readonly notes: string | undefined
  },
): Promise<boolean> {
  try {
    const changed = await db
      .updateTable('placement_visits')
      .set({ state, at: clock.now().toString(), ...(notes === undefined ? {} : { notes }) })
      .where('territory_id', '=', territoryId)
      .where('class_id', '=', classId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    return changed !== undefined
  } catch (error) {
    if (isUniqueViolation(error)) return true
    throw error
  }
}

const visitOf = (row: Selectable<Schema['placement_visits']>): Visit => ({
  id: row.id,
  agreementId: row.agreement_id,
  kind: row.kind,
  day: row.day,
  state: row.state,
  notes: row.notes,
  byName: row.by_name,
})
