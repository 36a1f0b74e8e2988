import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import { findPupil } from '#/pupils/index.ts'
import type { SchemeId } from '#/rules/index.ts'
import { timeZoneOf } from '#/territory/index.ts'
import type { Agreement } from './agreement.ts'
import type { AgreementHost } from './content.ts'
import { insertAgreement } from './draft-agreement.ts'
import { agreementSigned } from './events.ts'
import type { MoveServices } from './move-agreement.ts'
import { schoolSide } from './prefill.ts'

/** An agreement made elsewhere: another platform, the school's own model. */
export interface OutsideAgreement {
  readonly pupilId: string
  readonly scheme: SchemeId
  /** In the directory, where it is known there. */
  readonly hostId?: string | undefined
  readonly host: AgreementHost
  readonly grounds: Grounds
}

/**
 * Records an agreement made elsewhere, in the caller's transaction: signed at once, counted like the others. What the rules say of it is
 * kept as warnings in its `findings`, and stops nothing. Undefined for a pupil that is not there.
 */
export async function recordOutside(
  services: MoveServices,
  tx: Db,
  { pupilId, scheme, hostId, host, grounds }: OutsideAgreement,
): Promise<Agreement | undefined> {
  const pupil = await findPupil(tx, pupilId)
  if (!pupil) return undefined
  const { territoryId, classId, school } = pupil
  const today = services.clock
    .now()
    .toZonedDateTimeISO(await timeZoneOf(tx, territoryId))
    .toPlainDate()
  const agreement = await insertAgreement(
    services,
    tx,
    {
      territoryId,
      pupilId,
      classId,
      school,
      hostId,
      source: 'outside',
      state: 'signed',
      submittedOn: today.toString(),
      content: { scheme, hosts: [host], ...(await schoolSide(services, tx, pupil)) },
    },
    { what: 'recorded', grounds },
  )
  await services.announce(tx, agreementSigned, { territoryId, agreementId: agreement.id, amends: undefined })
  return agreement
}
