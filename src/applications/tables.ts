import type { ColumnType, Generated } from 'kysely'

export type ApplicationState =
  | 'draft'
  | 'submitted'
  | 'read'
  | 'asked'
  | 'countered'
  | 'accepted'
  | 'waiting'
  | 'confirmed'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'cancelled'

/** What the pupil wrote; adaptations only if they wish. */
export interface ApplicationAnswers {
  readonly draws: string
  readonly availability?: string
  readonly adaptations?: string
}

declare module '#/platform/database.ts' {
  interface Schema {
    applications: {
      territory_id: string
      id: string
      pupil_id: string
      class_id: string
      school: string
      offer_id: string
      host_id: string
      scheme: string
      weeks: string[]
      state: ApplicationState
      answers: ColumnType<ApplicationAnswers, string, string>
      proposed_weeks: string[] | null
      submitted_at: NullableInstantColumn
      since: InstantColumn
      expires_at: NullableInstantColumn
      version: Generated<number>
    }
  }
}
