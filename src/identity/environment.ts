import type { Context } from 'hono'
import type { Account } from './account.ts'

/** What the middlewares of src/web leave for every handler: `new Hono<Env>()`. */
export interface Env {
  Variables: {
    /** Who asks; undefined for a visitor who has not signed in. See `accountOf` where the table of accesses lets none in. */
    account: Account | undefined
    /** The territory of the campaign in the address, once its access was granted; undefined elsewhere. See `territoryOf`. */
    territoryId: string | undefined
    requestId: string
  }
}

/** The account of a request that the table of accesses lets through for signed-in people only. */
export function accountOf(context: Context<Env>): Account {
  const account = context.get('account')
  if (!account)
    throw new Error('This address is open to visitors in src/web/access.ts, yet its handler wants an account')
  return account
}

/** The territory of an address that names a campaign. */
export function territoryOf(context: Context<Env>): string {
  const territoryId = context.get('territoryId')
  if (territoryId === undefined) throw new Error('This address has no territory in src/web/access.ts')
  return territoryId
}
