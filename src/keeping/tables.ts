import type { ColumnType } from 'kysely'

export type RequestKind = 'read' | 'correct' | 'erase'

declare module '#/platform/database.ts' {
  interface Schema {
    keep_reports: {
      id: string
      /** ISO day. */
      day: string
      at: InstantColumn
      counts: ColumnType<Readonly<Record<string, number>>, string, string>
      files: number
    }
    unnamed_files: { sha256: string; stamp: string; seen_at: InstantColumn }
    archive_openings: {
      territory_id: string
      id: string
      agreement_id: string
      by_account: string
      by_name: string
      reason: string
      at: InstantColumn
    }
    data_requests: {
      territory_id: string
      id: string
      pupil_id: string
      school: string
      kind: RequestKind
      words: string
      asked_by: string | null
      asked_name: string
      asked_at: InstantColumn
      /** ISO day. */
      due_on: string
      answered_at: NullableInstantColumn
      answered_by: string | null
      answer: string | null
    }
  }
}
