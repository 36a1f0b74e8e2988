import './tables.ts'
import { findApplication } from '#/applications/index.ts'
import { type Grounds, platformGrounds, record } from '#/journal/index.ts'
import { findOffer } from '#/offers/index.ts'
import type { Db } from '#/platform/database.ts'
import { newPrintedCode } from '#/platform/secret.ts'
import { findPupil } from '#/pupils/index.ts'
import { isSchemeId } from '#/rules/index.ts'
import type { Agreement } from './agreement.ts'
import { agreementOf } from './agreements.ts'
import { askParts } from './ask-parts.ts'
import type { AgreementContent } from './content.ts'
import { agreementCodeLength } from './document/page-code.ts'
import { agreementMoved } from './events.ts'
import { judgeAgreement } from './judge-agreement.ts'
import { type MoveServices, moveAgreement, noteEvent, platformActor } from './move-agreement.ts'
import { hostSide, prefill } from './prefill.ts'
import type { AgreementSource, AgreementState } from './tables.ts'
import { columnsOf, settle } from './write-content.ts'

/** An agreement to write; what is left out is unknown. */
export interface NewAgreement {
  readonly territoryId: string
  readonly pupilId: string
  readonly classId: string | undefined
  readonly school: string
  readonly organisation?: string | undefined
  readonly offerId?: string | undefined
  readonly hostId?: string | undefined
  readonly applicationId?: string | undefined
  readonly source: AgreementSource
  readonly state: AgreementState
  readonly submittedOn?: string | undefined
  readonly amends?: string | undefined
  readonly replaces?: string | undefined
  readonly content: AgreementContent
}

/** Writes a new agreement with what the rules say of it, in the caller's transaction. `what`: how timeline and journal name it. */
export async function insertAgreement(
  services: MoveServices,
  tx: Db,
  given: NewAgreement,
  { what, grounds }: { readonly what: 'drafted' | 'recorded' | 'amended'; readonly grounds: Grounds },
): Promise<Agreement> {
  const { territoryId, pupilId, content, state } = given
  const id = services.newId()
  const now = services.clock.now().toString()
  const findings = await judgeAgreement(services, tx, {
    ...given,
    id,
    hostId: given.hostId,
    submittedOn: given.submittedOn,
    amends: given.amends,
    replaces: given.replaces,
  })
  const row = await tx
    .insertInto('agreements')
    .values({
      territory_id: territoryId,
      id,
      pupil_id: pupilId,
      class_id: given.classId ?? null,
      school: given.school,
      organisation: given.organisation ?? null,
      scheme: content.scheme,
      offer_id: given.offerId ?? null,
      host_id: given.hostId ?? null,
      application_id: given.applicationId ?? null,
      source: given.source,
      state,
      since: now,
      ...columnsOf(content),
      findings: JSON.stringify(findings),
      code: newPrintedCode(agreementCodeLength),
      submitted_on: given.submittedOn ?? null,
      amends: given.amends ?? null,
      replaces: given.replaces ?? null,
      created_by: grounds.by ?? null,
      created_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const agreement = agreementOf(row)
  await noteEvent(services, tx, agreement, { what, by: { grounds } })
  await record(services, tx, {
    ...grounds,
    territoryId,
    what: `agreement.${what}`,
    about: { kind: 'agreement', id },
    pupilId,
  })
  await services.announce(tx, agreementMoved, { territoryId, agreementId: id, from: undefined, to: state })
  return agreement
}

/**
 * Drafts the agreement of a confirmed application, in the transaction that confirms it: prefilled with all that is known; those who know
 * the rest are asked. An application that has a living agreement keeps it.
 */
export async function draftAgreement(
  services: MoveServices,
  tx: Db,
  { applicationId }: { readonly applicationId: string },
): Promise<Agreement | undefined> {
  const application = await findApplication(tx, applicationId)
  if (!application || !isSchemeId(application.scheme)) return undefined
  if (await livingOf(tx, applicationId)) return undefined
  const [offer, pupil] = [await findOffer(tx, application.offerId), await findPupil(tx, application.pupilId)]
  if (!offer || !pupil) return undefined
  const { territoryId, classId, school, hostId, offerId, scheme } = application
  const host = await hostSide(tx, offer, application.weeks)
  const content = await prefill(services, tx, { pupil, host, hostId, scheme })
  const drafted = await insertAgreement(
    services,
    tx,
    {
      territoryId,
      pupilId: pupil.id,
      classId,
      school,
      offerId,
      hostId,
      applicationId,
      source: 'online',
      state: 'draft',
      content,
    },
    { what: 'drafted', grounds: platformGrounds },
  )
  const agreement = await settle(services, tx, drafted, false)
  if (agreement.state === 'draft') await askParts(services, tx, agreement)
  return agreement
}

/** The confirmed place was given back: its agreement goes too, whoever gave it back having told everyone. */
export async function dropAgreement(
  services: MoveServices,
  tx: Db,
  { applicationId }: { readonly applicationId: string },
): Promise<void> {
  const living = await livingOf(tx, applicationId)
  if (living) await moveAgreement(services, tx, { agreementId: living, transition: 'drop', by: platformActor })
}

async function livingOf(tx: Db, applicationId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('agreements')
    .select('id')
    .where('application_id', '=', applicationId)
    .where('amends', 'is', null)
    .where('state', 'not in', ['refused', 'replaced', 'cancelled'])
    .executeTakeFirst()
  return row?.id
}
