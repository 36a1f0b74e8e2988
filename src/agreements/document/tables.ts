import type { ColumnType } from 'kysely'
import type { Clause } from './clause.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    agreement_texts: {
      territory_id: string
      scheme: string
      version: number
      based_on: string
      clauses: ColumnType<readonly Clause[], string, string>
      adopted_at: InstantColumn
      adopted_by: string | null
    }
    school_annexes: {
      territory_id: string
      school: string
      scheme: string
      title: string
      body: string
      at: InstantColumn
      by_account: string | null
    }
    document_logos: {
      territory_id: string
      owner: string
      sha256: string
      type: 'image/png' | 'image/jpeg'
      words: string
      at: InstantColumn
    }
  }
}
