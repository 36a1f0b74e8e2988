import type { Generated } from 'kysely'

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
      register_state: Generated<'known' | 'closed' | 'unknown' | 'unchecked'>
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
      street: string
      postcode: string
      commune: string | null
      city: string
      lat: number
      lon: number
      facilities: string[]
      nearest_stop: string
      closed_at: NullableInstantColumn
    }
  }
}
