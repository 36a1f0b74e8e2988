import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { FileKind } from './tables.ts'

/** A campaign as lists and headers show it. What its settings say is undefined until campaign.json was given. */
export interface CampaignHead {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly createdAt: Temporal.Instant
  readonly scheme: string | undefined
  /** ISO weeks, ascending. */
  readonly weeks: readonly string[]
  readonly files: readonly CampaignFile[]
}

/** What a campaign holds of a kind now. */
export interface CampaignFile {
  readonly kind: FileKind
  /** Of a timetable; '' for the other kinds. */
  readonly name: string
  readonly version: number
  readonly fileName: string
  readonly sha256: string
  readonly rowCount: number
  readonly importId: string | undefined
  readonly changedAt: Temporal.Instant
}

/** The campaigns of a territory, the newest first. */
export async function listCampaigns(db: Db, territoryId: string): Promise<CampaignHead[]> {
  const rows = await headQuery(db, territoryId).orderBy('c.created_at', 'desc').orderBy('c.id', 'desc').execute()
  const files = await filesOf(db, territoryId)
  return rows.map((row) => headOf(row, files.get(row.id) ?? []))
}

/** A campaign, or undefined when the territory has none of this id. */
export async function findCampaign(db: Db, territoryId: string, campaignId: string): Promise<CampaignHead | undefined> {
  const row = await headQuery(db, territoryId).where('c.id', '=', campaignId).executeTakeFirst()
  if (!row) return undefined
  const files = await filesOf(db, territoryId, campaignId)
  return headOf(row, files.get(campaignId) ?? [])
}

/** Locks the campaign until the transaction ends, so that imports and runs of it take turns. Returns its version. */
export async function lockCampaign(tx: Db, territoryId: string, campaignId: string): Promise<number | undefined> {
  const row = await tx
    .selectFrom('campaigns')
    .select('version')
    .where('territory_id', '=', territoryId)
    .where('id', '=', campaignId)
    .forUpdate()
    .executeTakeFirst()
  return row?.version
}

function headQuery(db: Db, territoryId: string) {
  return db
    .selectFrom('campaigns as c')
    .leftJoin('campaign_settings as s', (on) =>
      on.onRef('s.territory_id', '=', 'c.territory_id').onRef('s.campaign_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.name', 'c.version', 'c.created_at', 's.cells'])
    .where('c.territory_id', '=', territoryId)
}

interface HeadRow {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly created_at: Temporal.Instant
  readonly cells: unknown
}

function headOf({ id, name, version, created_at, cells }: HeadRow, files: readonly CampaignFile[]): CampaignHead {
  const settings = Object(cells)
  const weeks: unknown[] = Array.isArray(settings.weeks) ? settings.weeks : []
  return {
    id,
    name,
    version,
    createdAt: created_at,
    scheme: typeof settings.scheme === 'string' ? settings.scheme : undefined,
    weeks: weeks.filter((week) => typeof week === 'string').toSorted(),
    files,
  }
}

async function filesOf(db: Db, territoryId: string, campaignId?: string): Promise<Map<string, CampaignFile[]>> {
  let query = db
    .selectFrom('campaign_files')
    .select(['campaign_id', 'kind', 'name', 'version', 'file_name', 'sha256', 'row_count', 'import_id', 'changed_at'])
    .where('territory_id', '=', territoryId)
    .where('present', '=', true)
    .orderBy('kind')
    .orderBy('name')
  if (campaignId !== undefined) query = query.where('campaign_id', '=', campaignId)
  const found = new Map<string, CampaignFile[]>()
  for (const row of await query.execute()) {
    const list = found.get(row.campaign_id) ?? []
    found.set(row.campaign_id, list)
    list.push({
      kind: row.kind,
      name: row.name,
      version: row.version,
      fileName: row.file_name,
      sha256: row.sha256,
      rowCount: row.row_count,
      importId: row.import_id ?? undefined,
      changedAt: row.changed_at,
    })
  }
  return found
}
