import type { ColumnType, Generated } from 'kysely'

declare module '#/platform/database.ts' {
  interface Schema {
    classes: {
      territory_id: string
      id: string
      school: string
      name: string
      level: string
      school_year: number
      sign_in_code: string
    }
    pupils: {
      territory_id: string
      id: string
      school: string
      class_id: string
      first_name: string
      last_name: string
      /** ISO date. */
      birth_date: string
      level: string
      email: string | null
      phone: string | null
      lat: number | null
      lon: number | null
      home_precision: 'address' | 'commune' | null
      commune: string | null
      priority: number
      needs: string[]
      qpv: boolean
      without_network: boolean
      account_id: string | null
      personal_code_hash: string | null
      left_at: NullableInstantColumn
      ine_mac: Generated<string | null>
      home_mac: Generated<string | null>
      sex: Generated<'f' | 'm' | null>
      boarder: Generated<boolean | null>
      mef: Generated<string | null>
    }
    representatives: {
      territory_id: string
      id: string
      pupil_id: string
      name: string
      email: string | null
      phone: string | null
      account_id: string | null
    }
    periods: {
      territory_id: string
      id: string
      school: string
      class_id: string
      scheme: string
      name: string
      weeks: string[]
    }
    exemptions: {
      territory_id: string
      id: string
      pupil_id: string
      period_id: string
      reason: string
      words: string | null
      by_account: string | null
      since: InstantColumn
      ended_at: NullableInstantColumn
    }
    pupil_groups: { territory_id: string; id: string; school: string; name: string; school_year: number }
    group_pupils: { territory_id: string; group_id: string; pupil_id: string }
    referents: {
      territory_id: string
      pupil_id: string
      account_id: string
      by_account: string | null
      since: InstantColumn
    }
    referent_changes: {
      territory_id: string
      class_id: string
      at: InstantColumn
      by_account: string | null
      former: ColumnType<Readonly<Record<string, string>>, string, string>
    }
    pupil_addresses: {
      territory_id: string
      pupil_id: string
      sealed: string
      home_mac: string
      asked_at: InstantColumn
    }
    table_columns: {
      territory_id: string
      school: string
      columns_sha256: string
      chosen: ColumnType<Readonly<Record<string, string>>, string, string>
      by_account: string | null
      at: InstantColumn
    }
  }
}
