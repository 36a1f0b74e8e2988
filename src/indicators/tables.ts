import type { Source, StatusName } from './status.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    indicator_days: { territory_id: string; day: string }
    pupil_signs: { territory_id: string; pupil_id: string; at: InstantColumn }
    pupil_statuses: {
      territory_id: string
      pupil_id: string
      period_id: string
      class_id: string
      school: string
      scheme: string
      status: StatusName
      source: Source | ''
      detail: string
      since: NullableInstantColumn
      by_account: string | null
      needed: string[]
      held: string[]
      sources: Exclude<Source, 'mixed'>[]
      last_sign: NullableInstantColumn
      groups: string[]
    }
    status_counts: StatusCountRow
    status_counts_now: StatusCountRow
    status_changes: StatusCountRow & { day: string | null }
    status_days: {
      territory_id: string
      scheme: string
      /** UAI; '' for the whole territory. */
      school: string
      day: string
      status: StatusName
      source: Source | ''
      pupils: number
    }
    /** Since 0122: coarser, by slice: groups, weeks and classes. */
    status_slice_days: {
      territory_id: string
      scheme: string
      /** UAI; '' for the whole territory. */
      school: string
      day: string
      slice: string
      pupils: number
      placed: number
      under_way: number
      applied: number
      unplaced: number
    }
    open_seats: OpenSeatRow
    open_seats_now: OpenSeatRow
    open_seat_days: OpenSeatRow & { day: string }
    coverage_targets: {
      territory_id: string
      scheme: string
      share: number
      by_day: string
      set_by: string | null
      set_at: InstantColumn
    }
  }
}

interface OpenSeatRow {
  territory_id: string
  scheme: string
  /** INSEE code; '-' where the seats stand nowhere, '' (of days only) for the whole territory. */
  commune: string
  week: string
  sector: string
  seats: number
}

interface StatusCountRow {
  territory_id: string
  scheme: string
  slice: string
  school: string
  status: StatusName
  source: Source | ''
  pupils: number
}
