import type { ColumnType, Generated } from 'kysely'
import type { Level, SchemeId } from '#/rules/index.ts'
import type { OfferContent } from './offer.ts'
import type { OfferImport } from './offer-imports.ts'
import type { Proposal } from './proposal.ts'
import type { OfferDeed } from './save-offer.ts'

export type OfferState = 'draft' | 'waiting' | 'asked' | 'published' | 'paused' | 'refused' | 'archived'

/** One day's presence, minutes since midnight; the lunch break inside it, where there is one. */
export interface DayHours {
  readonly start: number
  readonly end: number
  readonly lunch?: { readonly start: number; readonly end: number }
}

/** Monday (1) to Saturday (6), as ISO weekdays; a day that is absent is not worked. */
export type OfferHours = { readonly [Weekday in 1 | 2 | 3 | 4 | 5 | 6]?: DayHours }

/** An image of an offer and what it shows, in words. */
export interface OfferImage {
  readonly id: string
  readonly alternative: string
}

/** What stood before a change: kept as the offer's own words, undefined ones left out. */
export interface OfferBefore {
  readonly state: OfferState
  readonly content: OfferContent
}

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
      schemes: SchemeId[]
      levels: Level[]
      span: 'week' | 'all'
      group_min: number | null
      group_max: number | null
      hours: ColumnType<OfferHours, string, string>
      remote: Generated<boolean>
      facilities: string[]
      adaptations: Generated<string>
      equipment: Generated<string>
      dress: Generated<string>
      meals: Generated<string>
      nearest_stop: Generated<string>
      min_age: number | null
      reserved_schools: string[]
      min_priority: number | null
      reserved_qpv: Generated<boolean>
      reserved_without_network: Generated<boolean>
      contact_name: Generated<string>
      contact_email: Generated<string>
      contact_phone: Generated<string>
      images: ColumnType<readonly OfferImage[], string | undefined, string>
      state: OfferState
      lat: number
      lon: number
      origin: Generated<string>
      reference: string | null
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
    offer_drafts: {
      territory_id: string
      id: string
      host_id: string
      offer_id: string
      base_version: number | null
      answers: ColumnType<Readonly<Record<string, unknown>>, string, string>
      base: ColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>
      written_by: string
      changed_at: InstantColumn
    }
    offer_changes: {
      territory_id: string
      offer_id: string
      version: number
      what: OfferDeed
      by: string | null
      at: InstantColumn
      before: ColumnType<OfferBefore | null, string | null, string | null>
    }
    offer_proposals: {
      territory_id: string
      id: string
      email: string
      name: string
      proposal: ColumnType<Proposal, string, string>
      proposed_at: InstantColumn
      expires_at: InstantColumn
      confirmed_at: NullableInstantColumn
    }
    offer_imports: {
      territory_id: string
      id: string
      host_id: string
      state: OfferImport['state']
      file_name: string
      problems: ColumnType<OfferImport['problems'], string, string>
      plans: ColumnType<OfferImport['plans'], string, string>
      written: ColumnType<OfferImport['written'], string | undefined, string>
      made_by: string
      made_at: InstantColumn
    }
    offer_images: {
      territory_id: string
      id: string
      host_id: string
      offer_id: string
      media_type: string
      bytes: Uint8Array
      added_at: InstantColumn
    }
  }
}
