declare module '#/platform/database.ts' {
  interface Schema {
    accounts: { id: string; email: string; name: string; demonstration: boolean; created_at: InstantColumn }
    /** `territory_id` is '*' for a role held everywhere. */
    grants: { account_id: string; role: string; territory_id: string }
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

export {}
