import type { ColumnType, Generated } from 'kysely'

export type OfferState = 'draft' | 'waiting' | 'asked' | 'published' | 'paused' | 'refused' | 'archived'

/** One day's presence, minutes since midnight; the lunch break inside it, where there is one. */
export interface DayHours {
  readonly start: number
  readonly end: number
  readonly lunch?: { readonly start: number; readonly end: number }
}

/** Monday (1) to Saturday (6), as ISO weekdays; a day that is absent is not worked. */
export type OfferHours = { readonly [Weekday in 1 | 2 | 3 | 4 | 5 | 6]?: DayHours }

declare module '#/platform/database.ts' {
  interface Schema {
    offers: {
      territory_id: string
      id: string
      host_id: string
      site_id: string | null
      title: string
      description: string
      activities: Generated<string>
      sector: string
      trades: string[]
      schemes: string[]
      levels: string[]
      span: 'week' | 'all'
      group_min: number | null
      group_max: number | null
      hours: ColumnType<OfferHours, string, string>
      remote: Generated<boolean>
      facilities: string[]
      min_age: number | null
      reserved_schools: string[]
      min_priority: number | null
      reserved_qpv: Generated<boolean>
      reserved_without_network: Generated<boolean>
      state: OfferState
      lat: number
      lon: number
      origin: Generated<string>
      created_by: string | null
      created_at: InstantColumn
      changed_at: InstantColumn
      published_at: NullableInstantColumn
      version: Generated<number>
    }
    offer_weeks: {
      territory_id: string
      offer_id: string
      week: string
      seats: number
      taken: Generated<number>
      closed: Generated<boolean>
    }
  }
}
