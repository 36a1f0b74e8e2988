import './tables.ts'
import type { Clock } from '#/platform/clock.ts'
import type { Db } from '#/platform/database.ts'
import { newSecret, sha256Hex } from '#/platform/secret.ts'

/** Long enough for a message read the next morning. */
export const linkLife = Temporal.Duration.from({ hours: 24 })

type Store = { readonly db: Db; readonly clock: Clock }

/** Makes a link's token for an account: works once, for a day. Only its hash is kept. */
export async function createSignInLink({ db, clock }: Store, accountId: string): Promise<string> {
  const token = newSecret()
  const now = clock.now()
  await db
    .insertInto('sign_in_links')
    .values({
      token_sha256: sha256Hex(token),
      account_id: accountId,
      created_at: now.toString(),
      expires_at: now.add(linkLife).toString(),
      used_at: null,
    })
    .execute()
  return token
}

export type LinkState = 'good' | 'unknown' | 'used' | 'expired'

/** What a link is worth now, without using it: software that reads mail opens links, a person presses the button. */
export async function inspectSignInLink({ db, clock }: Store, token: string): Promise<LinkState> {
  const row = await db
    .selectFrom('sign_in_links')
    .select(['expires_at', 'used_at'])
    .where('token_sha256', '=', sha256Hex(token))
    .executeTakeFirst()
  if (!row) return 'unknown'
  if (row.used_at) return 'used'
  return Temporal.Instant.compare(row.expires_at, clock.now()) <= 0 ? 'expired' : 'good'
}

/** Uses the link and returns its account, or why not. Of two requests at the same time one gets it. */
export async function useSignInLink(
  { db, clock }: Store,
  token: string,
): Promise<{ accountId: string } | { why: Exclude<LinkState, 'good'> }> {
  const state = await inspectSignInLink({ db, clock }, token)
  if (state !== 'good') return { why: state }
  const used = await db
    .updateTable('sign_in_links')
    .set({ used_at: clock.now().toString() })
    .where('token_sha256', '=', sha256Hex(token))
    .where('used_at', 'is', null)
    .returning('account_id')
    .executeTakeFirst()
  return used ? { accountId: used.account_id } : { why: 'used' }
}
