import type { Context } from 'hono'
import { type Agreement, findAgreement } from '#/agreements/index.ts'
import { accountOf, type Env, entriesOf, holds, placeOf, schoolStaff } from '#/identity/index.ts'
import { guarded } from '#/journal/index.ts'
import type { Services } from '#/platform/services.ts'
import type { EvaluationSide } from './evaluation.ts'
import { hostNamesOf, type Placement, pupilNameOf } from './placement.ts'
import { placementToday } from './read-placement.ts'

/** The placement that an address is about, as the second lock lets this account read it. */
export async function placementFor(services: Services, c: Context<Env>): Promise<Placement | undefined> {
  const agreement = await guarded(services, accountOf(c), (tx) => findAgreement(tx, c.req.param('agreement') ?? ''))
  return agreement && agreement.amends === undefined ? placementToday(services, services.db, agreement) : undefined
}

/** « Lina Marchand, Garage Hamel » */
export const aboutOf = (agreement: Agreement): string => `${pupilNameOf(agreement)}, ${hostNamesOf(agreement)}`

/** On which side this account answers; undefined for a family. */
export function sideOf(c: Context<Env>): EvaluationSide | undefined {
  const [account, place] = [accountOf(c), placeOf(c)]
  if (holds(account, ['pupil'], place)) return 'pupil'
  if (holds(account, ['host'], place)) return 'host'
  return holds(account, schoolStaff, place) ? 'teacher' : undefined
}

/** What stands around a page about a placement, for whoever reads it. */
export function frameOf(c: Context<Env>, agreement: Agreement) {
  const account = accountOf(c)
  const side = sideOf(c)
  const at = side === 'pupil' ? 'myPlacement' : side === 'host' ? 'myHost' : side === 'teacher' ? 'classes' : 'myFamily'
  return {
    signed: { name: account.name },
    entries: entriesOf(account, at),
    agreementId: agreement.id,
    about: aboutOf(agreement),
  }
}
