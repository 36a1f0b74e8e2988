import type { ColumnType, Generated } from 'kysely'
import type { OfferState } from '../tables.ts'
import type { Reason } from './judge-offer.ts'

export type CaseOutcome = 'open' | 'published' | 'asked' | 'refused'

declare module '#/platform/database.ts' {
  interface Schema {
    offer_cases: {
      territory_id: string
      id: string
      offer_id: string
      opened_at: InstantColumn
      priority: Generated<number>
      reasons: ColumnType<readonly Reason[], string, string>
      outcome: Generated<CaseOutcome>
      decided_at: NullableInstantColumn
      decided_by: string | null
      message: Generated<string>
      offer_version: number | null
      state_before: OfferState | null
    }
    offer_reports: {
      territory_id: string
      id: string
      offer_id: string
      case_id: string
      source: string
      account_id: string | null
      reason: string
      words: Generated<string>
      reported_at: InstantColumn
    }
    offer_fingerprints: {
      territory_id: string
      offer_id: string
      host_id: string
      fingerprint: string
    }
  }
}
