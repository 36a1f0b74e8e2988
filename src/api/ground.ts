import { type At, liesIn, nameOf } from '#/indicators/index.ts'
import type { Services } from '#/platform/services.ts'
import { findTerritory, type Territory } from '#/territory/index.ts'
import type { ApiKey } from './keys.ts'
import { ApiProblem } from './problem.ts'

/** Where a program stands: the territory, and what it asks about of what its key opens. */
export interface Ground {
  readonly territory: Territory
  /** Undefined: the whole territory. */
  readonly at: At | undefined
  readonly today: Temporal.PlainDate
}

/** Where a key lets a program stand; another area is answered as if it did not exist. */
export async function groundOf(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  key: ApiKey,
  within: At | undefined,
): Promise<Ground> {
  const territory = await findTerritory(db, key.territoryId)
  if (!territory) throw new ApiProblem('not-found')
  const at = within ?? key.at
  if (at && (await nameOf(db, territory.id, at)) === undefined) throw new ApiProblem('not-found')
  if (at && key.at && !(await liesIn(db, territory.id, at, { level: key.at.level, codes: [key.at.code] })))
    throw new ApiProblem('not-found')
  return { territory, at, today: clock.now().toZonedDateTimeISO(territory.timeZone).toPlainDate() }
}
