import type { ColumnType } from 'kysely'

declare module '#/platform/database.ts' {
  interface Schema {
    api_keys: {
      territory_id: string
      id: string
      account_id: string
      name: string
      within: string
      secret_hash: string
      made_at: ColumnType<Temporal.Instant, string, string>
      ends_at: ColumnType<Temporal.Instant, string, never>
      last_used_at: ColumnType<Temporal.Instant | null, never, string>
      taken_back_at: ColumnType<Temporal.Instant | null, never, string | null>
    }
  }
}
