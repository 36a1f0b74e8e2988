import type { Grounds } from '#/journal/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Agreement } from './agreement.ts'
import { askParts } from './ask-parts.ts'
import type { AgreementContent } from './content.ts'
import { insertAgreement } from './draft-agreement.ts'
import { recall } from './fields.ts'
import { judgeAgreement } from './judge-agreement.ts'
import type { MoveServices } from './move-agreement.ts'
import { answersOfHost } from './remembered.ts'
import type { AgreementFinding } from './tables.ts'
import { settle } from './write-content.ts'

/** An agreement that an organisation prescribes, with no school: `content.pupil.id` is a beneficiary's. */
export interface Prescribed {
  readonly territoryId: string
  readonly organisation: string
  /** In the directory, where it is known there. */
  readonly hostId: string | undefined
  readonly content: AgreementContent
}

/** What the law says of it before it is written: what no written reason can let pass is better said at once. */
export const judgePrescribed = (
  services: Pick<MoveServices, 'clock'>,
  db: Db,
  { territoryId, hostId, content }: Prescribed,
): Promise<readonly AgreementFinding[]> =>
  judgeAgreement(services, db, {
    ...{ territoryId, hostId, content, id: undefined, pupilId: content.pupil.id, school: '' },
    ...{ submittedOn: undefined, amends: undefined, replaces: undefined },
  })

/** Drafts it in the caller's transaction, with what the host answered before; whoever knows the rest is asked. */
export async function draftPrescribed(
  services: MoveServices,
  tx: Db,
  { territoryId, organisation, hostId, content }: Prescribed,
  grounds: Grounds,
): Promise<Agreement> {
  const known = hostId === undefined ? {} : await answersOfHost(tx, territoryId, hostId)
  const drafted = await insertAgreement(
    services,
    tx,
    {
      ...{ territoryId, organisation, hostId, pupilId: content.pupil.id, classId: undefined, school: '' },
      ...{ source: 'online', state: 'draft', content: recall(content, known) },
    },
    { what: 'drafted', grounds },
  )
  const agreement = await settle(services, tx, drafted, false)
  if (agreement.state === 'draft') await askParts(services, tx, agreement)
  return agreement
}
