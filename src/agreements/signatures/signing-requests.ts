import './tables.ts'
import { createHash } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Grounds } from '#/journal/index.ts'
import type { Db, Schema } from '#/platform/database.ts'
import type { ServerKey } from '#/platform/server-key.ts'
import { hiddenAddress } from './contacts.ts'

/** Wrong codes before another one is needed. */
export const mostAttempts = 5

/** One document for one signatory. */
export interface SigningItem {
  readonly agreementId: string
  readonly signatoryId: string
  readonly version: number
  readonly documentSha256: string
}

/** Who wants to sign: by their account, or by a link. */
export interface Signer {
  /** As they are named in the evidence. */
  readonly name: string
  readonly accountId: string | undefined
  readonly delegatedBy: string | undefined
  /** Where the code goes; undefined when nobody can send them one, and the session alone says who they are. */
  readonly email: string | undefined
  readonly grounds: Grounds
}

/** Someone asked to sign: nothing is signed before the code. */
export interface SigningRequest extends Signer {
  readonly territoryId: string
  readonly id: string
  /** UAI, for a head's review. */
  readonly school: string | undefined
  readonly expiresAt: Temporal.Instant
  readonly approvedAt: Temporal.Instant | undefined
  readonly networkAddress: string | undefined
  readonly written: string | undefined
  readonly proofSha256: string | undefined
  /** Too many wrong codes. */
  readonly isDead: boolean
  /** How many agreements it is about. */
  readonly items: number
}

/** A request; undefined when there is none of this id. */
export async function findRequest(db: Db, id: string): Promise<SigningRequest | undefined> {
  const row = await db
    .selectFrom('signing_requests as r')
    .selectAll('r')
    .select((on) =>
      on
        .selectFrom('signing_request_items as i')
        .select(on.fn.countAll<number>().as('count'))
        .whereRef('i.territory_id', '=', 'r.territory_id')
        .whereRef('i.request_id', '=', 'r.id')
        .as('items'),
    )
    .where('r.id', '=', id)
    .executeTakeFirst()
  return row && requestOf(row)
}

/** The six digits of a request: derived, so that nothing that signs is kept anywhere. */
export function codeOfRequest(key: ServerKey, requestId: string): string {
  const bytes = createHash('sha256').update(key.mac('signing code', requestId)).digest()
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** How people name themselves in budgets: the account, or the one that a link is for. */
export const subjectOf = (signer: Signer, items: readonly SigningItem[]): string =>
  signer.accountId ?? items[0]?.signatoryId ?? ''

/** Where the code went, as the evidence and the page say it. */
export const codeWentTo = ({ email }: Pick<SigningRequest, 'email'>): string | undefined =>
  email === undefined ? undefined : hiddenAddress(email)

const requestOf = (
  row: Selectable<Schema['signing_requests']> & { readonly items: number | null },
): SigningRequest => ({
  territoryId: row.territory_id,
  id: row.id,
  accountId: row.account_id ?? undefined,
  school: row.school ?? undefined,
  name: row.name,
  delegatedBy: row.delegated_by ?? undefined,
  email: row.email ?? undefined,
  grounds: { by: row.account_id ?? undefined, role: row.role ?? undefined, why: row.why },
  expiresAt: row.expires_at,
  approvedAt: row.approved_at ?? undefined,
  networkAddress: row.network_address ?? undefined,
  written: row.written ?? undefined,
  proofSha256: row.proof_sha256 ?? undefined,
  isDead: row.attempts >= mostAttempts,
  items: row.items ?? 0,
})
