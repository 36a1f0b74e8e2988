import './tables.ts'
import type { Selectable } from 'kysely'
import type { Agreement } from '#/agreements/index.ts'
import type { Db, Schema } from '#/platform/database.ts'
import type { IncidentFacts, IncidentHealth, IncidentKind, IncidentParty } from './incident.ts'

/** An accident or incident as it was told. */
export interface Incident {
  readonly territoryId: string
  readonly id: string
  readonly agreementId: string
  readonly kind: IncidentKind
  /** ISO date. */
  readonly day: string
  /** Of the day, in the territory's own time. */
  readonly minute: number
  readonly facts: IncidentFacts
  readonly byParty: IncidentParty
  readonly byName: string
  readonly at: Temporal.Instant
}

/** More than a placement that goes on has. */
const most = 20

/** What was told of a placement, the latest first. */
export async function incidentsOf(
  db: Db,
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
): Promise<readonly Incident[]> {
  const rows = await db
    .selectFrom('placement_incidents')
    .selectAll()
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.map(incidentOf)
}

/** One of them; undefined when there is none, or none that the lock lets this transaction see. */
export async function findIncident(db: Db, id: string): Promise<Incident | undefined> {
  const row = await db.selectFrom('placement_incidents').selectAll().where('id', '=', id).executeTakeFirst()
  return row && incidentOf(row)
}

/** What is said about health, for those who may read it: ask inside `guarded`. */
export async function healthOf(
  tx: Db,
  { territoryId, id }: Pick<Incident, 'territoryId' | 'id'>,
): Promise<IncidentHealth | undefined> {
  const row = await tx
    .selectFrom('incident_health')
    .select('details')
    .where('territory_id', '=', territoryId)
    .where('incident_id', '=', id)
    .executeTakeFirst()
  return row?.details
}

const incidentOf = (row: Selectable<Schema['placement_incidents']>): Incident => ({
  territoryId: row.territory_id,
  id: row.id,
  agreementId: row.agreement_id,
  kind: row.kind,
  day: row.day,
  minute: row.minute,
  facts: row.facts,
  byParty: row.by_party,
  byName: row.by_name,
  at: row.at,
})
