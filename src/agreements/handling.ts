import type { Context } from 'hono'
import { type Account, accountOf, type Env, holds, type Place, placeOf } from '#/identity/index.ts'
import { groundsOf } from '#/journal/index.ts'
import type { Actor } from './move-agreement.ts'
import { type Viewer, viewerOf } from './read-agreement.ts'
import type { Party } from './tables.ts'

/** Someone of a school who keeps agreements, or the prescriber of a PMSMP. */
export const keepers = ['head', 'ddfpt', 'secretary', 'teacher', 'counsellor'] as const
/** Those who may let pass, with a written reason, what the law leaves to a person. */
const validators = ['head', 'ddfpt', 'counsellor'] as const

export const mayOverride = (account: Account, place: Place): boolean => holds(account, validators, place)

const rolesOf = { pupil: ['pupil'], family: ['representative'], host: ['host'], school: keepers } as const
const parties: Readonly<Partial<Record<Viewer, Party>>> = { pupil: 'pupil', family: 'representative', host: 'host' }

/** Whoever asks, as the side they are on. */
export function actorOf(c: Context<Env>): Actor & { readonly kind: Viewer } {
  const [account, place] = [accountOf(c), placeOf(c)]
  const kind = viewerOf(account, place)
  const party = parties[kind]
  return { kind, grounds: groundsOf(account, rolesOf[kind], place), ...(party ? { party } : {}) }
}

/** The text fields of a form, whatever somebody else put in: the first of each name. */
export async function sentFields(c: Context<Env>): Promise<(name: string) => string | undefined> {
  const body = await c.req.parseBody({ all: true })
  return (name) => [body[name]].flat().find((value): value is string => typeof value === 'string')
}
