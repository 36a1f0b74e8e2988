import './tables.ts'
import { findOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'
import type { Services } from '#/platform/services.ts'
import type { Application } from './application.ts'
import { findApplication } from './applications.ts'
import { daysOfLink } from './deadlines.ts'
import { hostContacts } from './host-contacts.ts'

/** Makes a link by which one person of the host answers one application. Only its hash is kept; returns the token for the address. */
export async function createAnswerLink(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  application: Pick<Application, 'territoryId' | 'id'>,
  to: { readonly email: string; readonly name: string; readonly accountId: string | undefined },
): Promise<string> {
  const now = clock.now()
  const token = newSecret()
  await db
    .insertInto('answer_links')
    .values({
      territory_id: application.territoryId,
      token_sha256: sha256Hex(token),
      application_id: application.id,
      email: to.email.trim().toLowerCase(),
      name: to.name,
      account_id: to.accountId ?? null,
      created_at: now.toString(),
      expires_at: now.add({ hours: 24 * daysOfLink }).toString(),
    })
    .execute()
  return token
}

export interface AnswerLink {
  readonly application: Application
  readonly accountId: string | undefined
  readonly name: string
}

/** Why a link opens nothing: it never was one, its time is over, the application moved on, or someone else answers now. */
export type DeadLink = { readonly dead: 'unknown' | 'expired' | 'moved_on' | 'other_contact' }

/** What a link opens. Asking changes nothing: software that checks mail opens links too. */
export async function openAnswerLink(
  services: { readonly db: Db; readonly clock: Services['clock'] },
  token: string,
): Promise<AnswerLink | DeadLink> {
  const { db, clock } = services
  const row = await db
    .selectFrom('answer_links')
    .select(['application_id', 'email', 'name', 'account_id', 'expires_at', 'revoked_at'])
    .where('token_sha256', '=', sha256Hex(token))
    .executeTakeFirst()
  if (!row) return { dead: 'unknown' }
  if (row.revoked_at) return { dead: 'moved_on' }
  if (Temporal.Instant.compare(row.expires_at, clock.now()) <= 0) return { dead: 'expired' }
  const application = await findApplication(db, row.application_id)
  const offer = application && (await findOffer(db, application.offerId))
  if (!application || !offer) return { dead: 'unknown' }
  const contacts = await hostContacts(services, offer)
  if (!contacts.some(({ email }) => email === row.email)) return { dead: 'other_contact' }
  return { application, accountId: row.account_id ?? undefined, name: row.name }
}

/** Notes that a link served, for whoever asks how an answer came. */
export async function markUsed({ db, clock }: Pick<Services, 'db' | 'clock'>, token: string): Promise<void> {
  await db
    .updateTable('answer_links')
    .set({ used_at: clock.now().toString() })
    .where('token_sha256', '=', sha256Hex(token))
    .where('used_at', 'is', null)
    .execute()
}
