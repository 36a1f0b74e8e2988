export type ProposalState = 'proposed' | 'accepted' | 'confirmed' | 'refused' | 'expired' | 'withdrawn'

declare module '#/platform/database.ts' {
  interface Schema {
    proposals: {
      territory_id: string
      id: string
      wave_id: string
      pupil_id: string
      offer_id: string
      host_id: string
      scheme: string
      weeks: string[]
      state: ProposalState
      pupil_agreed_at: NullableInstantColumn
      host_agreed_at: NullableInstantColumn
      refused_by: 'pupil' | 'host' | null
      reason: string | null
      application_id: string | null
      expires_at: InstantColumn
      since: InstantColumn
      created_at: InstantColumn
    }
  }
}
