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
    }
    sessions: { id_sha256: string; account_id: string; created_at: InstantColumn; expires_at: InstantColumn }
    sign_in_links: {
      token_sha256: string
      account_id: string
      created_at: InstantColumn
      expires_at: InstantColumn
      used_at: NullableInstantColumn
    }
  }
}
