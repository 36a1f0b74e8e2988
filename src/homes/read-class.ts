import './tables.ts'
import { sql } from 'kysely'
import { weekOf } from '#/calendar/index.ts'
import type { Account } from '#/identity/index.ts'
import { type KeptStatus, statusesOf, stepOf } from '#/indicators/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import {
  listClassPupils,
  namesakes,
  type Period,
  type Pupil,
  periodsOfClass,
  type SchoolClass,
} from '#/pupils/index.ts'
import { compareGlances, type Glance } from './class-glance.ts'

/** A pupil of a class, at a glance. */
export interface ClassRow {
  readonly pupil: Pupil
  readonly name: string
  /** The day of birth, where another of the class has the same name. */
  readonly born: string | undefined
  readonly glance: Glance
  readonly helpAsked: boolean
  readonly nudgedAt: Temporal.Instant | undefined
  readonly calledAt: Temporal.Instant | undefined
}

export interface ClassGlance {
  /** Of the class, the earliest first. */
  readonly periods: readonly Period[]
  /** The one that the rows are about; undefined while the class has no weeks. */
  readonly period: Period | undefined
  /** Whom something blocks first. */
  readonly rows: readonly ClassRow[]
}

/** More than any class holds. */
const mostPupils = 200

/** A class at a glance for one of its periods (the one to fill now, unless another is asked for), read behind the second lock. */
export async function readClass(
  services: Services,
  account: Pick<Account, 'id'>,
  { territoryId, id: classId }: Pick<SchoolClass, 'territoryId' | 'id'>,
  periodId?: string,
): Promise<ClassGlance> {
  const now = services.clock.now()
  const periods = await periodsOf(services.db, territoryId, classId)
  return guarded(services, account, async (tx) => {
    const { rows: pupils } = await listClassPupils(tx, { territoryId, classId, limit: mostPupils })
    const statuses = await statusesOf(tx, territoryId, { classId })
    const period = periods.find(({ id }) => id === periodId) ?? periodToFill(periods, now)
    const rows = rowsOf({ pupils, statuses, period, now, touches: await touchesOf(tx, territoryId, pupils) })
    return { periods, period, rows: rows.toSorted(compareRows) }
  })
}

const compareRows = (a: ClassRow, b: ClassRow): number => compareGlances(a, b)

/** What one pupil of a class looks like at a glance, and for which weeks. */
export async function readPupilGlance(
  services: Services,
  account: Pick<Account, 'id'>,
  pupil: Pupil,
): Promise<{ readonly row: ClassRow; readonly period: Period | undefined }> {
  const { territoryId, classId, id: pupilId } = pupil
  const now = services.clock.now()
  const period = periodToFill(await periodsOf(services.db, territoryId, classId), now)
  const [row] = await guarded(services, account, async (tx) => {
    const statuses = await statusesOf(tx, territoryId, { pupilId })
    return rowsOf({ pupils: [pupil], statuses, period, now, touches: await touchesOf(tx, territoryId, [pupil]) })
  })
  if (!row) throw new Error('one pupil gave no row')
  return { row, period }
}

async function periodsOf(db: Db, territoryId: string, classId: string): Promise<readonly Period[]> {
  const periods = await periodsOfClass(db, territoryId, classId)
  return periods.toSorted((a, b) => (a.weeks[0] ?? '').localeCompare(b.weeks[0] ?? ''))
}

/** The first period that is not over, else the last. */
export function periodToFill(periods: readonly Period[], now: Temporal.Instant): Period | undefined {
  const week = weekOf(now.toZonedDateTimeISO('Europe/Paris').toPlainDate())
  return periods.find(({ weeks }) => (weeks.at(-1) ?? '') >= week) ?? periods.at(-1)
}

interface Touches {
  readonly nudged: Temporal.Instant | null
  readonly called: Temporal.Instant | null
  readonly helped: boolean
}

interface Read {
  readonly pupils: readonly Pupil[]
  readonly statuses: readonly KeptStatus[]
  readonly period: Period | undefined
  readonly now: Temporal.Instant
  readonly touches: ReadonlyMap<string, Touches>
}

function rowsOf({ pupils, statuses, period, now, touches }: Read): ClassRow[] {
  const byPupil = new Map(
    statuses.filter(({ periodId }) => periodId === period?.id).map((status) => [status.pupilId, status]),
  )
  const born = namesakes(pupils)
  return pupils.map((pupil): ClassRow => {
    const status = byPupil.get(pupil.id)
    const { nudged, called, helped = false } = touches.get(pupil.id) ?? {}
    return {
      pupil,
      name: `${pupil.lastName} ${pupil.firstName}`,
      born: born.get(pupil.id),
      glance: { status, step: status ? stepOf(status, now) : { next: undefined, who: 'nobody', blocker: undefined } },
      helpAsked: helped,
      nudgedAt: nudged ?? undefined,
      calledAt: called ?? undefined,
    }
  })
}

/** What the school and the coordination did for each pupil, in one query. */
async function touchesOf(tx: Db, territoryId: string, pupils: readonly Pupil[]): Promise<ReadonlyMap<string, Touches>> {
  const { rows } = await sql<Touches & { id: string }>`
    select p.id,
      (select max(n.at) from pupil_nudges n where n.territory_id = ${territoryId} and n.pupil_id = p.id) as nudged,
      (select max(c.at) from pupil_calls c where c.territory_id = ${territoryId} and c.pupil_id = p.id
        and c.removed_at is null) as called,
      exists (select from help_requests h where h.territory_id = ${territoryId} and h.pupil_id = p.id
        and h.withdrawn_at is null) as helped
    from unnest(${pupils.map(({ id }) => id)}::uuid[]) as p (id)`.execute(tx)
  return new Map(rows.map(({ id, ...touches }) => [id, touches]))
}
