import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from '../agreement.ts'
import { findAgreement } from '../agreements.ts'
import type { AgreementState } from '../tables.ts'
import { hasSigned } from './circuit.ts'
import { contactOf, type SigningContact } from './contacts.ts'
import { findSignatory, type SignatoryRow } from './signatories.ts'

/** Long enough for a reminder to find the last one still good. */
const linkLife = Temporal.Duration.from({ hours: 24 * 30 })

/** Makes a link by which one person signs one version, sent to one address. Only its hash is kept; returns the token for the address. */
export async function createSigningLink(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  signatory: Pick<SignatoryRow, 'territoryId' | 'agreementId' | 'id'>,
  { version, email }: { readonly version: number; readonly email: string },
): Promise<string> {
  const now = clock.now()
  const token = newSecret()
  await db
    .insertInto('signing_links')
    .values({
      territory_id: signatory.territoryId,
      token_sha256: sha256Hex(token),
      agreement_id: signatory.agreementId,
      signatory_id: signatory.id,
      version,
      email: email.trim().toLowerCase(),
      created_at: now.toString(),
      expires_at: now.add(linkLife).toString(),
    })
    .execute()
  return token
}

/** Whom a link lets sign, and what. Once they have, it shows what they signed. */
export interface SigningLink {
  readonly agreement: Agreement
  readonly signatory: SignatoryRow
  readonly contact: SigningContact
  readonly email: string
}

/**
 * Why a link opens nothing: it never was one, its time is over, someone else holds the contact now, another version is to be signed, or
 * nothing is any more.
 */
export type DeadSigningLink = {
  readonly dead: 'unknown' | 'expired' | 'other_contact' | 'other_version' | 'moved_on'
}

/** There is a document to sign, or one that was signed. */
export const readableStates: readonly AgreementState[] = ['signing', 'signed', 'running', 'completed']

/** What a link opens now. Asking changes nothing: software that checks mail opens links too. */
export async function openSigningLink(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  token: string,
): Promise<SigningLink | DeadSigningLink> {
  const row = await db
    .selectFrom('signing_links')
    .selectAll()
    .where('token_sha256', '=', sha256Hex(token))
    .executeTakeFirst()
  if (!row) return { dead: 'unknown' }
  if (Temporal.Instant.compare(row.expires_at, clock.now()) <= 0) return { dead: 'expired' }
  const agreement = await findAgreement(db, row.agreement_id)
  const signatory = await findSignatory(db, row.territory_id, row.signatory_id)
  if (!agreement || !signatory || !readableStates.includes(agreement.state)) return { dead: 'moved_on' }
  if (row.revoked_at) return { dead: 'other_version' }
  const contact = await contactOf(db, signatory)
  if (contact.email !== row.email) return { dead: 'other_contact' }
  if (!hasSigned(signatory) && row.version !== agreement.version) return { dead: 'other_version' }
  return { agreement, signatory, contact, email: row.email }
}

/** Ends the links of an agreement that were sent for another version, or to someone who is asked nothing any more. */
export async function revokeLinks(
  { clock }: Pick<Services, 'clock'>,
  tx: Db,
  { territoryId, id, version }: { readonly territoryId: string; readonly id: string; readonly version: number },
): Promise<void> {
  await tx
    .updateTable('signing_links')
    .set({ revoked_at: clock.now().toString() })
    .where('territory_id', '=', territoryId)
    .where('agreement_id', '=', id)
    .where('revoked_at', 'is', null)
    .where('version', '<', version)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('agreement_signatories as s')
            .whereRef('s.territory_id', '=', 'signing_links.territory_id')
            .whereRef('s.id', '=', 'signing_links.signatory_id')
            .whereRef('s.signed_version', '>=', 's.asked_version'),
        ),
      ),
    )
    .execute()
}
