import type { Context } from 'hono'
import type { Account, Place } from './account.ts'

/** What the middlewares of src/web leave for every handler: `new Hono<Env>()`. */
export interface Env {
  Variables: {
    /** Who asks; undefined for a visitor who has not signed in. See `accountOf` where the table of accesses lets none in. */
    account: Account | undefined
    /** Where what the address names stands (src/web/places.ts), once its access was granted; undefined elsewhere. See `placeOf`. */
    place: Place | undefined
    /** The session of `account`, to tell it among the person's others. */
    sessionId: string | undefined
    requestId: string
    /** The network address that asks, for limits: never written but in the proof of a signature. */
    clientAddress: string
  }
}

/** The account of a request that the table of accesses lets through for signed-in people only. */
export function accountOf(context: Context<Env>): Account {
  const account = context.get('account')
  if (!account)
    throw new Error('This address is open to visitors in src/web/access.ts, yet its handler wants an account')
  return account
}

/** Where what the address names stands: the pupil with class and school, the offer with its host. */
export function placeOf(context: Context<Env>): Place {
  const place = context.get('place')
  if (!place) throw new Error('This address names no place in src/web/access.ts')
  return place
}

export const territoryOf = (context: Context<Env>): string => placeOf(context).territoryId
