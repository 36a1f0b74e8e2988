import { type Agreement, findAgreement } from '#/agreements/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { timeZoneOf } from '#/territory/index.ts'
import { type Placement, placementOf } from './placement.ts'

/** The placement of an agreement on the territory's own day. */
export async function placementToday(
  { clock }: Pick<Services, 'clock'>,
  db: Db,
  agreement: Agreement,
): Promise<Placement> {
  const timeZone = await timeZoneOf(db, agreement.territoryId)
  return placementOf(agreement, { timeZone, today: clock.now().toZonedDateTimeISO(timeZone).toPlainDate() })
}

/** The placement of an agreement by its id; undefined when there is none, or when it only amends another. */
export async function findPlacement(
  services: Pick<Services, 'clock'>,
  db: Db,
  agreementId: string,
): Promise<Placement | undefined> {
  const agreement = await findAgreement(db, agreementId)
  return agreement && agreement.amends === undefined ? placementToday(services, db, agreement) : undefined
}
