import type { ColumnType, Generated } from 'kysely'
import type { DuplicateReason } from './duplicate.ts'
import type { Establishment } from './establishment.ts'
import type { RegisterState } from './host.ts'
import type { HostChange } from './merge.ts'
import type { ContactBy } from './principle.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    hosts: {
      territory_id: string
      id: string
      siret: string | null
      name: string
      naf: string | null
      sector: string | null
      staff: number | null
      description: Generated<string>
      website: string | null
      register_state: Generated<RegisterState>
      register_checked_at: NullableInstantColumn
      merged_into: string | null
      search: string
      created_by: string | null
      created_at: InstantColumn
      version: Generated<number>
    }
    sites: {
      territory_id: string
      id: string
      host_id: string
      name: string
      street: Generated<string>
      postcode: string
      commune: string | null
      city: string
      lat: number
      lon: number
      precision: Generated<'address' | 'commune'>
      facilities: Generated<string[]>
      nearest_stop: Generated<string>
      closed_at: NullableInstantColumn
    }
    host_principles: {
      territory_id: string
      host_id: string
      pupils_a_year: number | null
      months_without: number[]
      contact_by: ContactBy
      contact_name: string
      contact_email: string | null
      contact_phone: string | null
      contact_hours: string
      not_before: string | null
      note: string
      changed_at: InstantColumn
      changed_by: string | null
    }
    host_contacts: {
      territory_id: string
      id: string
      host_id: string
      account_id: string
      note: string
      insisted: Generated<boolean>
      since: InstantColumn
      expires_at: InstantColumn
      ended_at: NullableInstantColumn
    }
    register_answers: {
      siret: string
      state: 'open' | 'closed' | 'unknown'
      establishment: ColumnType<Establishment | null, string | null, string | null>
      checked_at: InstantColumn
      expires_at: InstantColumn
    }
    address_answers: {
      question_sha256: string
      found: ColumnType<unknown, string, string>
      expires_at: InstantColumn
    }
    host_duplicates: {
      territory_id: string
      one: string
      other: string
      reasons: DuplicateReason[]
      score: number
      state: Generated<'proposed' | 'dismissed' | 'merged'>
      found_at: InstantColumn
      decided_by: string | null
      decided_at: NullableInstantColumn
    }
    host_merges: {
      territory_id: string
      id: string
      from_host: string
      into_host: string
      changes: ColumnType<readonly HostChange[], string, string>
      merged_at: InstantColumn
      merged_by: string | null
      undone_at: NullableInstantColumn
      undone_by: string | null
    }
    host_merge_moves: { territory_id: string; merge_id: string; moved: string; row_id: string }
  }
}
