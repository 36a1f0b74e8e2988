import type { Generated } from 'kysely'
import type { ProposalState } from './proposal.ts'

export type { ProposalState } from './proposal.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    proposals: {
      territory_id: string
      id: string
      wave_id: string
      pupil_id: string
      class_id: string
      school: string
      offer_id: string
      host_id: string
      scheme: string
      weeks: string[]
      minutes_out: number | null
      minutes_back: number | null
      state: ProposalState
      pupil_agreed_at: NullableInstantColumn
      host_agreed_at: NullableInstantColumn
      refused_by: 'pupil' | 'host' | null
      reason: string | null
      application_id: string | null
      expires_at: InstantColumn
      since: InstantColumn
      created_at: InstantColumn
      version: Generated<number>
    }
    help_waves: {
      territory_id: string
      id: string
      scheme: string
      /** Code; null: of the whole territory. */
      bassin: string | null
      number: number
      campaign_id: string
      run_id: string
      weeks: string[]
      started_by: string | null
      started_at: InstantColumn
      sent_by: string | null
      sent_at: NullableInstantColumn
      answer_by: NullableInstantColumn
      gone_at: NullableInstantColumn
      dropped_at: NullableInstantColumn
    }
    /** A view: what those who are helped need, hold and are proposed, by scheme. */
    help_needs: {
      territory_id: string
      pupil_id: string
      asked_at: InstantColumn
      entered_by: string | null
      class_id: string
      school: string
      scheme: string
      needed: string[]
      held: string[]
      proposed: string[]
    }
    help_wave_pupils: {
      territory_id: string
      wave_id: string
      pupil_id: string
      weeks: string[]
      outcome: string
    }
  }
}
