import './tables.ts'
import type { Selectable } from 'kysely'
import type { Db, Schema } from '#/platform/database.ts'
import { openStates, type Proposal } from './proposal.ts'

/** A proposal; undefined when there is none of this id. */
export async function findProposal(db: Db, id: string): Promise<Proposal | undefined> {
  const row = await db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst()
  return row && proposalOf(row)
}

/** The proposal as the transaction may change it: whoever else wants to waits. */
export async function lockProposal(tx: Db, id: string): Promise<Proposal | undefined> {
  const row = await tx.selectFrom('proposals').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return row && proposalOf(row)
}

interface Listing {
  readonly territoryId: string
  /** A page's worth at most. */
  readonly limit: number
}

/** What was proposed to a pupil, the newest first. */
export async function proposalsOfPupil(
  db: Db,
  { territoryId, pupilId, limit }: Listing & { readonly pupilId: string },
): Promise<readonly Proposal[]> {
  const rows = await db
    .selectFrom('proposals')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('pupil_id', '=', pupilId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(proposalOf)
}

/** What waits for a host's answer, who is waited for longest first. */
export async function proposalsToAnswer(
  db: Db,
  { territoryId, hostId, limit }: Listing & { readonly hostId: string },
): Promise<readonly Proposal[]> {
  const rows = await db
    .selectFrom('proposals')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('host_id', '=', hostId)
    .where('state', 'in', openStates)
    .where('host_agreed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(proposalOf)
}

export const proposalOf = (row: Selectable<Schema['proposals']>): Proposal => ({
  territoryId: row.territory_id,
  id: row.id,
  waveId: row.wave_id,
  pupilId: row.pupil_id,
  classId: row.class_id,
  school: row.school,
  offerId: row.offer_id,
  hostId: row.host_id,
  scheme: row.scheme,
  weeks: row.weeks,
  minutesOut: row.minutes_out ?? undefined,
  minutesBack: row.minutes_back ?? undefined,
  state: row.state,
  agreedAt: { pupil: row.pupil_agreed_at ?? undefined, host: row.host_agreed_at ?? undefined },
  refusedBy: row.refused_by ?? undefined,
  reason: row.reason ?? undefined,
  applicationId: row.application_id ?? undefined,
  expiresAt: row.expires_at,
  since: row.since,
  createdAt: row.created_at,
  version: row.version,
})
