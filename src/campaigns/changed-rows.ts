import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { Change } from './difference.ts'
import type { FileKind } from './tables.ts'

interface ImportKey {
  readonly territoryId: string
  readonly campaignId: string
  readonly importId: string
}

/** Rows a statement carries: large enough to be quick, small enough that the embedded engine answers others in between. */
const chunkSize = 2000

/** Keeps a difference until it is applied, and after that for the undo. */
export async function saveChanges(
  tx: Db,
  { territoryId, importId }: ImportKey,
  kind: FileKind,
  changes: readonly Change<object>[],
): Promise<void> {
  for (let at = 0; at < changes.length; at += chunkSize) {
    const rows = JSON.stringify(changes.slice(at, at + chunkSize))
    await sql`insert into import_changes (territory_id, import_id, kind, key, former, next)
      select ${territoryId}, ${importId}, ${kind}, r.key, r.former, r.next
      from jsonb_to_recordset(${rows}::jsonb) as r(key text, former jsonb, next jsonb)`.execute(tx)
  }
}

/** The table of a kind: its key, and the columns that a row image holds. */
const tables = {
  pupils: {
    table: 'campaign_pupils',
    key: 'pupil',
    columns: {
      school: 'text',
      level: 'text',
      priority: 'integer',
      weeks: 'text[]',
      fixed: 'text',
      lat: 'double precision',
      lon: 'double precision',
      first_name: 'text',
      last_name: 'text',
      search: 'text',
      cells: 'jsonb',
    },
  },
  offers: {
    table: 'campaign_offers',
    key: 'offer',
    columns: {
      host: 'text',
      title: 'text',
      sector: 'text',
      lat: 'double precision',
      lon: 'double precision',
      seats: 'integer',
      cells: 'jsonb',
    },
  },
  schools: {
    table: 'campaign_schools',
    key: 'uai',
    columns: { name: 'text', lat: 'double precision', lon: 'double precision', cells: 'jsonb' },
  },
  timetable: { table: 'campaign_timetables', key: 'name', columns: { sha256: 'text', report: 'jsonb' } },
} as const

/**
 * Brings the rows of a kind to what a difference says: `next` applies it, `former` undoes it.
 * Two statements whatever the size: the rows never leave the database.
 */
export async function writeChangedRows(
  tx: Db,
  { territoryId, campaignId, importId }: ImportKey,
  kind: FileKind,
  side: 'next' | 'former',
): Promise<void> {
  if (kind === 'campaign') {
    // Settings given again unchanged are no change: there is nothing to put in their place.
    await sql`delete from campaign_settings where territory_id = ${territoryId} and campaign_id = ${campaignId}
      and exists (select from import_changes
        where territory_id = ${territoryId} and import_id = ${importId} and kind = ${kind})`.execute(tx)
    await sql`insert into campaign_settings (territory_id, campaign_id, cells)
      select ${territoryId}, ${campaignId}, ${sql.ref(side)} -> 'cells' from import_changes
      where territory_id = ${territoryId} and import_id = ${importId} and kind = ${kind} and ${sql.ref(side)} is not null`.execute(
      tx,
    )
    return
  }
  const { table, key, columns } = tables[kind]
  // An array rather than a join: the same plan (one look-up per key) whether or not the engine has statistics yet.
  await sql`delete from ${sql.table(table)} t where t.territory_id = ${territoryId} and t.campaign_id = ${campaignId}
    and t.${sql.ref(key)} = any(array(select key from import_changes
      where territory_id = ${territoryId} and import_id = ${importId} and kind = ${kind}))`.execute(tx)
  const names = sql.join(Object.keys(columns).map((column) => sql.ref(column)))
  const typed = sql.join(Object.entries(columns).map(([column, type]) => sql`${sql.ref(column)} ${sql.raw(type)}`))
  const values = sql.join(Object.keys(columns).map((column) => sql`r.${sql.ref(column)}`))
  await sql`insert into ${sql.table(table)} (territory_id, campaign_id, ${sql.ref(key)}, ${names})
    select ${territoryId}, ${campaignId}, c.key, ${values}
    from import_changes c, jsonb_to_record(c.${sql.ref(side)}) as r(${typed})
    where c.territory_id = ${territoryId} and c.import_id = ${importId} and c.kind = ${kind} and c.${sql.ref(side)} is not null`.execute(
    tx,
  )
}
