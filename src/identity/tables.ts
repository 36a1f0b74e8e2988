import type { Generated } from 'kysely'
import type { PlaceKind } from './role.ts'

declare module '#/platform/database.ts' {
  interface Schema {
    accounts: { id: string; email: string | null; name: string; demonstration: boolean; created_at: InstantColumn }
    /** `territory_id` is '*' for a role held everywhere, `scope_kind` '' for the whole territory. */
    grants: {
      id: string
      account_id: string
      role: string
      territory_id: string
      scope_kind: '' | PlaceKind
      scope_id: string
      given_by: string | null
      given_at: InstantColumn
      starts_at: NullableInstantColumn
      ends_at: NullableInstantColumn
      ended_at: NullableInstantColumn
      ended_by: string | null
      delegated_from: string | null
      /** The identity provider that says so. */
      source: string | null
    }
    invitations: {
      id: string
      account_id: string
      role: string
      territory_id: string
      scope_kind: '' | PlaceKind
      scope_id: string
      given_by: string | null
      until: NullableInstantColumn
      delegated_from: string | null
      created_at: InstantColumn
      expires_at: InstantColumn
      sent: number
      accepted_at: NullableInstantColumn
      withdrawn_at: NullableInstantColumn
    }
    sessions: {
      id_sha256: string
      id: string
      account_id: string
      created_at: InstantColumn
      expires_at: InstantColumn
      device: string
      last_used_at: NullableInstantColumn
      rotated_at: NullableInstantColumn
      former_sha256: string | null
      second_step_at: NullableInstantColumn
      provider: string | null
      id_token: string | null
    }
    sign_in_requests: {
      id: string
      account_id: string | null
      created_at: InstantColumn
      expires_at: InstantColumn
      browser_attempts: Generated<number>
      link_attempts: Generated<number>
      used_at: NullableInstantColumn
    }
    attempts: { subject: string; since: InstantColumn; count: number }
    second_steps: {
      account_id: string
      secret: string
      created_at: InstantColumn
      confirmed_at: NullableInstantColumn
      last_step: Generated<number>
    }
    recovery_codes: { account_id: string; code_hash: string; used_at: NullableInstantColumn }
    external_identities: { issuer: string; subject: string; account_id: string; linked_at: InstantColumn }
    provider_journeys: { state_sha256: string; provider: string; sealed: string; expires_at: InstantColumn }
    sign_in_links: {
      token_sha256: string
      account_id: string
      created_at: InstantColumn
      expires_at: InstantColumn
      used_at: NullableInstantColumn
    }
  }
}
