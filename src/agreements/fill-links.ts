import './tables.ts'
import type { Db } from '#/platform/database.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { Agreement } from './agreement.ts'
import { openStates } from './agreement.ts'
import { findAgreement } from './agreements.ts'
import type { Part } from './fields.ts'
import { contactsOf } from './part-contacts.ts'

/** Days that a link to fill serves. */
export const daysOfFillLink = 30

/** Makes a link by which one person fills their part of one agreement. Only its hash is kept; returns the token for the address. */
export async function createFillLink(
  { db, clock }: { readonly db: Db; readonly clock: Services['clock'] },
  { territoryId, id }: Pick<Agreement, 'territoryId' | 'id'>,
  to: { readonly part: Part; readonly email: string; readonly name: string },
): Promise<string> {
  const token = newSecret()
  const now = clock.now()
  await db
    .insertInto('agreement_links')
    .values({
      territory_id: territoryId,
      token_sha256: sha256Hex(token),
      agreement_id: id,
      part: to.part,
      email: to.email.trim().toLowerCase(),
      name: to.name,
      created_at: now.toString(),
      expires_at: now.add({ hours: 24 * daysOfFillLink }).toString(),
    })
    .execute()
  return token
}

/** What a link opens: one part of one agreement, for one person. */
export interface FillLink {
  readonly agreement: Agreement
  readonly part: Part
  readonly name: string
}

/** Why a link opens nothing: it never was one, its time is over, it is being signed or is over, or someone else answers now. */
export type DeadFillLink = { readonly dead: 'unknown' | 'expired' | 'signing' | 'over' | 'other_contact' }

/** What a link opens. Asking changes nothing: software that checks mail opens links too. */
export async function openFillLink(
  services: { readonly db: Db; readonly clock: Services['clock'] },
  token: string,
): Promise<FillLink | DeadFillLink> {
  const { db, clock } = services
  const row = await db
    .selectFrom('agreement_links')
    .select(['agreement_id', 'part', 'email', 'name', 'expires_at', 'revoked_at'])
    .where('token_sha256', '=', sha256Hex(token))
    .executeTakeFirst()
  if (!row) return { dead: 'unknown' }
  if (row.revoked_at || Temporal.Instant.compare(row.expires_at, clock.now()) <= 0) return { dead: 'expired' }
  const agreement = await findAgreement(db, row.agreement_id)
  if (!agreement) return { dead: 'unknown' }
  if (!openStates.some((state) => state === agreement.state))
    return { dead: agreement.state === 'signing' ? 'signing' : 'over' }
  const contacts = await contactsOf(services, agreement, row.part)
  if (!contacts.some(({ email }) => email?.toLowerCase() === row.email)) return { dead: 'other_contact' }
  return { agreement, part: row.part, name: row.name }
}
