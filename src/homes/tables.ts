declare module '#/platform/database.ts' {
  interface Schema {
    help_requests: {
      territory_id: string
      id: string
      pupil_id: string
      /** Which words the pupil agreed to. */
      consent: string
      asked_at: InstantColumn
      withdrawn_at: NullableInstantColumn
      /** Someone of the school who entered a pupil; null: the pupil asked. */
      entered_by: string | null
    }
    pupil_nudges: {
      territory_id: string
      id: string
      pupil_id: string
      by_account: string | null
      at: InstantColumn
    }
    pupil_advices: {
      territory_id: string
      id: string
      pupil_id: string
      by_account: string | null
      by_name: string
      body: string
      at: InstantColumn
      removed_at: NullableInstantColumn
    }
    pupil_calls: {
      territory_id: string
      id: string
      pupil_id: string
      with_whom: 'pupil' | 'family' | 'host' | 'other'
      at: InstantColumn
      said: string
      by_account: string | null
      by_name: string
      noted_at: InstantColumn
      removed_at: NullableInstantColumn
    }
    help_settings: {
      territory_id: string
      /** ISO date. */
      opens_on: string | null
      after_days: number
      after_refusals: number
    }
  }
}
