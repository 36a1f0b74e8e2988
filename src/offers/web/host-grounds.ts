import type { Context } from 'hono'
import { accountOf, type Env, placeOf } from '#/identity/index.ts'
import { type Grounds, groundsOf } from '#/journal/index.ts'

/** By which role someone changes the offers of a host. */
export const hostGrounds = (c: Context<Env>): Grounds => groundsOf(accountOf(c), ['host', 'coordinator'], placeOf(c))
