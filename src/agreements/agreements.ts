import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import { isSchemeId } from '#/rules/index.ts'
import type { Agreement } from './agreement.ts'
import type { AgreementState } from './tables.ts'

/** An agreement; undefined when there is none of this id. */
export async function findAgreement(db: Db, id: string): Promise<Agreement | undefined> {
  const row = await db.selectFrom('agreements').selectAll().where('id', '=', id).executeTakeFirst()
  return row && agreementOf(row)
}

/** The agreement as the transaction may change it: whoever else wants to waits. */
export async function lockAgreement(tx: Db, id: string): Promise<Agreement | undefined> {
  const row = await tx.selectFrom('agreements').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && agreementOf(row)
}

/** Which agreements are listed: amendments are shown with what they amend, never beside it. */
interface Listing {
  readonly after?: string | undefined
  readonly limit?: number
  /** Only those in these states. */
  readonly states?: readonly AgreementState[]
}

export const agreementsOfPupil = (
  db: Db,
  { territoryId, pupilId, ...page }: Listing & { readonly territoryId: string; readonly pupilId: string },
): Promise<Paged<Agreement>> => list(db, territoryId, 'pupil_id', pupilId, page)

export const agreementsOfClass = (
  db: Db,
  { territoryId, classId, ...page }: Listing & { readonly territoryId: string; readonly classId: string },
): Promise<Paged<Agreement>> => list(db, territoryId, 'class_id', classId, page)

export const agreementsOfHost = (
  db: Db,
  { territoryId, hostId, ...page }: Listing & { readonly territoryId: string; readonly hostId: string },
): Promise<Paged<Agreement>> => list(db, territoryId, 'host_id', hostId, page)

export const agreementsOfOrganisation = (
  db: Db,
  { territoryId, organisation, ...page }: Listing & { readonly territoryId: string; readonly organisation: string },
): Promise<Paged<Agreement>> => list(db, territoryId, 'organisation', organisation, page)

/** Newest first. */
async function list(
  db: Db,
  territoryId: string,
  column: 'pupil_id' | 'class_id' | 'school' | 'host_id' | 'organisation',
  value: string,
  { after, limit = 100, states }: Listing,
): Promise<Paged<Agreement>> {
  let query = db
    .selectFrom('agreements')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where(column, '=', value)
    .where('amends', 'is', null)
    .where('archived_at', 'is', null)
  if (states) query = query.where('state', 'in', states)
  const [id] = readCursor(after, 1) ?? []
  if (id !== undefined && isId(id)) query = query.where('id', '<', id)
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows.map(agreementOf), limit, (row) => [row.id])
}

/** The amendments of an agreement, oldest first. */
export async function amendmentsOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<Agreement[]> {
  const rows = await db
    .selectFrom('agreements')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('amends', '=', id)
    .orderBy('id')
    .limit(50)
    .execute()
  return rows.map(agreementOf)
}

export const agreementOf = (row: Selectable<Schema['agreements']>): Agreement => ({
  territoryId: row.territory_id,
  id: row.id,
  pupilId: row.pupil_id,
  classId: row.class_id ?? undefined,
  school: row.school,
  organisation: row.organisation ?? undefined,
  scheme: isSchemeId(row.scheme) ? row.scheme : row.content.scheme,
  offerId: row.offer_id ?? undefined,
  hostId: row.host_id ?? undefined,
  applicationId: row.application_id ?? undefined,
  source: row.source,
  state: row.state,
  since: row.since,
  content: row.content,
  version: row.version,
  weeks: row.weeks,
  firstDay: row.first_day,
  lastDay: row.last_day,
  code: row.code,
  submittedOn: row.submitted_on ?? undefined,
  amends: row.amends ?? undefined,
  replaces: row.replaces ?? undefined,
  findings: row.findings,
  overrides: row.overrides,
  reason: row.reason ?? undefined,
  rowVersion: row.row_version,
  createdAt: row.created_at,
})
