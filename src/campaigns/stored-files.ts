import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { type NamedBytes, writeTable } from '#/platform/table-file.ts'
import type { TableKind } from './stored-row.ts'
import type { Cells, FileKind, TimetableReport } from './tables.ts'

/** The files of a campaign as they stand in the database, written as the command line reads them. */
export interface CampaignFiles {
  readonly campaign: NamedBytes | undefined
  readonly pupils: NamedBytes | undefined
  readonly offers: NamedBytes | undefined
  readonly schools: NamedBytes | undefined
  readonly timetables: readonly NamedBytes[]
}

const fileNames = {
  campaign: 'campaign.json',
  pupils: 'pupils.csv',
  offers: 'offers.csv',
  schools: 'schools.csv',
} as const

/** Rows by key, keys ascending; what was given of them, extra columns included. */
export async function storedCells(
  db: Db,
  territoryId: string,
  campaignId: string,
  kind: TableKind,
): Promise<Map<string, Cells>> {
  const rows = await storedRows(db, territoryId, campaignId, kind)
  return new Map(rows.map(({ key, cells }) => [key, cells]))
}

/** The settings as given, or undefined. */
export async function storedSettings(db: Db, territoryId: string, campaignId: string): Promise<unknown> {
  const row = await db
    .selectFrom('campaign_settings')
    .select('cells')
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst()
  return row?.cells
}

/** One stored table as CSV, lines in the order of ids, columns as they were given; undefined when it was never given. */
export async function storedTable(
  db: Db,
  territoryId: string,
  campaignId: string,
  kind: TableKind,
): Promise<NamedBytes | undefined> {
  const columns = await storedColumns(db, territoryId, campaignId, kind)
  if (!columns) return undefined
  const rows = await storedRows(db, territoryId, campaignId, kind)
  const text = writeTable(
    columns,
    rows.map(({ cells }) => columns.map((column) => cells[column] ?? '')),
  )
  return { name: fileNames[kind], bytes: new TextEncoder().encode(text) }
}

/** campaign.json as stored; undefined when it was never given. */
export async function storedCampaign(db: Db, territoryId: string, campaignId: string): Promise<NamedBytes | undefined> {
  const settings = await storedSettings(db, territoryId, campaignId)
  if (settings === undefined) return undefined
  return { name: fileNames.campaign, bytes: new TextEncoder().encode(`${JSON.stringify(settings, null, 2)}\n`) }
}

/** Everything a run reads. Call in a transaction with repeatable reads to have one state of all. */
export async function storedFiles(db: Db, territoryId: string, campaignId: string): Promise<CampaignFiles> {
  return {
    campaign: await storedCampaign(db, territoryId, campaignId),
    pupils: await storedTable(db, territoryId, campaignId, 'pupils'),
    offers: await storedTable(db, territoryId, campaignId, 'offers'),
    schools: await storedTable(db, territoryId, campaignId, 'schools'),
    timetables: await storedTimetables(db, territoryId, campaignId),
  }
}

/** The timetables of a campaign, by name. */
export async function storedTimetables(db: Db, territoryId: string, campaignId: string): Promise<NamedBytes[]> {
  return db
    .selectFrom('campaign_timetables as t')
    .innerJoin('stored_files as f', (on) =>
      on.onRef('f.territory_id', '=', 't.territory_id').onRef('f.sha256', '=', 't.sha256'),
    )
    .select(['t.name', 'f.bytes'])
    .where('t.territory_id', '=', territoryId)
    .where('t.campaign_id', '=', campaignId)
    .orderBy('t.name')
    .execute()
}

/** The columns of a kind as its file gave them; undefined when the campaign has none. */
export async function storedColumns(
  db: Db,
  territoryId: string,
  campaignId: string,
  kind: FileKind,
): Promise<readonly string[] | undefined> {
  const row = await db
    .selectFrom('campaign_files')
    .select('columns')
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', kind)
    .where('name', '=', '')
    .where('present', '=', true)
    .executeTakeFirst()
  return row?.columns
}

function storedRows(
  db: Db,
  territoryId: string,
  campaignId: string,
  kind: TableKind,
): Promise<{ key: string; cells: Cells }[]> {
  if (kind === 'pupils')
    return db
      .selectFrom('campaign_pupils')
      .select(['pupil as key', 'cells'])
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .orderBy('pupil')
      .execute()
  if (kind === 'offers')
    return db
      .selectFrom('campaign_offers')
      .select(['offer as key', 'cells'])
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .orderBy('offer')
      .execute()
  return db
    .selectFrom('campaign_schools')
    .select(['uai as key', 'cells'])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .orderBy('uai')
    .execute()
}

/** What is known of each timetable, by name. */
export async function storedTimetableReports(
  db: Db,
  territoryId: string,
  campaignId: string,
): Promise<ReadonlyMap<string, TimetableReport>> {
  const rows = await db
    .selectFrom('campaign_timetables')
    .select(['name', 'report'])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .orderBy('name')
    .execute()
  return new Map(rows.map(({ name, report }) => [name, report]))
}
