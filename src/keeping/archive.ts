import './tables.ts'
import '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'

/** An agreement out of the working lists. */
export interface Archived {
  readonly territoryId: string
  readonly id: string
  readonly code: string
  readonly pupilId: string
  readonly pupilName: string
  readonly hostName: string
  readonly school: string
  readonly version: number
  readonly firstDay: Temporal.PlainDate
  readonly lastDay: Temporal.PlainDate
}

export interface Opening {
  readonly id: string
  readonly name: string
  readonly reason: string
  readonly at: Temporal.Instant
}

const columns = [
  'territory_id',
  'id',
  'code',
  'pupil_id',
  'school',
  'version',
  'content',
  'first_day',
  'last_day',
] as const

/** Of a school, the newest first. */
export async function listArchive(
  db: Db,
  {
    territoryId,
    school,
    after,
  }: { readonly territoryId: string; readonly school: string; readonly after?: string | undefined },
): Promise<Paged<Archived>> {
  const limit = 50
  const [id] = readCursor(after, 1) ?? []
  let query = db
    .selectFrom('agreements')
    .select(columns)
    .where('territory_id', '=', territoryId)
    .where('school', '=', school)
    .where('archived_at', 'is not', null)
  if (id !== undefined && isId(id)) query = query.where('id', '<', id)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(archivedOf), limit, (row) => [row.id])
}

/** Of one person, the newest first. */
export async function archivedOfPerson(
  db: Db,
  { territoryId, pupilId }: { readonly territoryId: string; readonly pupilId: string },
): Promise<readonly Archived[]> {
  const rows = await db
    .selectFrom('agreements')
    .select(columns)
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .where('archived_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(archivedOf)
}

/** By its identifier, or by the code of its pages. */
export async function findArchived(db: Db, by: 'id' | 'code', value: string): Promise<Archived | undefined> {
  if (by === 'id' && !isId(value)) return undefined
  const row = await db
    .selectFrom('agreements')
    .select(columns)
    .where(by, '=', value)
    .where('archived_at', 'is not', null)
    .executeTakeFirst()
  return row && archivedOf(row)
}

export async function openingsOf(
  db: Db,
  { territoryId, id }: Pick<Archived, 'territoryId' | 'id'>,
): Promise<readonly Opening[]> {
  return db
    .selectFrom('archive_openings')
    .select(['id', 'by_name as name', 'reason', 'at'])
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

const archivedOf = (row: {
  readonly territory_id: string
  readonly id: string
  readonly code: string
  readonly pupil_id: string
  readonly school: string
  readonly version: number
  readonly content: {
    readonly pupil: { readonly firstName: string; readonly lastName: string }
    readonly hosts: readonly { readonly name: string }[]
  }
  readonly first_day: string
  readonly last_day: string
}): Archived => ({
  territoryId: row.territory_id,
  id: row.id,
  code: row.code,
  pupilId: row.pupil_id,
  pupilName: `${row.content.pupil.firstName} ${row.content.pupil.lastName}`,
  hostName: row.content.hosts.map(({ name }) => name).join(', '),
  school: row.school,
  version: row.version,
  firstDay: Temporal.PlainDate.from(row.first_day),
  lastDay: Temporal.PlainDate.from(row.last_day),
})
