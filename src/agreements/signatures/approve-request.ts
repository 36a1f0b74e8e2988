import './tables.ts'
import { sql } from 'kysely'
import { refund, spend } from '#/identity/index.ts'
import { moment } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import {
  codeOfRequest,
  findRequest,
  mostAttempts,
  type SigningItem,
  type SigningRequest,
  subjectOf,
} from './signing-requests.ts'

/** Why a code does not sign. `wrong`: how many tries are left. `held`: too many wrong ones for this person; other ways to sign are open. */
export type CodeRefusal =
  | { readonly why: 'unknown' | 'expired' | 'dead' | 'held' }
  | { readonly why: 'wrong'; readonly left: number }

/** What came with the code. */
export interface Approval {
  readonly typed: string
  /** The network address that it comes from. */
  readonly source: string
  readonly written?: string | undefined
  readonly proofSha256?: string | undefined
}

/**
 * Judges a code that was typed: right, the request is approved, from then on for good (a second click finds it so). The try is counted before
 * it is judged, so that many at the same time get no more than one after the other.
 */
export async function approveRequest(
  services: Pick<Services, 'db' | 'clock' | 'key'>,
  request: SigningRequest,
  items: readonly SigningItem[],
  { typed, source, written, proofSha256 }: Approval,
): Promise<{ readonly approved: true } | CodeRefusal> {
  const { db, clock, key } = services
  const now = clock.now()
  const subject = subjectOf(request, items)
  const needsCode = request.email !== undefined
  if (needsCode) {
    if (!(await spend(services, 'sign.code-source', `${source} ${subject}`))) return { why: 'held' }
    if (!(await spend(services, 'sign.code', subject))) return { why: 'held' }
  }
  const isRight = !needsCode || typed.replaceAll(/\D/g, '') === codeOfRequest(key, request.id)
  const tried = await db
    .updateTable('signing_requests')
    .set(
      isRight
        ? {
            approved_at: now.toString(),
            network_address: source,
            written: written ?? null,
            proof_sha256: proofSha256 ?? null,
          }
        : { attempts: sql`attempts + 1` },
    )
    .where('territory_id', '=', request.territoryId)
    .where('id', '=', request.id)
    .where('approved_at', 'is', null)
    .where('expires_at', '>', moment(now))
    .where('attempts', '<', mostAttempts)
    .returning('attempts')
    .executeTakeFirst()
  if (needsCode && (isRight || !tried)) {
    await refund(services, 'sign.code-source', `${source} ${subject}`)
    await refund(services, 'sign.code', subject)
  }
  if (tried) {
    if (isRight) return { approved: true }
    const left = mostAttempts - tried.attempts
    return left > 0 ? { why: 'wrong', left } : { why: 'dead' }
  }
  const current = await findRequest(db, request.id)
  if (!current) return { why: 'unknown' }
  if (current.approvedAt) return { approved: true }
  return { why: Temporal.Instant.compare(current.expiresAt, now) <= 0 ? 'expired' : 'dead' }
}
