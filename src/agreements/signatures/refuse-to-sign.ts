import './tables.ts'
import { type Grounds, record } from '#/journal/index.ts'
import { post } from '#/messages/index.ts'
import type { Services } from '#/platform/services.ts'
import { lockAgreement } from '../agreements.ts'
import { noteEvent } from '../move-agreement.ts'
import { hasSigned } from './circuit.ts'
import { schoolPeople } from './contacts.ts'
import { signingRefused } from './mails/signing-refused.ts'
import { lockSignatories } from './signatories.ts'

/** Letters of a reason at most. */
export const mostOfReason = 600

export type Refused = 'refused' | 'reason' | 'closed'

/**
 * Keeps that somebody does not want to sign, and why, and tells the school: nothing is cancelled, reminders stop, and they can still change
 * their mind. `reason`: none was given, or too long; `closed`: they signed, or there is nothing to sign.
 */
export function refuseToSign(
  services: Pick<Services, 'db' | 'clock' | 'newId' | 'notifications' | 'configuration'>,
  {
    agreementId,
    signatoryId,
    why,
    grounds,
  }: {
    readonly agreementId: string
    readonly signatoryId: string
    readonly why: string
    readonly grounds: Grounds
  },
): Promise<Refused> {
  const reason = why.trim()
  return services.db.transaction().execute(async (tx) => {
    const agreement = await lockAgreement(tx, agreementId)
    const signatories = agreement ? await lockSignatories(tx, agreement) : []
    const signatory = signatories.find(({ id }) => id === signatoryId)
    if (!agreement || !signatory || agreement.state !== 'signing' || hasSigned(signatory)) return 'closed'
    // Who only takes note has nothing to refuse.
    if (signatory.takesNote) return 'closed'
    if (reason === '' || reason.length > mostOfReason) return 'reason'
    if (signatory.refusedAt && signatory.refusedWhy === reason) return 'refused'
    const { territoryId, school } = agreement
    const now = services.clock.now().toString()
    await tx
      .updateTable('agreement_signatories')
      .set({ refused_at: now, refused_why: reason, remind_at: null })
      .where('territory_id', '=', territoryId)
      .where('id', '=', signatoryId)
      .execute()
    await noteEvent(services, tx, agreement, {
      what: 'party-refused',
      by: { grounds, party: signatory.party },
      detail: { name: signatory.name },
    })
    await record(services, tx, {
      ...grounds,
      territoryId,
      what: 'agreement.party-refused',
      about: { kind: 'agreement', id: agreementId },
      pupilId: agreement.pupilId,
    })
    for (const { accountId } of await schoolPeople({ db: tx, clock: services.clock }, { territoryId, school }, office))
      await post(services, tx, signingRefused, {
        to: { accountId, territoryId },
        data: { territoryId, signatory: signatoryId },
        once: `signing-refused:${signatoryId}:${agreement.version}:${accountId}`,
      })
    return 'refused'
  })
}

const office = ['head', 'ddfpt', 'secretary'] as const
