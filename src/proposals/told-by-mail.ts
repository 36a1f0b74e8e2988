import '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Pupil } from '#/pupils/index.ts'

/** Whether a mail reaches the pupil: with an account that has an address. Others sign in with a printed code, or not at all. */
export async function isToldByMail(db: Db, { accountId }: Pick<Pupil, 'accountId'>): Promise<boolean> {
  if (accountId === undefined) return false
  const account = await db.selectFrom('accounts').select('email').where('id', '=', accountId).executeTakeFirst()
  return account !== undefined && account.email !== null
}
