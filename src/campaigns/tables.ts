import type { ColumnType } from 'kysely'
import type { InstantColumn } from '#/platform/database.ts'

/** A jsonb column: read as data, written as JSON text. */
type Json<T> = ColumnType<T, string, string>

/** The kinds of file a campaign is made of. A campaign has one of each, and any number of timetables told apart by name. */
export type FileKind = 'campaign' | 'pupils' | 'offers' | 'schools' | 'timetable'
export type ImportState = 'previewed' | 'refused' | 'applied' | 'undone' | 'expired'

/** A row of a file as it was given: every column, extra ones included. */
export type Cells = Readonly<Record<string, string>>

/** What is wrong with an imported file; the same facts as the platform's InputProblem. */
export interface StoredProblem {
  readonly file: string
  readonly line?: number
  readonly column?: string
  readonly message: string
}

/** Counts of a timetable that pages show, from its FeedReport. */
export interface TimetableReport {
  readonly routes: number
  readonly stops: number
  readonly trips: number
  readonly stopTimes: number
  readonly firstDate: string
  readonly lastDate: string
  readonly defects: readonly { readonly kind: string; readonly count: number; readonly example: string }[]
}

export interface CampaignFileRow {
  territory_id: string
  campaign_id: string
  kind: FileKind
  name: string
  version: number
  present: boolean
  file_name: string
  sha256: string
  columns: Json<readonly string[]>
  row_count: number
  import_id: string | null
  changed_at: InstantColumn
}

declare module '#/platform/database.ts' {
  interface Schema {
    campaigns: {
      territory_id: string
      id: string
      name: string
      version: number
      created_by: string | null
      created_at: InstantColumn
    }
    campaign_files: CampaignFileRow
    campaign_settings: { territory_id: string; campaign_id: string; cells: Json<unknown> }
    campaign_pupils: {
      territory_id: string
      campaign_id: string
      pupil: string
      school: string
      level: string
      priority: number
      weeks: string[]
      fixed: string | null
      lat: number | null
      lon: number | null
      first_name: string | null
      last_name: string | null
      search: string
      cells: Json<Cells>
    }
    campaign_offers: {
      territory_id: string
      campaign_id: string
      offer: string
      host: string
      title: string
      sector: string
      lat: number
      lon: number
      seats: number
      cells: Json<Cells>
    }
    campaign_schools: {
      territory_id: string
      campaign_id: string
      uai: string
      name: string
      lat: number | null
      lon: number | null
      cells: Json<Cells>
    }
    campaign_timetables: {
      territory_id: string
      campaign_id: string
      name: string
      sha256: string
      report: Json<TimetableReport>
    }
    stored_files: { territory_id: string; sha256: string; bytes: Uint8Array }
    imports: {
      territory_id: string
      id: string
      campaign_id: string
      state: ImportState
      base_version: number
      applied_version: number | null
      problem_count: number
      problems: Json<readonly StoredProblem[]>
      made_by: string | null
      made_at: InstantColumn
      applied_by: string | null
      applied_at: NullableInstantColumn
      undone_by: string | null
      undone_at: NullableInstantColumn
    }
    import_files: {
      territory_id: string
      import_id: string
      kind: FileKind
      name: string
      file_name: string
      sha256: string
      columns: Json<readonly string[]>
      row_count: number
      new_count: number
      changed_count: number
      removed_count: number
      same_count: number
      former: ColumnType<StoredFile | null, string | null, string | null>
    }
    import_changes: {
      territory_id: string
      import_id: string
      kind: FileKind
      key: string
      former: ColumnType<unknown, string | null, string | null>
      next: ColumnType<unknown, string | null, string | null>
    }
  }
}

/** What campaign_files said of a kind before an import, kept for the undo. */
export interface StoredFile {
  readonly present: boolean
  readonly file_name: string
  readonly sha256: string
  readonly columns: readonly string[]
  readonly row_count: number
  readonly import_id: string | null
}
