import type { Generated } from 'kysely'
import type { RoleName } from '#/identity/index.ts'
import type { Party } from '../tables.ts'

/**
 * How we know that it was this person: their session, a link and its code, their hand on paper, or the eyes of the school. A link alone is
 * enough to take note.
 */
export type BoundBy = 'account' | 'link-code' | 'link' | 'paper' | 'in-person'

/** How the attempt to sign one agreement of a request ended. */
export type SigningResult = 'signed' | 'already' | 'changed' | 'closed'

declare module '#/platform/database.ts' {
  interface Schema {
    agreement_signatures: {
      territory_id: string
      id: string
      agreement_id: string
      signatory_id: string
      version: number
      party: Party
      takes_note: boolean
      name: string
      written: string | null
      on_behalf_of: string | null
      delegated_by: string | null
      at: InstantColumn
      bound_by: BoundBy
      account_id: string | null
      code_sent_to: string | null
      network_address: string | null
      recorded_by: string | null
      recorded_by_name: string | null
      document_sha256: string
      proof_sha256: string | null
    }
    signing_links: {
      territory_id: string
      token_sha256: string
      agreement_id: string
      signatory_id: string
      version: number
      email: string
      created_at: InstantColumn
      expires_at: InstantColumn
      revoked_at: NullableInstantColumn
    }
    signing_requests: {
      territory_id: string
      id: string
      account_id: string | null
      school: string | null
      name: string
      delegated_by: string | null
      role: RoleName | null
      why: string
      email: string | null
      same: string
      created_at: InstantColumn
      expires_at: InstantColumn
      attempts: Generated<number>
      approved_at: NullableInstantColumn
      network_address: string | null
      written: string | null
      proof_sha256: string | null
    }
    signing_request_items: {
      territory_id: string
      request_id: string
      agreement_id: string
      signatory_id: string
      version: number
      document_sha256: string
      result: SigningResult | null
    }
  }
}
