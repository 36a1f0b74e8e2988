import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { Paged } from '#/platform/paged.ts'
import { type Agreement, agreementStates, standingStates } from './agreement.ts'
import { agreementsOfHost, agreementsOfPupil } from './agreements.ts'
import { withWaits } from './read-agreement.ts'
import { listSignatories } from './signatures/signatories.ts'
import { type Waiting, waitingOf } from './steps.ts'

/** An agreement as one line of somebody's home. */
export interface AgreementLine {
  readonly agreement: Agreement
  readonly waiting: Waiting
}

/** The agreements that stand of a pupil, newest first. */
export async function pupilAgreementLines(
  db: Db,
  of: { readonly territoryId: string; readonly pupilId: string },
): Promise<readonly AgreementLine[]> {
  return lines(db, (await agreementsOfPupil(db, { ...of, limit: 12 })).rows)
}

/** The agreements of a host that are not over, those that wait for somebody first. */
export async function hostAgreementLines(
  db: Db,
  of: { readonly territoryId: string; readonly hostId: string },
): Promise<readonly AgreementLine[]> {
  const states = standingStates.filter((state) => state !== 'completed')
  const found = await lines(db, (await agreementsOfHost(db, { ...of, limit: 40, states })).rows)
  return found.toSorted((a, b) => Number(a.waiting.for === 'nothing') - Number(b.waiting.for === 'nothing'))
}

/** The agreements of a host whose placement is done, newest first. */
export const completedOfHost = (
  db: Db,
  of: { readonly territoryId: string; readonly hostId: string; readonly after?: string | undefined },
): Promise<Paged<Agreement>> => agreementsOfHost(db, { ...of, limit: 30, states: ['completed'] })

async function lines(db: Db, agreements: readonly Agreement[]): Promise<readonly AgreementLine[]> {
  const found: AgreementLine[] = []
  for (const agreement of agreements) {
    if (!agreementStates[agreement.state].stands) continue
    const signatories = agreement.state === 'signing' ? withWaits(await listSignatories(db, agreement)) : []
    found.push({ agreement, waiting: waitingOf(agreement, signatories) })
  }
  return found
}
