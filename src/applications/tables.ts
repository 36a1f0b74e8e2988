import type { ColumnType, Generated } from 'kysely'
import type { ActorKind, ApplicationState } from './application.ts'
import type { TransitionName } from './transitions.ts'

/** What the pupil wrote, as their school may read it once it was sent. Adaptations stand apart. */
export interface ApplicationAnswers {
  readonly draws: string
  readonly availability?: string
}

/** What a transition was given: the weeks it was about, the code of its reason, the words that came with it. */
export interface ApplicationEventFacts {
  readonly weeks?: readonly string[]
  readonly reason?: string
  readonly words?: string
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
      reason: string | null
      submitted_at: NullableInstantColumn
      since: InstantColumn
      waits_since: InstantColumn
      expires_at: NullableInstantColumn
      revealed_at: NullableInstantColumn
      called_at: NullableInstantColumn
      accepted_at: NullableInstantColumn
      version: Generated<number>
    }
    /** Health data: read by the pupil and, when they said so, the host. Never joined to a list. */
    application_adaptations: {
      territory_id: string
      application_id: string
      body: string
      told: 'now' | 'accepted'
    }
    application_messages: {
      territory_id: string
      id: string
      application_id: string
      by_kind: 'pupil' | 'host'
      by_account: string | null
      by_name: string
      body: string
      at: InstantColumn
      form_key: string
    }
    application_events: {
      territory_id: string
      application_id: string
      version: number
      transition: TransitionName
      at: InstantColumn
      from_state: ApplicationState
      to_state: ApplicationState
      by_kind: ActorKind
      by_account: string | null
      facts: ColumnType<ApplicationEventFacts, string, string>
    }
    application_steps: {
      territory_id: string
      application_id: string
      version: number
      step: string
      at: InstantColumn
    }
    answer_links: {
      territory_id: string
      token_sha256: string
      application_id: string
      email: string
      name: string
      account_id: string | null
      created_at: InstantColumn
      expires_at: InstantColumn
      revoked_at: NullableInstantColumn
      used_at: NullableInstantColumn
    }
    confirmed_weeks: { territory_id: string; pupil_id: string; week: string; application_id: string }
    territory_settings: { territory_id: string; anonymous_applications: Generated<boolean> }
  }
}
