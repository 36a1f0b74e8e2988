import { type ListedAccount, listAccounts } from '#/identity/index.ts'
import type { Db } from '#/platform/database.ts'
import { isDemonstration } from '#/territory/index.ts'

/** The invented people whom anyone may enter as; nobody where the database holds a real territory. */
export async function demonstrationPeople(db: Db): Promise<readonly ListedAccount[]> {
  return (await isDemonstration(db)) ? listAccounts(db, { demonstration: true }) : []
}
