import './tables.ts'
import { type Agreement, findAgreement } from '#/agreements/index.ts'
import { linkToken, readLinkToken } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { type HostContact, hostContactsOf } from './placement.ts'

/** After the last day, while the tutor may still say how it went. */
const daysAfter = 60

/** The token by which someone of the host opens a placement without an account: the same each time, as long as it opens. */
export async function placementLink(
  { clock, newId, key }: Pick<Services, 'clock' | 'newId' | 'key'>,
  db: Db,
  agreement: Agreement,
  { name, email }: Pick<HostContact, 'name' | 'email'>,
): Promise<string> {
  const now = clock.now()
  const expires = Temporal.PlainDate.from(agreement.lastDay).add({ days: daysAfter }).toZonedDateTime('UTC').toInstant()
  const { id } = await db
    .insertInto('placement_links')
    .values({
      territory_id: agreement.territoryId,
      id: newId(),
      agreement_id: agreement.id,
      email,
      name,
      created_at: now.toString(),
      expires_at: expires.toString(),
    })
    .onConflict((on) =>
      on.columns(['territory_id', 'agreement_id', 'email']).doUpdateSet({ name, expires_at: expires.toString() }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return linkToken(key, 'placement', id)
}

/** Whom a link lets in, and to which agreement. */
export interface OpenLink {
  readonly agreementId: string
  readonly name: string
}

/** Why a link opens nothing: it never was one, its time is over, or the agreement names somebody else now. */
export type DeadLink = { readonly dead: 'unknown' | 'expired' | 'other_contact' }

/** What a link opens. Asking changes nothing: software that checks mail opens links too. */
export async function openPlacementLink(
  { db, clock, key }: Pick<Services, 'db' | 'clock' | 'key'>,
  token: string,
): Promise<OpenLink | DeadLink> {
  const id = readLinkToken(key, 'placement', token)
  const row =
    id &&
    (await db
      .selectFrom('placement_links')
      .select(['agreement_id', 'email', 'name', 'expires_at'])
      .where('id', '=', id)
      .executeTakeFirst())
  if (!row) return { dead: 'unknown' }
  if (Temporal.Instant.compare(row.expires_at, clock.now()) <= 0) return { dead: 'expired' }
  const agreement = await findAgreement(db, row.agreement_id)
  if (!agreement) return { dead: 'unknown' }
  return hostContactsOf(agreement).some(({ email }) => email === row.email)
    ? { agreementId: row.agreement_id, name: row.name }
    : { dead: 'other_contact' }
}
