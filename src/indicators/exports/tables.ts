import type { ColumnType } from 'kysely'

declare module '#/platform/database.ts' {
  interface Schema {
    open_data: {
      territory_id: string
      content: ColumnType<unknown, string, string>
      published_by: string | null
      published_at: InstantColumn
    }
    calendar_feeds: {
      territory_id: string
      account_id: string
      within: string
      id: string
      made_at: InstantColumn
    }
  }
}
